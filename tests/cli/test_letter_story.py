"""What a letter tells of before, and who signed what, as the command line takes it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.rendering import AGENT, COMPLAINT, KNOWN, SIGNED, Letters, Terminal


@pytest.mark.parametrize(
    ("stage", "given", "lacking"),
    [
        ("reminder", (), "--reference, --asked-on"),
        ("reminder", KNOWN, "--asked-on"),
        ("appeal", ("--asked-on", "2026-03-02"), "--reference, --refused-on"),
        ("complaint", (), "--reference, --asked-on, --received or --refused-on"),
        ("complaint", (*KNOWN, "--received", "2026-03-02T09:00:00Z"), "--asked-on"),
        ("complaint", COMPLAINT[4:], "--received or --refused-on"),
    ],
)
def test_a_later_letter_makes_up_no_story(
    render: Letters, stage: str, given: tuple[str, ...], lacking: str
) -> None:
    said = render("--law", "gdpr_17", "--stage", stage, *given)

    assert said.code == 2
    assert said.json["what"] == f"The {stage} tells what happened before, and lacks: {lacking}."
    assert list(render.folder.iterdir()) == []


def test_nobody_complains_while_the_provider_has_time(render: Letters) -> None:
    today = datetime.now(UTC)
    asked = ("--reference", "OPT-AAAABBBB22", "--asked-on", f"{today.date()}")
    early = ("--law", "gdpr_17", "--stage", "complaint", *asked, "--received", today.isoformat())

    said = render(*early)
    assert said.code == 2
    assert said.json["what"].startswith("There is nothing to complain about yet: the provider has time")
    assert render(*early, "--refused-on", f"{today.date()}").code == 0
    assert render(*COMPLAINT, "--received", "2026-03-02T09:00:00Z").code == 0


@pytest.mark.parametrize(
    "option", ["--signed", "--asked-on", "--refused-on", "--permission-signed-on", "--received"]
)
def test_what_is_still_to_come_has_not_happened(render: Letters, option: str) -> None:
    said = render("--law", "gdpr_17", option, "2999-01-01")

    assert said.code == 2
    assert said.json["what"].startswith(f"{option} is still to come: 2999-01-01")


def test_an_agent_signs_nothing_for_the_person(render: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = ("--law", "take_it_down", "--right", "take-down", "--location", "https://x.example/1")

    said = render(*notice, *AGENT, *SIGNED)
    assert (said.code, said.json["what"]) == (2, "An agent cannot sign for the person.")
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    asked = render(*notice, *AGENT, as_json=False)
    assert asked.code == 2
    assert "do you sign it?" not in asked.err


def test_an_agent_invokes_only_a_law_that_hears_agents(render: Letters, profile: Path) -> None:
    in_virginia = profile.read_text().replace("NM", "VA").replace("New Mexico", "Virginia")
    profile.write_text(in_virginia)

    own = render("--right", "delete")
    said = render("--right", "delete", *AGENT)

    assert "Virginia Consumer Data Protection Act" in own.json["body"]
    assert "Virginia" not in said.json["body"]
    assert "vcdpa lets no agent ask: this letter names no law." in said.err
