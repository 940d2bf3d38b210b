"""What optout claimed at which moment, taken from its histories: one half of the comparison."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.definition import Provider
from optout.requests.actions import Action
from optout.requests.events import Concluded, DeadlinePassed, Event, PersonAnswered
from optout.requests.lifecycle import apply
from optout.requests.outcome import Answer
from optout.requests.state import Standing, State


@dataclass(frozen=True, slots=True)
class Moment:
    """One event with the standing before and after it."""

    event: Event
    before: Standing | None
    after: Standing

    @property
    def action(self) -> Action | None:
        """The action of the attempt that came back here."""
        if not isinstance(self.event, Concluded) or self.before is None or self.before.running is None:
            return None
        return self.before.running[1]

    @property
    def is_read(self) -> bool:
        return self.action in (Action.SEARCH, Action.RECHECK)

    @property
    def says_absent(self) -> bool:
        """Whether this claims that the person is not (or no longer) listed, as read just now."""
        gone = self.after.resting in (State.CLEAR, State.REMOVED, State.HOLDING)
        return self.is_read and gone and not self.failed and not self.after.listings

    @property
    def failed(self) -> bool:
        return isinstance(self.event, Concluded) and self.event.outcome.failure is not None

    @property
    def found(self) -> bool:
        """Whether a read saw a listing that is the person's."""
        return self.is_read and bool(self.after.listings) and not self.failed

    @property
    def submitted(self) -> bool:
        return self.before is not None and self.after.submissions > self.before.submissions

    @property
    def reappeared(self) -> bool:
        return self.before is not None and self.after.reappearances > self.before.reappearances

    @property
    def removed(self) -> bool:
        return self.before is not None and self.after.removals > self.before.removals

    @property
    def confirmed(self) -> bool:
        return self.before is not None and self.after.confirmed and not self.before.confirmed

    @property
    def overdue(self) -> bool:
        """Whether the deadline passed while the listing was still there, or nothing was known."""
        return isinstance(self.event, DeadlinePassed) and self.after.resting == State.OVERDUE

    @property
    def asked_person(self) -> bool:
        """Whether a new task was put to the person."""
        task = self.after.task
        before = self.before.task if self.before else None
        return task is not None and (before is None or before.since != task.since)

    @property
    def by_person(self) -> bool:
        return isinstance(self.event, PersonAnswered)

    @property
    def done(self) -> bool:
        return isinstance(self.event, Concluded) and self.event.outcome.answer == Answer.DONE


@dataclass(frozen=True, slots=True)
class Story:
    """All moments of one request; ``person`` is the twins' key."""

    provider: Provider
    person: str
    moments: tuple[Moment, ...]

    @property
    def standing(self) -> Standing:
        return self.moments[-1].after

    def at(self, when: datetime) -> list[Moment]:
        return [moment for moment in self.moments if moment.event.at == when]


def story(provider: Provider, person: str, events: list[Event]) -> Story:
    return Story(provider, person, tuple(_moments(events)))


def _moments(events: list[Event]) -> Iterator[Moment]:
    standing: Standing | None = None
    for event in events:
        after = apply(standing, event)
        yield Moment(event, standing, after)
        standing = after
