"""Each event is told in a sentence that claims no more than it proves."""

import pytest

from optout.report.words import RIGHTS, lines
from optout.requests.actions import Action
from optout.requests.events import (
    DeadlinePassed,
    Event,
    Intended,
    Interrupted,
    Resumed,
    Withdrawn,
)
from optout.requests.failures import MEANING, Failure
from optout.requests.history import history_of
from optout.requests.outcome import Answer, Decision, Outcome, Sent
from optout.requests.rights import Right
from tests.report.stories import (
    ABSENT,
    SAME,
    asked,
    confirmed_in_writing,
    failed,
    in_force,
    needs_you,
    on,
    overdue,
    planned,
    reappeared,
    recheck,
    removed,
    saw,
    search,
    stuck,
    submit,
)

POSSIBLE = saw(Decision.POSSIBLE)
MAYBE = failed(Failure.NO_CONNECTION, Sent.MAYBE)
LATER = "Nothing is concluded from that. It is tried again later."


def last(events: list[Event]) -> str:
    return lines(history_of(events))[-1].words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (planned(), "You decided to ask: “delete what you hold about me”. Nobody was contacted yet."),
        ([*planned(), *search(0, SAME)], "We looked: one listing of you."),
        ([*planned(), *search(0, saw(Decision.SAME, Decision.SAME))], "We looked: 2 listings of you."),
        (
            [*planned(), *search(0, ABSENT)],
            "The provider showed its own sign for no results: "
            "nothing is there to ask for, as of this look.",
        ),
        (
            [*planned(), *search(0, saw(Decision.DIFFERENT))],
            "Everybody whom the provider lists under your name is somebody else: "
            "nothing is there to ask for, as of this look.",
        ),
        (
            [*planned(), *search(0, POSSIBLE)],
            "A listing was found that may be you. Only you can say; it waits for you.",
        ),
        (
            [*planned(), *search(0, POSSIBLE), *search(3, POSSIBLE)],
            "We looked and saw the same listing that may be you; your answer is awaited.",
        ),
        (
            [*planned(), *search(0, failed(Failure.FORBIDDEN))],
            f"We looked. The provider refused to show the page. {LATER}",
        ),
        (
            [*planned(), *search(0, failed(Failure.EMPTY_PAGE))],
            f"We looked. The provider sent an empty page, which proves nothing. {LATER}",
        ),
        (
            [*planned(), *search(0, failed(Failure.LAYOUT_UNKNOWN))],
            "We looked. The page is not one that the definition knows. Nothing is concluded from that. "
            "The provider is left alone until its definition is mended.",
        ),
    ],
)
def test_a_look_is_told_with_what_it_showed(events: list[Event], words: str) -> None:
    assert last(events) == words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [*asked(), *recheck(7, ABSENT)],
            "The provider showed its own sign for no results: absence proven once (1 of 2).",
        ),
        (
            removed(),
            "The provider showed its own sign for no results: absence proven (2 of 2). "
            "It counts as removed, and is watched from now on.",
        ),
        (
            [*removed(), *recheck(30, ABSENT)],
            "The provider showed its own sign for no results: you are still not listed.",
        ),
        ([*asked(), *recheck(7, SAME)], "We looked again: one listing of you still there."),
        (reappeared(), "You are listed there again: one listing. It is asked for anew."),
        (
            [*planned(), *search(0, SAME), *submit(0, MAYBE), *recheck(3, ABSENT)],
            "The provider showed its own sign for no results: absence proven once (1 of 2). "
            "Whether our request arrived is still not known.",
        ),
        (
            [*asked(), *recheck(7, Outcome(Answer.ABSENT, revision="CC-1<\x1b[31m"))],
            "The provider showed its own sign for no results (edition CC-1???31m): "
            "absence proven once (1 of 2).",
        ),
        (
            [
                *asked(),
                *recheck(7, Outcome(Answer.ABSENT, revision="A")),
                *recheck(9, Outcome(Answer.ABSENT, revision="A")),
            ],
            "The provider showed its own sign for no results (edition A): "
            "this edition was counted before, so it proves nothing new (1 of 2).",
        ),
    ],
)
def test_a_recheck_is_told_with_how_often_absence_is_proven(events: list[Event], words: str) -> None:
    assert last(events) == words


def test_of_training_the_word_removed_is_never_used() -> None:
    for events in (removed(Right.OPT_OUT_OF_TRAINING), in_force()):
        told = " ".join(line.words for line in lines(history_of(events)))
        assert "removed" not in told
    assert last(removed(Right.OPT_OUT_OF_TRAINING)) == (
        "The provider showed its own sign for no results: absence proven (2 of 2). "
        "You are seen absent there from this day; what was made from earlier copies is not undone."
    )


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            in_force(),
            "We read back what the provider has on record: the opt-out is in force (1 of 1). "
            "That is watched from now on.",
        ),
        (
            [*in_force(), *recheck(20, ABSENT)],
            "We read back what the provider has on record: the opt-out is still in force.",
        ),
        (
            [*in_force(), *recheck(20, SAME)],
            "We read it back: one thing of yours again not covered by an opt-out.",
        ),
        (confirmed_in_writing(), "The provider confirmed in writing that it did what it was asked."),
    ],
)
def test_a_standing_opt_out_is_told_as_read_back_or_as_confirmed(
    events: list[Event], words: str
) -> None:
    assert last(events) == words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            overdue(),
            "The provider had until 16 April 2026 by law. "
            "As far as we can tell, it did not do by then what it was asked.",
        ),
        (
            [*asked(on(45)), *recheck(40, ABSENT), DeadlinePassed(on(45))],
            "The provider had until 16 April 2026 by law. "
            "Absence was proven 1 of 2 by then, so it is not called overdue yet.",
        ),
        (
            [*planned(), Intended(on(0), "a", Action.SEARCH), Interrupted(on(0), "a")],
            "We were stopped while looking; nothing is concluded from that.",
        ),
        (
            [
                *planned(),
                *search(0, SAME),
                Intended(on(0), "a", Action.SUBMIT),
                Interrupted(on(0), "a"),
            ],
            "We were stopped while sending. "
            "Whether it arrived is not known; we will look again before sending anything.",
        ),
        ([*planned(), Intended(on(0), "a", Action.SEARCH)], "An attempt began; what came of it is not "
         "known yet."),
        ([*stuck(), Resumed(on(50))], "The pause is over: it is tried again."),
        ([*needs_you(), Resumed(on(1))], "It is tried again."),
        (
            [*asked(), Withdrawn(on(1))],
            "You withdrew the request. Nothing more is sent; what was sent before stays sent.",
        ),
        ([*asked(), Withdrawn(on(1)), Resumed(on(2))], "You took the request up again."),
    ],
)  # fmt: skip
def test_what_else_happens_is_told(events: list[Event], words: str) -> None:
    assert last(events) == words


@pytest.mark.parametrize("failure", Failure)
def test_a_look_that_failed_tells_its_reason_and_concludes_nothing(failure: Failure) -> None:
    if failure == Failure.POSSIBLE_MATCH:
        return
    words = last([*planned(), *search(0, failed(failure))])
    assert words.startswith(f"We looked. {MEANING[failure].sentence} Nothing is concluded from that. ")


def test_every_right_has_words() -> None:
    assert set(RIGHTS) == set(Right)


def test_an_intention_is_told_by_what_came_of_it() -> None:
    kinds = [line.kind for line in lines(history_of(asked()))]
    assert kinds == ["Planned", "Concluded", "Concluded"]
