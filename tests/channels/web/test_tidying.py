"""Values as result lists decorate them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.channels.web.tidying import tidy


@pytest.mark.parametrize(
    ("meaning", "text", "value"),
    [
        ("x-age", "45 years old", "45"),
        ("x-age", "Age\n40s", "40s"),
        ("x-age", "Aged: 40-49", "40-49"),
        ("name", "John Smith Jr.", "John Smith Jr."),
        ("name", "Smith, John", "Smith, John"),
        ("name", "John Smith, age 45", "John Smith"),
        ("name", "Full Name: John Smith (45)", "John Smith"),
        ("name", "See Nona", "See Nona"),
        ("name", "Aka Known", "Aka Known"),
        ("x-relatives", "Jane Roe, Age 40", "Jane Roe"),
        ("x-relatives", "Possible relatives:\nJane Roe", "Jane Roe"),
        ("x-relatives", "and 4 more", ""),
        ("x-relatives", "None", ""),
        ("x-relatives", "Noah No", "Noah No"),
        ("x-also-known-as", "Also known as: J. Smith", "J. Smith"),
        ("x-also-known-as", "No other aliases.", ""),
        ("x-places", "Lives in Springfield, IL +3 more", "Springfield, IL"),
        ("x-places", "Used to live in: Reno, NV;", "Reno, NV"),
        ("x-places", "View all 7", ""),
        ("x-places", "Lives", "Lives"),
        ("x-phones", "Phone: (309) 555-0142...", "(309) 555-0142"),
        ("x-addresses", "Current address - 12 Elm St, Reno, NV 89501", "12 Elm St, Reno, NV 89501"),
    ],
)
def test_decoration_goes_and_the_value_stays(meaning: str, text: str, value: str) -> None:
    assert tidy(meaning, text) == value


@given(
    st.sampled_from(["name", "x-age", "x-places", "x-relatives"]),
    st.text("abc ,.;:+3AKARelative more\n()-", max_size=40),
)
def test_nothing_is_added(meaning: str, text: str) -> None:
    assert tidy(meaning, text) in " ".join(text.split())


@pytest.mark.parametrize("sign", ["(", ",", " ", "-", "+1 ", "age ", ", 12 ", "\n", ";"])
@pytest.mark.parametrize("meaning", ["name", "x-age", "x-relatives"])
def test_no_value_takes_long_to_tidy(meaning: str, sign: str) -> None:
    start = time.process_time()
    for _ in range(20):
        tidy(meaning, f"Jo +1{sign * 999}x")
    assert time.process_time() - start < 0.2
