"""A mandate says why we may act, and until when."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.people.mandate import LARGEST, Mandate, mandate_from_file

SIGNED = date(2026, 1, 10)
AGENT: dict[str, Any] = {
    "kind": "agent",
    "agent_name": "Acme Privacy",
    "agent_email": "desk@acme.example",
    "permission_sha256": "ab" * 32,
    "permission_name": "permission.pdf",
    "signed_on": SIGNED,
}


def test_a_subject_may_always_act_for_themself() -> None:
    assert Mandate(kind="self").covers(date.min)
    assert Mandate(kind="self").covers(date.max)


@pytest.mark.parametrize(
    ("on", "covered"),
    [
        (date(2026, 1, 9), False),
        (date(2026, 1, 10), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_an_agent_may_act_from_the_signature_to_the_last_day(on: date, covered: bool) -> None:
    assert Mandate(**AGENT, valid_until=date(2026, 6, 30)).covers(on) is covered


def test_a_permission_without_an_end_holds() -> None:
    assert Mandate(**AGENT).covers(date(2050, 1, 1))
    assert not Mandate(**AGENT).covers(date(2026, 1, 9))


@pytest.mark.parametrize("lacking", sorted(set(AGENT) - {"kind"}))
def test_an_agent_without_any_of_its_facts_is_refused(lacking: str) -> None:
    with pytest.raises(ValidationError, match="the signed file"):
        Mandate(**{**AGENT, lacking: None})


@pytest.mark.parametrize("extra", [*sorted(set(AGENT) - {"kind"}), "valid_until"])
def test_a_subject_with_any_fact_of_an_agent_is_refused(extra: str) -> None:
    with pytest.raises(ValidationError, match="belongs to the subject alone"):
        Mandate(kind="self", **{extra: {**AGENT, "valid_until": SIGNED}[extra]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "friend"},
        {"agent_email": "desk"},
        {"permission_sha256": "AB" * 32},
        {"permission_name": "folder/permission.pdf"},
        {"permission_name": "folder\\permission.pdf"},
        {"permission_name": ".."},
        {"signed_on": "2026-01-10"},
        {"valid_until": date(2026, 1, 9)},
        {"unheard_of": "x"},
    ],
)
def test_wrong_facts_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Mandate(**{**AGENT, **wrong})


def test_it_survives_being_stored_as_json() -> None:
    mandate = Mandate(**AGENT, valid_until=date(2026, 6, 30))
    assert Mandate.model_validate_json(mandate.model_dump_json()) == mandate


def test_it_shows_nobody_in_its_repr() -> None:
    assert repr(Mandate(**AGENT)) == str(Mandate(**AGENT)) == "Mandate(kind='agent', ...)"


def test_the_signed_file_is_hashed_and_handed_back(tmp_path: Path) -> None:
    (tmp_path / "permission.pdf").write_bytes(b"signed")
    mandate, content = mandate_from_file(
        tmp_path / "permission.pdf", "Acme Privacy", "desk@acme.example", SIGNED, date(2026, 6, 30)
    )
    assert content == b"signed"
    assert mandate == Mandate(
        **{**AGENT, "permission_sha256": hashlib.sha256(b"signed").hexdigest()},
        valid_until=date(2026, 6, 30),
    )


def test_a_wrong_e_mail_address_is_named_without_its_value(tmp_path: Path) -> None:
    (tmp_path / "permission.pdf").write_bytes(b"signed")
    with pytest.raises(WrongInput, match="agent_email is not an e-mail address") as caught:
        mandate_from_file(tmp_path / "permission.pdf", "Acme", "desk-of-acme", SIGNED)
    assert "desk-of-acme" not in str(caught.value)


def test_an_end_before_the_signature_is_named(tmp_path: Path) -> None:
    (tmp_path / "permission.pdf").write_bytes(b"signed")
    with pytest.raises(WrongInput, match="used: ends before it was signed"):
        mandate_from_file(tmp_path / "permission.pdf", "Acme", "a@b.example", SIGNED, date(2026, 1, 9))


@pytest.mark.parametrize(("size", "words"), [(0, "is empty"), (LARGEST + 1, "larger than 20 MiB")])
def test_an_empty_or_huge_permission_is_refused(tmp_path: Path, size: int, words: str) -> None:
    with (tmp_path / "permission.pdf").open("wb") as file:
        file.truncate(size)
    with pytest.raises(WrongInput, match=words):
        mandate_from_file(tmp_path / "permission.pdf", "Acme", "a@b.example", SIGNED)


def test_the_largest_permission_is_taken(tmp_path: Path) -> None:
    with (tmp_path / "permission.pdf").open("wb") as file:
        file.truncate(LARGEST)
    _, content = mandate_from_file(tmp_path / "permission.pdf", "Acme", "a@b.example", SIGNED)
    assert len(content) == LARGEST == 20 * 1024 * 1024


def test_a_permission_for_one_day_is_a_permission() -> None:
    assert Mandate(**AGENT, valid_until=SIGNED).covers(SIGNED)


def test_a_missing_permission_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(WrongInput, match="cannot be read"):
            mandate_from_file(path, "Acme", "a@b.example", SIGNED)
