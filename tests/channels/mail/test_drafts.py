import email
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import pytest

from optout.channels.attempt import Attempt
from optout.channels.mail.drafts import as_draft, draft_path, drop_drafts, write_draft
from optout.channels.mail.letter import compose
from optout.errors import StorageFailure
from optout.requests.actions import Action

REFERENCE = "OPT-AAAABBBB22"


def test_the_name_of_a_draft_is_the_reference_and_what_it_is_for() -> None:
    names = [draft_path(Path("d"), REFERENCE, action).name for action in Action if action.has_effect]

    assert draft_path(Path("d"), REFERENCE) == Path("d/OPT-AAAABBBB22.eml")
    assert names == [
        "OPT-AAAABBBB22.eml",
        "OPT-AAAABBBB22-confirm.eml",
        "OPT-AAAABBBB22-remind.eml",
        "OPT-AAAABBBB22-appeal.eml",
        "OPT-AAAABBBB22-escalate.eml",
    ]


def test_a_draft_is_the_letter_and_opens_as_one_that_is_not_sent(
    make_attempt: Callable[..., Attempt],
) -> None:
    letter = compose(make_attempt(), "ada@mailbox.example")
    draft = email.message_from_bytes(as_draft(letter), policy=default)

    assert draft["X-Unsent"] == "1"
    assert draft["Message-ID"] == f"<{REFERENCE}.a1.draft@mailbox.example>"
    assert (draft["To"], draft["From"]) == ("privacy@acme.example", "ada@mailbox.example")
    assert REFERENCE in draft["Subject"]
    assert draft.get_content().splitlines() == letter.get_content().splitlines()


def test_a_draft_and_its_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "drafts" / "a.eml"
    path.parent.mkdir(parents=True, mode=0o755)

    write_draft(path, b"one")

    assert path.read_bytes() == b"one"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_draft_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    write_draft(path, b"one")
    reader = path.open("rb")

    write_draft(path, b"two")

    assert path.read_bytes() == b"two"
    assert reader.read() == b"one"  # whoever has it open keeps a whole letter
    reader.close()
    assert [one.name for one in tmp_path.iterdir()] == ["a.eml"]


def test_a_draft_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.mkdir()

    with pytest.raises(StorageFailure) as failure:
        write_draft(path, b"one")

    assert failure.value.what == "The draft of a letter could not be written (IsADirectoryError)."
    assert str(tmp_path) not in str(failure.value)
    assert [one.name for one in tmp_path.iterdir()] == ["a.eml"]


def test_only_the_drafts_of_the_named_requests_are_deleted(tmp_path: Path) -> None:
    other = "OPT-BBBBBBBB33"
    for name in (f"{REFERENCE}.eml", f"{REFERENCE}-remind.eml", f"{other}.eml", "mine.eml"):
        (tmp_path / name).write_bytes(b"x")

    assert drop_drafts(tmp_path, {REFERENCE}) == 2
    assert drop_drafts(tmp_path / "none", {REFERENCE}) == 0

    assert sorted(one.name for one in tmp_path.iterdir()) == [f"{other}.eml", "mine.eml"]


def test_a_draft_that_cannot_be_deleted_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / f"{REFERENCE}.eml").mkdir()

    with pytest.raises(StorageFailure, match="could not be deleted"):
        drop_drafts(tmp_path, {REFERENCE})
