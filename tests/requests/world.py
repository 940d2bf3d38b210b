"""Builders for histories, and a world that remembers by itself what really happened."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from optout.requests.actions import Action
from optout.requests.cadence import Cadence
from optout.requests.due import Due, next_due, passing
from optout.requests.events import (
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Interrupted,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
    Resumed,
    Withdrawn,
)
from optout.requests.failures import Failure
from optout.requests.lifecycle import apply
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.proof import Rung
from optout.requests.rights import Right
from optout.requests.state import Standing

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
EVERYDAY = {
    "name": "test",
    "words": "For tests.",
    "search_every": "30d",
    "first_recheck": "7d",
    "recheck_every": "5d",
    "watch_every": "14d",
    "unsure_wait": "45d",
    "retry": ["1h", "6h", "1d", "3d"],
    "resume_after": "14d",
    "mailbox_every": "15m",
    "confirm_within": "3d",
    "jitter_percent": 10,
    "submissions_per_day": 60,
}
CADENCE = Cadence.model_validate(EVERYDAY)


def cadence(**changes: object) -> Cadence:
    return Cadence.model_validate({**EVERYDAY, **changes})


def planned(
    tracks: str = "listing",
    absences: int = 2,
    searchable: bool = True,
    confirms: bool = False,
    by_mail: bool = False,
    rung: Rung | None = None,
) -> Planned:
    return Planned(
        START, Right.DELETE, tracks, absences, searchable, confirms, by_mail=by_mail, rung=rung
    )


def same(*listings: str) -> Outcome:
    return Outcome(Answer.DONE, sightings=tuple(Sighting(one, Decision.SAME) for one in listings))


def possible(*listings: str) -> Outcome:
    return Outcome(Answer.DONE, sightings=tuple(Sighting(one, Decision.POSSIBLE) for one in listings))


def different(*listings: str) -> Outcome:
    return Outcome(Answer.DONE, sightings=tuple(Sighting(one, Decision.DIFFERENT) for one in listings))


def absent(revision: str | None = None) -> Outcome:
    return Outcome(Answer.ABSENT, revision=revision)


def sent(awaits: str | None = None) -> Outcome:
    return Outcome(Answer.DONE, awaits=awaits, sent=Sent.YES)


def failure(kind: Failure, left: Sent = Sent.NO) -> Outcome:
    return Outcome(Answer.UNRECOGNISED, kind, sent=left)


@dataclass
class Story:
    """A request that is told day by day; every event goes through ``apply``."""

    standing: Standing
    events: list[Event] = field(default_factory=list)
    now: datetime = START
    attempts: int = 0

    @classmethod
    def of(cls, first: Planned) -> "Story":
        return cls(apply(None, first), [first])

    def happens(self, event: Event) -> Standing:
        self.standing = apply(self.standing, event)
        self.events.append(event)
        return self.standing

    def later(self, **wait: float) -> "Story":
        self.now += timedelta(**wait)
        return self

    def intend(self, action: Action) -> str:
        self.attempts += 1
        self.happens(Intended(self.now, f"a{self.attempts}", action))
        return f"a{self.attempts}"

    def conclude(self, outcome: Outcome, answer_by: datetime | None = None) -> Standing:
        return self.happens(Concluded(self.now, f"a{self.attempts}", outcome, answer_by))

    def killed(self) -> Standing:
        return self.happens(Interrupted(self.now, f"a{self.attempts}"))

    def does(self, action: Action, outcome: Outcome, answer_by: datetime | None = None) -> Standing:
        self.intend(action)
        return self.conclude(outcome, answer_by)

    def due(self, by: Cadence = CADENCE) -> Due | None:
        return next_due(self.standing, by, "salt")

    def waits_for(self, action: Action | None) -> "Story":
        """Move to the moment when ``action`` is due; it must be the next thing that is."""
        due = self.due()
        assert due is not None, f"nothing is due: {self.standing.state}"
        assert due.action == action
        self.now = max(self.now, due.at)
        return self

    def mail(
        self,
        mail: str,
        says: MailSays,
        answer_by: datetime | None = None,
        *,
        extended_to: datetime | None = None,
        written_at: datetime | None = None,
        about: Action | None = None,
    ) -> Standing:
        return self.happens(Mailed(self.now, mail, says, answer_by, extended_to, written_at, about))

    def person(
        self,
        says: PersonSays,
        listing: str | None = None,
        answer_by: datetime | None = None,
        again: datetime | None = None,
    ) -> Standing:
        return self.happens(PersonAnswered(self.now, says, listing, answer_by, again_at=again))

    def deadline(self) -> Standing:
        return self.happens(DeadlinePassed(self.now))

    def passes(self) -> Standing:
        """What has passed by itself until now happens; something must have."""
        event = passing(self.standing, self.now)
        assert event is not None
        return self.happens(event)

    def attests(self, again_days: int | None = 180, ago_days: int = 0) -> Standing:
        """The person's word for what they did so many days ago; they look again so long after it."""
        did = self.now - timedelta(days=ago_days)
        again = None if again_days is None else did + timedelta(days=again_days)
        done_at = did if ago_days else None
        return self.happens(
            PersonAnswered(self.now, PersonSays.ATTESTS, done_at=done_at, again_at=again)
        )

    def resumed(self) -> Standing:
        return self.happens(Resumed(self.now))

    def withdrawn(self) -> Standing:
        return self.happens(Withdrawn(self.now))


def story(
    tracks: str = "listing",
    absences: int = 2,
    searchable: bool = True,
    confirms: bool = False,
    by_mail: bool = False,
    rung: Rung | None = None,
) -> Story:
    return Story.of(planned(tracks, absences, searchable, confirms, by_mail, rung))


def switched(again_days: int | None = 180) -> Story:
    """A switch that only the person sees: they were asked to press it, and gave their word."""
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, Outcome(Answer.PERSON, Failure.BY_HAND))
    told.later(days=2).attests(again_days)
    return told


def written(answer_by: datetime | None = START + 45 * DAY, *, confirms: bool = False) -> Story:
    """A letter was sent to a provider at which nothing can be looked up."""
    told = story(tracks="standing", searchable=False, confirms=confirms, by_mail=True)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent(), answer_by)
    return told


def found(*listings: str, confirms: bool = False) -> Story:
    told = story(confirms=confirms)
    told.does(Action.SEARCH, same(*(listings or ("l1",))))
    return told


def submitted(*listings: str, answer_by: datetime | None = None, confirms: bool = False) -> Story:
    told = found(*listings, confirms=confirms)
    for _listing in listings or ("l1",):
        told.does(Action.SUBMIT, sent(), answer_by)
    return told
