"""The link of a step by hand: which facts are in it, and where it may lead."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.definition import Provider
from optout.catalog.steps import HandStep
from optout.channels.hand_address import HandAddress, hand_address
from optout.people.facts import Facts
from tests.channels.web.acme import a_provider

FACTS = Facts({"email": ("ada@mail.example", "old@mail.example"), "name": ("Ada Quill",)})


@pytest.fixture(scope="module")
def provider() -> Provider:
    return a_provider()


def step(query: str, **needs: Any) -> HandStep:
    url = query if "://" in query else f"https://acme-people.example/ask?{query}"
    return HandStep(channel="hand", url=url, instructions=("Ask.",), needs=needs)


def test_facts_are_percent_encoded_and_only_those_in_the_link_are_told(provider: Provider) -> None:
    one = step("mail={email}&to=us", email="required", name="optional")

    found = hand_address(one, provider, FACTS)

    assert found == HandAddress(
        "https://acme-people.example/ask",
        "https://acme-people.example/ask?mail=ada%40mail.example&to=us",
        "acme-people.example",
        {"email": "ada@mail.example"},
    )


def test_a_fact_that_needs_does_not_name_is_never_in_the_link(provider: Provider) -> None:
    found = hand_address(step("mail={email}&who={name}", email="required"), provider, FACTS)

    assert (found.link, found.lacking, found.told) == (None, ("name",), {})


def test_a_default_stands_where_the_fact_is_missing_and_tells_nothing(provider: Provider) -> None:
    found = hand_address(step("tel={tel|or:none}", tel="optional"), provider, FACTS)

    assert (found.link, found.told) == ("https://acme-people.example/ask?tel=none", {})


def test_a_fact_that_fits_no_band_makes_no_link(provider: Provider) -> None:
    aged = Facts({"x-age": ("12",)})
    found = hand_address(step("age={x-age|range:18-40,41+}", **{"x-age": "required"}), provider, aged)

    assert (found.link, found.lacking, found.told) == (None, ("x-age",), {})


@pytest.mark.parametrize(
    "url",
    [
        "http://acme-people.example/ask?mail={email}",
        "https://evil.example/ask?mail={email}",
        "https://{email}.acme-people.example/ask",
        "https://acme-people.example@evil.example/{email}",
        "https://evil.example\\@acme-people.example/{email}",
        "{email}",
    ],
)
def test_no_fact_goes_into_an_address_that_is_not_the_providers(provider: Provider, url: str) -> None:
    whole = HandStep(channel="hand", url=url, instructions=("Ask.",), needs={"email": "required"})

    found = hand_address(whole, provider, FACTS)

    assert (found.link, found.told) == (None, {})


def test_an_address_without_placeholders_is_as_it_is(provider: Provider) -> None:
    found = hand_address(step("https://acme-people.example/ask?a=b", email="required"), provider, FACTS)

    assert found.link == found.plain == "https://acme-people.example/ask?a=b"
    assert found.told == {}


def test_the_address_without_facts_ends_before_the_first(provider: Provider) -> None:
    found = hand_address(
        step("https://acme-people.example/u/{name|hyphens}/ask", name="required"), provider, FACTS
    )

    assert found.plain == "https://acme-people.example/u/"
    assert found.link == "https://acme-people.example/u/Ada-Quill/ask"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_fact_changes_where_the_link_leads(value: str) -> None:
    odd = Facts({"name": (value,)})
    link = hand_address(step("who={name}", name="required"), a_provider(), odd).link

    assert link is not None
    head, _, tail = link.partition("?who=")
    assert head == "https://acme-people.example/ask"
    assert tail
    assert set(tail.lower()) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._~%")
