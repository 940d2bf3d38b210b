"""The placeholders of a page's address: changed, encoded, and wrong ones refused at load."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from optout.catalog.pages import Page
from optout.channels.web.address import filled, meanings_in, personal_in
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure

SITE = "https://acme-people.example/"
FACTS = Facts(
    {
        "name": ("ada  MARIA quill",),
        "address-level1": ("IL",),
        "x-state-of-residence": ("Illinois",),
        "x-age": ("41",),
        "x-reason": ("a b",),
        "x-github-account": ("ada", "Ada-Old"),
    }
)


@pytest.mark.parametrize(
    ("placeholder", "value"),
    [
        ("{name}", "ada%20%20MARIA%20quill"),
        ("{name|lower}", "ada%20%20maria%20quill"),
        ("{name|upper|hyphens}", "ADA-MARIA-QUILL"),
        ("{name|capital|underscores}", "Ada_Maria_Quill"),
        ("{name|lower|space:+}", "ada%2Bmaria%2Bquill"),
        ("{address-level1|state-name|lower}", "illinois"),
        ("{address-level1|state-code|lower}", "il"),
        ("{x-state-of-residence|state-code}", "IL"),
        ("{x-state-of-residence|state-name}", "Illinois"),
        ("{email|or:none of them}", "none%20of%20them"),
        ("{email|or:}", ""),
        ("{email|every|or:}", ""),
        ("{x-github-account}", "ada"),
        ("{x-github-account|every}", "ada%0AAda-Old"),
        ("{x-github-account|or:|lower|every}", "ada%0Aada-old"),
        ("{x-age|range:18-30,31-40,41-50,81+}", "41-50"),
        ("{x-age|range:18-30,41+}", "41%2B"),
    ],
)
def test_a_value_is_changed_and_then_encoded(placeholder: str, value: str) -> None:
    assert filled(f"{SITE}a/{placeholder}/b?{placeholder}", FACTS) == f"{SITE}a/{value}/b?{value}"


@pytest.mark.parametrize("placeholder", ["{email}", "{email|lower}", "{x-age|range:18-30,81+}"])
def test_a_fact_that_is_missing_or_fits_no_band_stops_the_opening(placeholder: str) -> None:
    with pytest.raises(Unanswered) as stopped:
        filled(SITE + placeholder, FACTS)
    assert stopped.value.failure == Failure.FACT_MISSING
    assert "41" not in stopped.value.detail


@pytest.mark.parametrize(
    ("placeholder", "says"),
    [
        ("{name|shout}", "'shout' does not change a value"),
        ("{name|lower:x}", "'lower' takes no argument"),
        ("{name|space}", "'space' takes an argument"),
        ("{x-age|range:18-30,old}", "'old' is not a range"),
        ("{nickname}", "'nickname' is not a known meaning"),
        ("{}", "'' is not a known meaning"),
    ],
)
def test_an_unknown_change_or_meaning_is_refused_when_the_definition_is_read(
    placeholder: str, says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        Page.model_validate({"url": SITE + placeholder, "sign": {"text": "x"}})


def test_the_meanings_of_an_address_are_named_once_and_without_their_changes() -> None:
    address = SITE + "{name|lower}/{x-reason|hyphens}?again={name}"
    assert meanings_in(address) == ("name", "x-reason")
    assert personal_in(address) == ("name",)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_fact_can_leave_its_place_in_the_address(fact: str) -> None:
    address = filled(SITE + "{name|hyphens}/end", Facts({"name": (fact or "x",)}))
    inside = address.removeprefix(SITE).removesuffix("/end")
    assert not set("/?#&{}\\ ") & set(inside)
