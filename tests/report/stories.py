"""Small histories, written as a person would tell them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    LookAgain,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
)
from optout.requests.failures import Failure
from optout.requests.history import History, history_of
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.proof import Rung
from optout.requests.rights import Right

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ABSENT = Outcome(Answer.ABSENT)
SENT = Outcome(Answer.DONE, sent=Sent.YES)


def on(day: float) -> datetime:
    """A moment that many days after the first."""
    return START + timedelta(days=day)


def saw(*decisions: Decision) -> Outcome:
    """A read that saw listings l-1, l-2 ... with these decisions."""
    return Outcome(
        Answer.DONE,
        sightings=tuple(Sighting(f"l-{n}", decision) for n, decision in enumerate(decisions, start=1)),
    )


SAME = saw(Decision.SAME)


def failed(failure: Failure, sent: Sent = Sent.NO, answer: Answer = Answer.UNREACHABLE) -> Outcome:
    return Outcome(answer, failure, sent=sent)


def planned(
    right: Right = Right.DELETE,
    tracks: str = "listing",
    *,
    absences: int = 2,
    searchable: bool = True,
    confirms: bool = False,
    rung: Rung | None = None,
) -> list[Event]:
    return [Planned(START, right, tracks, absences, searchable, confirms, rung=rung)]


def attempt(
    day: float, action: Action, outcome: Outcome, answer_by: datetime | None = None
) -> list[Event]:
    """An intent and what came of it, at the same moment."""
    name = f"a-{action.value}-{day}"
    return [Intended(on(day), name, action), Concluded(on(day), name, outcome, answer_by)]


def search(day: float, outcome: Outcome) -> list[Event]:
    return attempt(day, Action.SEARCH, outcome)


def submit(day: float, outcome: Outcome = SENT, answer_by: datetime | None = None) -> list[Event]:
    return attempt(day, Action.SUBMIT, outcome, answer_by)


def recheck(day: float, outcome: Outcome) -> list[Event]:
    return attempt(day, Action.RECHECK, outcome)


def asked(answer_by: datetime | None = None) -> list[Event]:
    """Planned, found and submitted on the first day."""
    return [*planned(), *search(0, SAME), *submit(0, SENT, answer_by)]


def removed(right: Right = Right.DELETE) -> list[Event]:
    """Asked on the first day, absent on days 7 and 14."""
    first = [*planned(right), *search(0, SAME), *submit(0)]
    return [*first, *recheck(7, ABSENT), *recheck(14, ABSENT)]


def reappeared() -> list[Event]:
    return [*removed(), *recheck(40, SAME)]


def overdue() -> list[Event]:
    return [*asked(on(45)), *recheck(7, SAME), DeadlinePassed(on(45))]


def confirmed_in_writing() -> list[Event]:
    """A standing opt-out that cannot be read back, acknowledged and then granted by mail."""
    return [
        *planned(Right.OBJECT, "standing", searchable=False),
        *submit(0),
        Mailed(on(1), "m-1", MailSays.ACKNOWLEDGED),
        Mailed(on(4), "m-2", MailSays.GRANTED),
    ]


def attested(again_day: float = 180) -> list[Event]:
    """A switch that only the person sees: set on the second day, by their word."""
    return [
        *planned(Right.OPT_OUT_OF_TRAINING, "standing", searchable=False),
        *submit(0, failed(Failure.BY_HAND, answer=Answer.PERSON)),
        PersonAnswered(on(2), PersonSays.ATTESTS, again_at=on(again_day)),
    ]


def asked_again() -> list[Event]:
    """The same, grown old."""
    return [*attested(), LookAgain(on(180))]


def in_crawl(*editions: str) -> list[Event]:
    """In a crawl, asked, and absent from these editions since, ten days apart."""
    first = planned(Right.OPT_OUT_OF_TRAINING, "standing", absences=1, rung=Rung.ARTEFACT)
    reads = [Outcome(Answer.ABSENT, revision=edition) for edition in editions]
    later = [recheck(10 * number, read) for number, read in enumerate(reads, start=1)]
    return [*first, *search(0, SAME), *submit(0), *(event for events in later for event in events)]


def in_force() -> list[Event]:
    """A standing opt-out that was read back once."""
    first = planned(Right.OPT_OUT_OF_TRAINING, "standing", absences=1)
    return [*first, *search(0, SAME), *submit(0), *recheck(8, ABSENT)]


def needs_you() -> list[Event]:
    return [*planned(), *search(0, SAME), *submit(0, failed(Failure.CHALLENGE, answer=Answer.PERSON))]


def done_by_hand() -> list[Event]:
    return [*needs_you(), PersonAnswered(on(2), PersonSays.DID_IT, answer_by=on(47))]


def stuck() -> list[Event]:
    """Removed, listed again, and the form has changed: paused."""
    return [*reappeared(), *submit(40, failed(Failure.FORM_CHANGED, answer=Answer.UNRECOGNISED))]


def told(events: Sequence[Event]) -> History:
    return history_of(events)
