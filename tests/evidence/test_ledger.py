"""An entry has one encoding; a head is only good as it was signed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from optout.evidence.ledger import (
    Entry,
    Head,
    SigningKey,
    check_head,
    entry_bytes,
    sign_head,
)

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ENTRY = Entry(7, AT, "event", "ab" * 32)
# RFC 8032, 7.1, test 1: the seed and its public key.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def test_an_entry_is_five_lines_of_ascii() -> None:
    lines = b"optout-entry-1\n7\n2026-03-01T09:30:00.000000Z\nevent\n" + b"ab" * 32 + b"\n"
    assert entry_bytes(ENTRY) == lines


def test_the_first_entry_has_index_nought() -> None:
    assert entry_bytes(replace(ENTRY, index=0)).startswith(b"optout-entry-1\n0\n")


def test_microseconds_are_kept() -> None:
    assert b"\n2026-03-01T09:30:00.000042Z\n" in entry_bytes(
        replace(ENTRY, at=AT.replace(microsecond=42))
    )


def test_a_time_in_another_name_for_utc_has_the_same_bytes() -> None:
    other = replace(ENTRY, at=AT.replace(tzinfo=timezone(timedelta(0), "Zulu")))
    assert entry_bytes(other) == entry_bytes(ENTRY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"index": -1},
        {"what": "gossip"},
        {"commitment": "AB" * 32},
        {"commitment": "ab" * 31},
        {"commitment": "ab" * 32 + "\n"},
        {"at": datetime(2026, 3, 1, 9, 30)},  # noqa: DTZ001 a naive time is the point
        {"at": AT.astimezone(timezone(timedelta(hours=1)))},
    ],
)
def test_it_refuses_an_entry_that_is_not_well_formed(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="ledger"):
        entry_bytes(replace(ENTRY, **wrong))  # type: ignore[arg-type] # wrong on purpose


def test_the_key_is_the_published_one_for_its_seed() -> None:
    assert SigningKey(SEED).public_hex == PUBLIC


def test_a_generated_key_comes_back_from_its_seed() -> None:
    key = SigningKey.generate()
    assert SigningKey(key.seed).public_hex == key.public_hex
    assert SigningKey.generate().seed != key.seed


def test_a_key_does_not_show_its_seed() -> None:
    assert repr(SigningKey(SEED)) == "SigningKey()"


def test_it_refuses_a_seed_of_another_length() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(SEED[:31])


def test_a_signed_head_checks() -> None:
    head = sign_head(SigningKey(SEED), 3, b"\x01" * 32, AT)
    assert (head.size, head.root, head.at) == (3, "01" * 32, AT)
    assert check_head(PUBLIC, head)


@pytest.mark.parametrize(
    "change",
    [
        {"size": 4},
        {"size": -1},
        {"root": "02" * 32},
        {"root": "not hex"},
        {"at": AT + timedelta(microseconds=1)},
        {"at": datetime(2026, 3, 1, 9, 30)},  # noqa: DTZ001 a naive time is the point
        {"signature": "00" * 64},
        {"signature": "not hex"},
        {"signature": ""},
    ],
)
def test_a_changed_head_does_not_check(change: dict[str, object]) -> None:
    head = sign_head(SigningKey(SEED), 3, b"\x01" * 32, AT)
    assert not check_head(PUBLIC, replace(head, **change))  # type: ignore[arg-type] # wrong on purpose


@pytest.mark.parametrize("public", ["", "not hex", "00" * 31, SigningKey(b"\x05" * 32).public_hex])
def test_a_head_does_not_check_with_another_key(public: str) -> None:
    assert not check_head(public, sign_head(SigningKey(SEED), 0, b"\x01" * 32, AT))


def test_a_head_cannot_pass_for_an_entry() -> None:
    head = Head(7, "ab" * 32, AT, "")
    assert not entry_bytes(ENTRY).startswith(b"optout-head")
    assert not check_head(
        PUBLIC, replace(head, signature=SigningKey(SEED).sign(entry_bytes(ENTRY)).hex())
    )
