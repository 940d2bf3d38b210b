"""Identifiers as DROP compares them. The vectors are those of the agency's specification."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.people.subject import Subject
from optout.rights.drop_identifiers import (
    email_standard,
    hash_of,
    identifiers,
    name_standard,
    phone_standard,
    zip_standard,
)


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        (("anna.smith@domain.com",), "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE="),
        (("4155559317",), "vGM7y5n+hBXRSEAklhHDPCbysyNgYTmXdMcagGUOY8E="),
        (
            ("danielle", "johnson", "19850704", "91790"),
            "PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA=",
        ),
    ],
)
def test_the_published_vectors_come_out(standard: tuple[str, ...], expected: str) -> None:
    assert hash_of(*standard) == expected


@pytest.mark.parametrize(
    ("value", "standard"),
    [(" Anna.Smith @Domain.COM ", "anna.smith@domain.com"), ("a+b@x.example", "a+b@x.example")],
)
def test_an_address_keeps_its_signs_but_no_space_and_no_capitals(value: str, standard: str) -> None:
    assert email_standard(value) == standard


@pytest.mark.parametrize(
    ("value", "standard"),
    [
        ("+1 (415) 555-9317", "4155559317"),
        ("415.555.9317", "4155559317"),
        ("001 415 555 9317", "4155559317"),
        ("555 9317", None),
        ("", None),
    ],
)
def test_a_number_is_its_last_ten_digits(value: str, standard: str | None) -> None:
    assert phone_standard(value) == standard


@pytest.mark.parametrize(
    ("value", "standard"),
    [
        ("Danielle", "danielle"),
        ("O'Brien-Smith Jr.", "obriensmithjr"),
        ("José", "jose"),
        ("Müller", "muller"),
        ("Ægir", "aegir"),
        ("Ольга", "olga"),
        ("Νίκος", "nikos"),
        ("\uff21nn", "ann"),
    ],
)
def test_a_name_is_its_small_latin_letters(value: str, standard: str) -> None:
    assert name_standard(value) == standard


@pytest.mark.parametrize(
    ("value", "standard"),
    [
        ("91790", "91790"),
        ("91790-1234", "91790"),
        ("02134", "2134"),
        (" K1A 0B1 ", "k1a0b"),
        ("-", None),
    ],
)
def test_a_code_has_at_most_five_signs_and_no_leading_zero(value: str, standard: str | None) -> None:
    assert zip_standard(value) == standard


def _subject(**changes: object) -> Subject:
    return Subject.model_validate(
        {
            "names": [
                {"given": "Danielle", "family": "Johnson"},
                {"given": "Danielle", "family": "Reyes"},
            ],
            "birth_date": date(1985, 7, 4),
            "emails": ["Danielle@mail.example"],
            "phones": ["+1 415 555 0117", "911"],
            "addresses": [
                {"locality": "West Covina", "region": "CA", "postal_code": "91790", "country": "US"},
                {"locality": "Lyon", "postal_code": "69001", "country": "FR"},
                {"locality": "Nowhere", "country": "US"},
            ],
            **changes,
        }
    )


def test_every_name_is_paired_with_every_american_address_that_has_a_code() -> None:
    found = identifiers(_subject())
    assert [(one.kind, one.standard) for one in found] == [
        ("e-mail", ("danielle@mail.example",)),
        ("telephone", ("4155550117",)),
        ("name, birth date and ZIP", ("danielle", "johnson", "19850704", "91790")),
        ("name, birth date and ZIP", ("danielle", "reyes", "19850704", "91790")),
    ]
    assert found[2].hash == "PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA="


def test_without_a_birth_date_there_is_no_composite_one() -> None:
    assert {one.kind for one in identifiers(_subject(birth_date=None))} == {"e-mail", "telephone"}


def test_nothing_personal_is_in_a_representation() -> None:
    said = repr(identifiers(_subject()))
    assert not any(word in said.lower() for word in ("danielle", "johnson", "91790", "415555", "pqofn"))


@given(st.text(max_size=40))
def test_a_standardised_name_is_stable_and_plain(value: str) -> None:
    once = name_standard(value)
    assert name_standard(once) == once
    assert once == "" or once.isascii()
