"""The facts that are kept: shown, replaced, listed by id."""

from pathlib import Path

from tests.cli.calling import FACTS, PROFILE, Caller


def test_what_is_shown_is_what_was_given_and_can_be_given_again(
    optout: Caller, subject: str, tmp_path: Path
) -> None:
    shown = optout("person", "show", subject)
    assert shown.out.startswith(f"# {subject}\n")
    again = tmp_path / "again.yaml"
    again.write_text(shown.out, encoding="utf-8")
    before = optout("person", "show", "--json").json
    assert optout("person", "set", "--from", again).code == 0
    assert optout("person", "show", "--json").json == before
    assert before["mandate"] == "self"
    assert before["profile"]["names"][1] == {"given": "Zebulina", "family": "Vandermolk"}


def test_facts_are_replaced_and_what_was_asked_stays(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(PROFILE.replace("quoxmail", "newmail"), encoding="utf-8")
    changed = optout("person", "set", "--from", new, "--json")
    assert changed.code == 0
    facts = optout("person", "show", changed.json["subject"], "--json").json["profile"]
    assert facts["emails"][0] == "zebulina@newmail.example"
    assert len(optout("status", "--json").json["requests"]) == len(requests)
    assert optout("evidence", "verify").code == 0


def test_a_faulty_file_changes_nothing(optout: Caller, subject: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(PROFILE.replace("emails:", "emials:"), encoding="utf-8")
    said = optout("person", "set", "--from", bad)
    assert (said.code, said.out) == (2, "")
    assert [fact for fact in FACTS if fact in said.err] == []
    assert "zebulina@quoxmail.example" in optout("person", "show").out


def test_the_list_has_ids_and_no_names(optout: Caller, subject: str) -> None:
    said = optout("person", "list")
    assert said.out == f"{subject}\n"
    (row,) = optout("person", "list", "--json").json
    assert set(row) == {"subject", "enrolled_at", "forgotten_at"}
    optout("forget", subject, "--yes")
    assert optout("person", "list").out == f"{subject}  forgotten\n"


def test_with_several_one_must_be_named(optout: Caller, subject: str, profile: Path) -> None:
    profile.write_text(PROFILE.replace("1984-02-29", "1985-02-28"), encoding="utf-8")
    optout("init", "--from", profile, "--yes")
    said = optout("person", "show", "--json")
    assert (said.code, said.json["what"]) == (2, "There is more than one subject.")
    assert optout("person", "show", subject, "--json").json["subject"] == subject


def test_nobody_and_the_forgotten_cannot_be_shown(optout: Caller, subject: str) -> None:
    assert optout("person", "show", "s-nobody").code == 2
    optout("forget", subject, "--yes")
    assert "forgotten" in optout("person", "show", subject).err
    assert optout("person", "show").err.startswith("Nobody is enrolled.")
