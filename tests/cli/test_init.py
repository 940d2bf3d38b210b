"""Enrolling: happy ways, and everything that can be wrong before anything is stored."""

from pathlib import Path

import pytest

from tests.cli.calling import FACTS, PROFILE, Caller


def test_it_enrols_and_says_that_nothing_was_sent(optout: Caller, profile: Path) -> None:
    said = optout("init", "--from", profile, "--key", "file", "--yes")
    assert said.code == 0
    assert "Nothing was sent." in said.out
    assert (optout.home / "optout.sqlite3").is_file()


def test_its_json_is_the_id_the_home_and_the_mandate(optout: Caller, profile: Path) -> None:
    value = optout("init", "--from", profile, "--key", "file", "--yes", "--json").json
    assert value["subject"].startswith("s-")
    assert (value["home"], value["mandate"]) == (str(optout.home), "self")


def test_a_second_subject_joins_the_first(optout: Caller, profile: Path, subject: str) -> None:
    profile.write_text(PROFILE.replace("1984-02-29", "1985-02-28"), encoding="utf-8")
    other = optout("init", "--from", profile, "--yes", "--json").json["subject"]
    listed = [one["subject"] for one in optout("person", "list", "--json").json]
    assert listed == [subject, other]


def test_the_same_profile_is_not_enrolled_twice(optout: Caller, profile: Path, subject: str) -> None:
    said = optout("init", "--from", profile, "--yes", "--json")
    assert (said.code, said.json["what"]) == (2, "This very profile is enrolled already.")
    assert [one["subject"] for one in optout("person", "list", "--json").json] == [subject]


def test_a_home_that_cannot_be_made_is_told(
    optout: Caller, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("OPTOUT_HOME", str(blocked / "home"))
    said = optout("init", "--from", profile, "--key", "file", "--yes")
    assert said.code == 6
    assert "OPTOUT_HOME" in said.err


def test_an_agent_shows_the_signed_permission(optout: Caller, profile: Path, tmp_path: Path) -> None:
    paper = tmp_path / "permission.pdf"
    paper.write_bytes(b"%PDF signed")
    agent = ("--agent-name", "Ida Falk", "--agent-email", "ida@agents.example")
    given = (*agent, "--permission", paper, "--signed-on", "2026-01-05")
    said = optout("init", "--from", profile, "--key", "file", "--yes", *given, "--json")
    assert (said.code, said.json["mandate"]) == (0, "agent")
    lacking = optout("init", "--from", profile, "--yes", *agent)
    assert lacking.code == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (PROFILE.replace("emails:", "emials:"), "profile.yaml, line 5: the profile has an unknown"),
        (PROFILE.replace("1984-02-29", "1985-02-29"), "is not a date that exists"),
        (PROFILE.replace("1984-02-29", "2984-02-29"), "lies in the future"),
        (PROFILE.replace("names:", "names: ["), "line "),
        (PROFILE.replace("zebulina@quoxmail.example", "zebulina"), "is not an e-mail address"),
        ("", "profile.yaml"),
        ("\x00\x01", "profile.yaml"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_with_its_place_and_nothing_is_stored(
    optout: Caller, profile: Path, content: str, told: str
) -> None:
    profile.write_text(content, encoding="utf-8")
    said = optout("init", "--from", profile, "--key", "file", "--yes")
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert [fact for fact in FACTS if fact in said.err] == []
    assert not optout.home.exists()
    as_json = optout("init", "--from", profile, "--key", "file", "--yes", "--json")
    assert (as_json.code, as_json.json["error"], as_json.err) == (2, "WrongInput", "")


def test_a_profile_that_is_not_there_or_a_folder_is_told(optout: Caller, tmp_path: Path) -> None:
    assert optout("init", "--from", tmp_path / "none.yaml", "--yes").code == 2
    assert optout("init", "--from", tmp_path, "--yes").code == 2


def test_without_consent_nothing_is_stored(
    optout: Caller, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.confirm", _says_no)
    assert optout("init", "--from", profile, "--key", "file").code == 130
    assert not optout.home.exists()


def _says_no(*_given: object, **_named: object) -> None:
    import click

    raise click.Abort
