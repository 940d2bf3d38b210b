"""The format's templates as addresses with our placeholders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.importing.ddg.addresses import address_of, host_of
from optout.catalog.importing.faults import Unusable
from optout.catalog.placeholders import placeholders

BANDS = ["18-30", "31-40", "81+"]


def placeholder(template: str) -> str:
    return address_of(f"https://acme.example/${{{template}}}", BANDS, "url").rpartition("/")[2]


@pytest.mark.parametrize(
    ("template", "ours"),
    [
        ("firstName", "{given-name|capital}"),
        ("lastName|hyphenated", "{family-name|capital|hyphens}"),
        ("lastName|downcase|hyphenated", "{family-name|lower|hyphens}"),
        ("lastName|hyphenated|downcase", "{family-name|capital|hyphens|lower}"),
        ("middleName", "{additional-name|or:}"),
        ("middleName|defaultIfEmpty:~", "{additional-name|or:~}"),
        ("city|snakecase", "{address-level2|capital|underscores}"),
        ("city|replaceWhitespace:+", "{address-level2|capital|space:+}"),
        ("state", "{address-level1|state-code|lower}"),
        ("state|upcase", "{address-level1|state-code|upper}"),
        ("state|stateFull|capitalize", "{address-level1|state-name|capital}"),
        ("fullState", "{address-level1|state-name}"),
        ("age", "{x-age}"),
        ("age|ageRange", "{x-age|range:18-30,31-40,81+}"),
        ("birthYear", "{bday-year}"),
        ("profileUrl", "{x-listing-url}"),
    ],
)
def test_each_template_has_its_placeholder(template: str, ours: str) -> None:
    assert placeholder(template) == ours
    assert placeholders(ours)[0].text == ours


def test_an_age_without_ranges_stays_an_age() -> None:
    assert (
        address_of("https://acme.example/${age|ageRange}", None, "url") == "https://acme.example/{x-age}"
    )


def test_an_address_may_be_wholly_the_listings() -> None:
    assert address_of("${profileUrl}", None, "url") == "{x-listing-url}"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://acme.example/${shoeSize}", "unknown template key 'shoeSize'"),
        ("https://acme.example/${firstName|reversed}", "unknown transform 'reversed'"),
        ("https://acme.example/${firstName|defaultIfEmpty}", "unknown transform 'defaultIfEmpty'"),
        ("https://acme.example/${firstName|upcase:x}", "unknown transform 'upcase:x'"),
        ("https://acme.example/{firstName}", "a brace"),
        ("https://acme.example/a b", "white space"),
        ("https://${firstName}.example/", "fixed host"),
        ("https://acme.example@evil.example/", "fixed host"),
        ("https://acme.example\\@evil.example/", "fixed host"),
        ("http://acme.example/", "https"),
        ("file:///etc/passwd", "https"),
        ("javascript:alert(1)", "https"),
        ("https://[acme/", "not an address"),
        ("https://acme.example:99999/", "not an address"),
        ("https://acme.example:x/", "not an address"),
        ("https://10.0.0.1/", "fixed host"),
        ("https://co.uk/", "fixed host"),
        ("https://intranet/", "fixed host"),
    ],
)
def test_what_cannot_be_said_in_an_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(Unusable, match=r"^here: ") as fault:
        address_of(url, None, "here")
    assert why in str(fault.value)


def test_ranges_that_are_none_are_refused() -> None:
    with pytest.raises(Unusable, match="'old' is no range"):
        address_of("https://acme.example/${age|ageRange}", ["old"], "url")


def test_plain_http_is_for_this_machine_only() -> None:
    assert host_of("http://127.0.0.1:8000/", "url") == "127.0.0.1"


@given(st.text(max_size=40))
def test_whatever_is_accepted_can_be_filled_later(text: str) -> None:
    try:
        address = address_of(f"https://acme.example/{text}", BANDS, "url")
    except Unusable:
        return
    assert host_of(address, "url") == "acme.example"
    placeholders(address)
