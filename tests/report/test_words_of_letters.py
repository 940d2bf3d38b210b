"""What is said of reminders, refusals, extensions and letters that came back."""

import pytest

from optout.report.timeline import Look, look_of
from optout.report.words import lines
from optout.report.words_of_replies import answered_words, mailed_words
from optout.report.words_of_states import CLAIMS, claim_of
from optout.requests.actions import Action
from optout.requests.events import (
    VOLUNTARY,
    DeadlinePassed,
    Event,
    LawChosen,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
    Withdrawn,
)
from optout.requests.history import Moment, history_of
from optout.requests.rights import Right
from optout.requests.state import State
from tests.report.stories import SENT, START, attempt, on

PLANNED = Planned(START, Right.DELETE, "standing", 1, False, False, law="gdpr", by_mail=True)
ASKED: list[Event] = [PLANNED, *attempt(0, Action.SUBMIT, SENT, on(30))]
OVERDUE = [*ASKED, DeadlinePassed(on(30))]
REFUSED = [*ASKED, Mailed(on(5), "m-1", MailSays.REFUSED)]

CONFIRMED = Mailed(on(1), "m-0", MailSays.ACKNOWLEDGED)
APPEALED = [
    *REFUSED,
    PersonAnswered(on(6), PersonSays.APPEALS),
    *attempt(6, Action.APPEAL, SENT, on(60)),
]


def last(events: list[Event]) -> str:
    return lines(history_of(events))[-1].words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [*OVERDUE, *attempt(30, Action.REMIND, SENT)],
            "A reminder was sent: the request was not answered.",
        ),
        (
            [*ASKED, CONFIRMED, DeadlinePassed(on(30)), *attempt(30, Action.REMIND, SENT)],
            "A reminder was sent: the request was confirmed, not decided.",
        ),
        (REFUSED, "The provider refused. You decide what follows."),
        (
            [*APPEALED, Mailed(on(9), "m-2", MailSays.REFUSED)],
            "The provider refused. That was its answer to the appeal: you can complain.",
        ),
        (
            [*APPEALED, Mailed(on(9), "m-2", MailSays.REFUSED, written_at=on(5))],
            "The provider refused. That changes nothing here.",
        ),
        (
            [*ASKED, Mailed(on(5), "m-1", MailSays.NEEDS_DATA)],
            "The provider asks for more facts about you. Nothing was sent; you decide.",
        ),
        (
            [*REFUSED, Mailed(on(6), "m-2", MailSays.NEEDS_DATA)],
            "The provider asks for more facts about you. Nothing was sent.",
        ),
        (
            [*ASKED, Withdrawn(on(2)), Mailed(on(5), "m-1", MailSays.REFUSED)],
            "The provider refused. The request is withdrawn: that is read again if you take it up.",
        ),
        (
            [*REFUSED, PersonAnswered(on(6), PersonSays.APPEALS)],
            "You decided to appeal against the refusal.",
        ),
        (
            [
                *REFUSED,
                PersonAnswered(on(6), PersonSays.APPEALS),
                *attempt(6, Action.APPEAL, SENT, on(60)),
            ],
            "The appeal against the refusal was sent. By law it has until 1 May 2026.",
        ),
        (
            [*ASKED, Mailed(on(9), "m-1", MailSays.EXTENDED, extended_to=on(90))],
            "The provider takes longer, as the law allows: until 31 May 2026.",
        ),
        (
            [*ASKED, Mailed(on(9), "m-1", MailSays.EXTENDED)],
            "The provider wrote that it takes longer. That changes nothing: no law allows it here, or "
            "not any more.",
        ),
        (
            [*ASKED, Mailed(on(1), "m-1", MailSays.BOUNCED, about=Action.SUBMIT)],
            "Our letter came back: its address does not exist or takes no mail. So the provider was not "
            "asked.",
        ),
        (
            [*REFUSED, Mailed(on(6), "m-2", MailSays.BOUNCED, about=Action.SUBMIT)],
            "Our letter came back, but the provider is known to have it, or it counts no more.",
        ),
        (
            [PLANNED, LawChosen(on(1), VOLUNTARY)],
            "The request rests on no law from now on.",
        ),
    ],
)
def test_it_says_what_happened_and_no_more(events: list[Event], words: str) -> None:
    assert last(events) == words


@pytest.mark.parametrize("says", MailSays)
def test_every_mail_has_words(says: MailSays) -> None:
    moment = history_of([*ASKED, Mailed(on(2), "m-1", says)]).moments[-1]
    assert mailed_words(moment).endswith(".")


@pytest.mark.parametrize("says", PersonSays)
def test_every_answer_has_words(says: PersonSays) -> None:
    moment: Moment = history_of([*REFUSED, PersonAnswered(on(6), says)]).moments[-1]
    assert answered_words(moment).endswith(".")


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_claim_of_its_own(state: State) -> None:
    assert CLAIMS[state].says
    assert CLAIMS[state].not_say


def test_that_nothing_is_held_is_told_as_the_providers_word() -> None:
    claim = claim_of(history_of([*ASKED, Mailed(on(2), "m-1", MailSays.NOT_FOUND)]))
    assert claim.says.startswith("The provider says it has nothing about you.")


def test_a_refusal_has_a_look_of_its_own_and_is_not_called_overdue() -> None:
    history = history_of([*REFUSED, PersonAnswered(on(6), PersonSays.LETS_BE)])
    assert look_of(history.standing) == Look.REFUSED


def test_what_came_back_was_not_asked() -> None:
    history = history_of([*ASKED, Mailed(on(1), "m-1", MailSays.BOUNCED)])
    assert history.moments[-1].taken_back
    assert not history.moments[-2].taken_back
