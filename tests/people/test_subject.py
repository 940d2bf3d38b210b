"""A subject refuses what cannot be sent, and never shows itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from optout.people.subject import PersonName, PostalAddress, Subject

NAMES = (PersonName(given="Marisol", family="Tarkington"),)


def subject(**facts: Any) -> Subject:
    return Subject(**{"names": NAMES, "emails": ("m@mail.example",), **facts})


def test_it_shows_no_fact_in_its_repr() -> None:
    assert repr(subject()) == str(subject()) == "Subject(...)"


def test_its_errors_do_not_repeat_the_input() -> None:
    with pytest.raises(ValidationError) as caught:
        subject(emails=("marisol-at-mail",), phones=7, surprise="Tarkington")
    assert "marisol" not in str(caught.value)
    assert "Tarkington" not in str(caught.value)


def test_a_full_name_has_the_middle_name_in_the_middle() -> None:
    assert PersonName(given="Marisol", family="Tarkington").full == "Marisol Tarkington"
    assert PersonName(given="Marisol", additional="Q.", family="T").full == "Marisol Q. T"


def test_blanks_around_a_fact_are_dropped() -> None:
    trimmed = subject(phones=(" 0142\n",), emails=(" m@mail.example ",), sites=(" https://x.example ",))
    assert trimmed == subject(phones=("0142",), sites=("https://x.example",))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\n", "\r", "\t", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_control_character_is_refused_everywhere(sign: str) -> None:
    text = f"a{sign}b"
    for facts in (
        {"names": ({"given": text, "family": "T"},)},
        {"emails": (f"{text}@mail.example",)},
        {"phones": (text,)},
        {"usernames": (text,)},
        {"sites": (f"https://x.example/{text}",)},
        {"images": (f"https://x.example/{text}",)},
        {"addresses": ({"locality": text, "country": "US"},)},
    ):
        with pytest.raises(ValidationError):
            subject(**facts)


@pytest.mark.parametrize(
    "name", ["O'Brien", "Jean-Luc", "María José", "محمد", "李", "می‌خواهم", "d'Été 3rd"]
)
def test_real_names_are_taken_as_they_are(name: str) -> None:
    assert subject(names=({"given": name, "family": name},)).names[0].full == f"{name} {name}"


@pytest.mark.parametrize("address", ["a+b.c@mail.example", "jörg@müller.example", "o'b@x-y.z.example"])
def test_ordinary_e_mail_addresses_are_taken(address: str) -> None:
    assert subject(emails=(address,)).emails == (address,)


@pytest.mark.parametrize(
    "url", ["ftp://x.example", "javascript:alert(1)", "https://", "http://?x", "//x.example"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        subject(sites=(url,))


@pytest.mark.parametrize(("length", "accepted"), [(2000, True), (2001, False)])
def test_a_web_address_has_at_most_2000_characters(length: int, accepted: bool) -> None:
    url = "https://x.example/".ljust(length, "a")
    if accepted:
        assert subject(images=(url,)).images == (url,)
    else:
        with pytest.raises(ValidationError):
            subject(images=(url,))


@pytest.mark.parametrize("country", ["us", "UK", "USA", "ZZ", "", "U"])
def test_what_is_no_country_is_refused(country: str) -> None:
    with pytest.raises(ValidationError):
        PostalAddress(locality="Taos", country=country)


@pytest.mark.parametrize("field", ["names", "emails"])
def test_a_name_and_an_e_mail_address_are_needed(field: str) -> None:
    with pytest.raises(ValidationError):
        subject(**{field: ()})
