"""The dry run, and the consent to it."""

from pathlib import Path

import pytest

from tests.cli.calling import FACTS, PROFILE, Caller


def test_a_file_is_enough_and_no_vault_is_made(optout: Caller, profile: Path) -> None:
    said = optout("plan", "--subject", profile, "--only", "kin_finder")
    assert said.code == 0
    assert "  submit: e-mail address -> kin-finder.example" in said.out.splitlines()
    assert "  your consent covers: kin-finder.example" in said.out.splitlines()
    assert "never seen live" in said.out
    assert [fact for fact in FACTS if fact in said.out] == []
    assert not optout.home.exists()


def test_its_json_is_field_by_field_who_would_learn_what(optout: Caller, profile: Path) -> None:
    (one,) = optout("plan", "--subject", profile, "--only", "kin_finder", "--json").json
    assert (one["subject"], one["opened"]) == ("-", 0)
    (provider,) = one["providers"]
    assert (provider["provider"], provider["missing"]) == ("kin_finder", [])
    told = provider["told"][0]
    assert set(told) == {"step", "meaning", "words", "recipient", "required", "have"}


def test_a_fact_that_is_missing_is_said(optout: Caller, profile: Path) -> None:
    profile.write_text(PROFILE.split("addresses:")[0], encoding="utf-8")
    (one,) = optout("plan", "--subject", profile, "--only", "kin_finder", "--json").json
    assert one["providers"][0]["missing"] == ["address-level1"]


def test_requests_are_opened_once_and_only_when_accepted(optout: Caller, subject: str) -> None:
    assert optout("plan", "--only", "kin_finder").code == 0
    assert optout("status", "--json").json["requests"] == []
    for opened in (1, 0):
        (one,) = optout("plan", "--only", "kin_finder", "--accept", "--json").json
        assert (one["subject"], one["opened"]) == (subject, opened)
    assert len(optout("status", "--json").json["requests"]) == 1


def test_rehearsal_providers_are_not_asked_unless_named(optout: Caller, subject: str) -> None:
    (one,) = optout("plan", "--json").json
    slugs = [provider["provider"] for provider in one["providers"]]
    assert "kin_finder" not in slugs
    assert "common_crawl" in slugs


@pytest.mark.parametrize(
    "arguments",
    [
        ("--only", "no_such_provider"),
        ("--subject", "no-such-file.yaml"),
        ("--subject", "PROFILE", "--accept"),
    ],
)
def test_what_makes_no_sense_is_refused(
    optout: Caller, subject: str, profile: Path, arguments: tuple[str, ...]
) -> None:
    given = [str(profile) if each == "PROFILE" else each for each in arguments]
    said = optout("plan", *given, "--json")
    assert (said.code, said.json["error"], said.err) == (2, "WrongInput", "")


def test_where_nobody_is_enrolled_it_says_how_to_begin(optout: Caller, subject: str) -> None:
    optout("forget", subject, "--yes")
    assert optout("plan").out == "Nobody is enrolled yet. See: optout init\n"
    assert optout("plan", "--json").json == []
