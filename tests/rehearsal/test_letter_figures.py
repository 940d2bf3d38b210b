from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from optout.catalog.catalog import load_catalog
from optout.rehearsal.claims import story
from optout.rehearsal.letter_figures import LetterFigures, letter_figures
from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.rights import Right

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENT = Outcome(Answer.DONE, sent=Sent.YES)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def made(at: float, action: Action, outcome: Outcome = SENT, by: float | None = None) -> list[Event]:
    until = None if by is None else day(by)
    return [Intended(day(at), f"a{at}", action), Concluded(day(at), f"a{at}", outcome, until)]


def figures(*events: Event) -> dict[str, int]:
    """What is not zero of one request that was sent on the first day."""
    planned = Planned(START, Right.DELETE, "standing", 1, False, False, law="tdpsa", by_mail=True)
    told = story(
        load_catalog().get("mute_metrics"),
        "ada@mail.example",
        [planned, *made(0, Action.SUBMIT, SENT, 45), *events],
    )
    return {name: value for name, value in asdict(letter_figures([told])).items() if value}


def says(at: float, what: MailSays, until: float | None = None) -> Mailed:
    return Mailed(day(at), f"m{at}", what, extended_to=None if until is None else day(until))


def test_of_a_letter_nothing_is_counted_but_what_follows() -> None:
    assert figures() == {}
    assert letter_figures([]) == LetterFigures(0, 0, 0, 0, 0, 0, 0, 0)


def test_silence_a_reminder_a_complaint() -> None:
    left = Outcome(Answer.PERSON, Failure.COMPLAINT)
    filed = PersonAnswered(day(64), PersonSays.DID_IT)
    reminded = [DeadlinePassed(day(46)), *made(46, Action.REMIND)]
    assert figures(*reminded) == {"reminded": 1}
    asked = [*reminded, *made(61, Action.ESCALATE, left)]
    assert figures(*asked) == {"reminded": 1}
    assert figures(*asked, filed) == {"reminded": 1, "complained": 1}


def test_two_refusals_and_an_appeal_between_them_that_extends_nothing() -> None:
    wants = PersonAnswered(day(12), PersonSays.APPEALS)
    appeal = [wants, *made(12, Action.APPEAL, SENT, 72)]
    told = figures(says(9, MailSays.REFUSED), *appeal, says(30, MailSays.REFUSED))
    assert told == {"refused": 2, "appealed": 1}


def test_more_time_and_then_done() -> None:
    told = figures(says(30, MailSays.EXTENDED, 90), says(80, MailSays.GRANTED))
    assert told == {"extended": 1, "said_done": 1}


def test_that_nothing_is_held_is_not_said_to_be_done() -> None:
    assert figures(says(9, MailSays.NOT_FOUND)) == {"said_not_found": 1}


def test_a_letter_that_came_back_was_not_sent() -> None:
    assert figures(says(1, MailSays.BOUNCED)) == {"came_back": 1}
