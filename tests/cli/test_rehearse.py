"""What the rehearsal's result becomes on the command line; the rehearsal itself is tested elsewhere."""

from dataclasses import replace

import pytest

from optout.rehearsal.cast import Cast
from optout.rehearsal.comparison import Disclosure, Sends, Truth
from optout.rehearsal.letter_figures import LetterFigures
from optout.rehearsal.rehearsal import Wish
from optout.rehearsal.result import EvidenceFigures, Result
from tests.cli.calling import Caller

TRUE = Result(
    days=1,
    subjects=1,
    providers=10,
    requests=10,
    submitted=3,
    confirmed=1,
    removed_proven=0,
    reappeared_caught=0,
    resubmitted=0,
    overdue=0,
    person_tasks=2,
    paused_providers=("kin_finder",),
    stopped={},
    letters=LetterFigures(1, 0, 1, 0, 0, 2, 1, 0),
    truth=Truth(0, 0, 0, 0),
    sends=Sends(3, 0),
    disclosure=Disclosure(9, 0, 0),
    evidence=EvidenceFigures(30, True),
    wall_s=1.5,
)
ABOUT_LETTERS = (
    "false_done", "false_overdue", "missed_refusal", "followed_phish", "second_reminders",
    "letters_to_dead",
)  # fmt: skip
LIES = [
    replace(TRUE, truth=Truth(1, 0, 0, 0)),
    replace(TRUE, truth=Truth(0, 0, 0, 1)),
    replace(TRUE, truth=Truth(0, 0, 0, 0, left_open=1)),
    *(replace(TRUE, truth=Truth(0, 0, 0, 0, **{name: 1})) for name in ABOUT_LETTERS),
    replace(TRUE, sends=Sends(3, 1)),
    replace(TRUE, disclosure=Disclosure(9, 1, 0)),
    replace(TRUE, evidence=EvidenceFigures(30, False)),
]


def ending_in(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.rehearsal.rehearsal.rehearse", lambda *_given, **_named: result)


def test_its_json_is_the_object_of_the_contract(optout: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    ending_in(TRUE, monkeypatch)
    said = optout("rehearse", "--days", "1", "--json")
    assert (said.code, said.err) == (0, "")
    assert set(said.json) == {
        "days", "subjects", "providers", "requests", "submitted", "confirmed", "removed_proven",
        "reappeared_caught", "resubmitted", "overdue", "person_tasks", "paused_providers", "stopped",
        "letters", "truth", "sends", "disclosure", "evidence", "wall_s",
    }  # fmt: skip
    assert set(said.json["truth"]) == {
        "false_removed", "false_clear", "missed_reappearance", "unreported_failures", "left_open",
        *ABOUT_LETTERS,
    }  # fmt: skip
    assert said.json["letters"] == {
        "reminded": 1, "appealed": 0, "complained": 1, "refused": 0, "extended": 0,
        "said_done": 2, "said_not_found": 1, "came_back": 0,
    }  # fmt: skip
    assert said.json["evidence"] == {"events": 30, "ledger_ok": True}


@pytest.mark.parametrize("result", LIES)
def test_a_lie_or_a_leak_is_exit_7_and_still_one_json_value(
    optout: Caller, monkeypatch: pytest.MonkeyPatch, result: Result
) -> None:
    ending_in(result, monkeypatch)
    as_json = optout("rehearse", "--days", "1", "--json")
    assert (as_json.code, as_json.json["days"]) == (7, 1)
    words = optout("rehearse", "--days", "1")
    assert words.code == 7
    assert words.err.startswith("A claim was not true, or a fact leaked.")


def test_a_named_provider_that_was_never_asked_is_said_with_exit_2(
    optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "submit, press-send: The page is not one that the definition knows."
    ending_in(replace(TRUE, stopped={"acme": why}), monkeypatch)
    named = optout("rehearse", "--provider", "acme")
    assert (named.code, optout("rehearse").code) == (2, 0)
    assert f"never asked: acme stopped at {why}" in named.out


@pytest.mark.parametrize("arguments", [("--days", "0"), ("--subjects", "0"), ("--days", "x")])
def test_an_impossible_wish_is_refused(optout: Caller, arguments: tuple[str, ...]) -> None:
    assert optout("rehearse", *arguments, "--json").json["exit_code"] == 2


@pytest.mark.parametrize(
    ("arguments", "cast"),
    [
        ((), Cast()),
        (("--all",), Cast(everybody=True)),
        (("--provider", "kin_finder", "--provider", "true_who"), Cast(("kin_finder", "true_who"))),
    ],
)
def test_the_cast_is_as_wished(
    optout: Caller, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], cast: Cast
) -> None:
    wishes: list[Wish] = []

    def rehearsed(wish: Wish, *_given: object, **_named: object) -> Result:
        wishes.append(wish)
        return TRUE

    monkeypatch.setattr("optout.rehearsal.rehearsal.rehearse", rehearsed)
    assert optout("rehearse", *arguments).code == 0
    assert [wish.scene.cast for wish in wishes] == [cast]


def test_some_and_all_at_once_is_refused(optout: Caller) -> None:
    assert optout("rehearse", "--all", "--provider", "kin_finder").code == 2
