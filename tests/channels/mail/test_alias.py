import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.channels.mail.alias import alias_key, alias_of, belongs, tag_of

ADA = "ada@mailbox.example"
KEY = alias_key(b"seed" * 8)
SLUGS = st.from_regex(r"[a-z][a-z0-9_]{2,60}", fullmatch=True)
LOCALS = st.from_regex(r"[a-z0-9.]{1,64}", fullmatch=True)


def test_an_alias_says_which_provider_was_told_it() -> None:
    alias = alias_of(ADA, "acme_people", KEY)

    assert re.fullmatch(r"ada\+acmepeople[a-z2-7]{6}@mailbox\.example", alias)
    assert alias == alias_of(ADA, "acme_people", KEY)
    assert tag_of(alias, ADA) == alias.partition("+")[2].partition("@")[0]


def test_the_end_of_a_tag_cannot_be_guessed_without_the_key() -> None:
    marks = {alias_of(ADA, "acme_people", alias_key(bytes([number]))) for number in range(40)}

    assert len(marks) == 40
    ends = {alias.partition("@")[0][-6:] for alias in marks}
    assert {len({end[place] for end in ends}) > 8 for place in range(6)} == {True}  # none stays the same


def test_providers_whose_names_read_the_same_have_aliases_of_their_own() -> None:
    assert alias_of(ADA, "kin_finder", KEY) != alias_of(ADA, "kinfinder", KEY)


def test_the_key_of_aliases_is_not_the_seed() -> None:
    assert alias_key(b"seed") != b"seed"
    assert len(alias_key(b"seed")) == 32


@given(LOCALS, SLUGS)
def test_an_alias_is_short_enough_plain_and_one_of_the_mailbox(local: str, slug: str) -> None:
    address = f"{local}@mailbox.example"
    alias = alias_of(address, slug, KEY)
    own, _, domain = alias.rpartition("@")

    assert len(own) <= 64
    assert domain == "mailbox.example"
    assert re.fullmatch(r"[a-z0-9.+-]+", own)
    assert belongs(alias, address)
    assert (alias == address) == (64 - len(local) - 7 < 3)


@pytest.mark.parametrize("longest", [54, 55])
def test_where_there_is_no_room_for_a_name_the_address_stays_as_it_is(longest: int) -> None:
    address = "a" * longest + "@mailbox.example"

    alias = alias_of(address, "acme", KEY)

    assert (alias == address) == (longest == 55)


def test_a_provider_without_a_usable_name_gets_the_plain_address() -> None:
    assert alias_of(ADA, "__", KEY) == ADA


def test_an_address_that_is_an_alias_already_gets_another_tag() -> None:
    assert alias_of("ada+me@mailbox.example", "acme", KEY) == alias_of(ADA, "acme", KEY)


@pytest.mark.parametrize(
    "other",
    [
        "eve@mailbox.example",
        "ada@elsewhere.example",
        "ada+acmeq7xk2d@elsewhere.example",
        "adaa+acmeq7xk2d@mailbox.example",
        "ada+@mailbox.example",
        "ada+q7xk2d@mailbox.example",
        "ada+acmeq7@mailbox.example",
        "ada+acme+q7xk2d@mailbox.example",
        "ada+acme_q7xk2d@mailbox.example",
        "+acmeq7xk2d@mailbox.example",
        "@mailbox.example",
        "ada",
        "",
    ],
)
def test_what_is_no_alias_does_not_belong(other: str) -> None:
    assert tag_of(other, ADA) is None
    assert not belongs(other, ADA)


def test_capitals_make_no_difference() -> None:
    assert belongs("ADA@Mailbox.Example", ADA)
    assert tag_of("Ada+AcmeQ7xk2d@MAILBOX.example", ADA) == "acmeq7xk2d"
