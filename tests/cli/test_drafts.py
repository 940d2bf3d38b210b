"""The way of a letter for whoever gives no password: written, named as a task, sent by hand, told."""

import email
import shutil
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.calling import FACTS, PROFILE, Caller, offline

SETTINGS = '[mailbox]\naddress = "zebulina@quoxmail.example"\nsend = "drafts"\n'


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one request by mail, whose draft was written."""
    folder = tmp_path_factory.mktemp("drafts")
    profile, home = folder / "profile.yaml", folder / "home"
    profile.write_text(PROFILE, encoding="utf-8")
    assert offline("init", "--from", profile, "--key", "file", "--yes", home=home).code == 0
    (home / "settings.toml").write_text(SETTINGS)
    for command in (("plan", "--only", "mute_metrics", "--accept"), ("run",)):
        assert offline(*command, home=home).code == 0
    return home


@pytest.fixture
def ready(home: Path, written: Path) -> Path:
    """A copy of it for each test."""
    return Path(shutil.copytree(written, home))


def test_a_letter_becomes_a_file_and_a_task_that_names_it(optout: Caller, ready: Path) -> None:
    [draft] = (ready / "drafts").iterdir()
    [task] = optout("tasks", "--json").json

    assert task["kind"] == "draft"
    assert f"drafts/{draft.name}" in task["instructions"][0]
    letter = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert letter["To"] == "privacy@mute-metrics.example"
    assert draft.name.removesuffix(".eml") in letter["Subject"]
    assert [fact for fact in FACTS if fact in draft.name] == []


def test_a_letter_that_the_person_sent_is_a_request_that_was_made(optout: Caller, ready: Path) -> None:
    [task] = optout("tasks", "--json").json

    assert optout("tasks", "answer", task["request"], "done").code == 0

    (row,) = optout("status", "--json").json["requests"]
    assert row["state"] == "submitted"
    assert optout("tasks", "--json").json == []


def test_a_draft_is_written_anew_only_when_the_person_says_so(optout: Caller, ready: Path) -> None:
    [draft] = (ready / "drafts").iterdir()
    [task] = optout("tasks", "--json").json
    first = draft.read_bytes()

    assert offline("run", home=ready).code == 0
    assert draft.read_bytes() == first

    assert optout("tasks", "answer", task["request"], "not-done").code == 0
    assert offline("run", home=ready).code == 0
    assert list((ready / "drafts").iterdir()) == [draft]
    assert draft.read_bytes() != first
