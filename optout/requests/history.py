"""A request's events, each with the standing before and after it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    Event,
    Intended,
    Interrupted,
    PersonAnswered,
    PersonSays,
    Planned,
)
from optout.requests.lifecycle import apply
from optout.requests.outcome import Answer
from optout.requests.rights import Right
from optout.requests.state import Standing


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, and what it changed. ``before`` is None for the first."""

    event: Event
    before: Standing | None
    after: Standing

    @property
    def action(self) -> Action | None:
        """The action of the attempt that came back, or was cut off, here."""
        if isinstance(self.event, Concluded | Interrupted) and self.before and self.before.running:
            return self.before.running[1]
        return None

    @property
    def submitted(self) -> bool:
        """Whether a submission is known to have been made by this."""
        return self.before is not None and self.after.submissions > self.before.submissions

    @property
    def attested(self) -> bool:
        """Whether the person gave their word here: they set it themselves, or it is still so."""
        if not isinstance(self.event, PersonAnswered) or self.before is None:
            return False
        return self.event.says == PersonSays.ATTESTS and self.after.attested_at is not None

    @property
    def taken_back(self) -> bool:
        """Whether a submission turned out here not to have arrived: its letter came back."""
        return self.before is not None and self.after.submissions < self.before.submissions

    @property
    def reappeared(self) -> bool:
        return self.before is not None and self.after.reappearances > self.before.reappearances

    @property
    def proven(self) -> bool:
        """Whether absence was proven as often as needed by this."""
        return self.before is not None and self.after.removals > self.before.removals

    @property
    def became_overdue(self) -> bool:
        return self.before is not None and self.after.overdue and not self.before.overdue

    @property
    def confirmed(self) -> bool:
        return self.before is not None and self.after.confirmed and not self.before.confirmed

    @property
    def asked_person(self) -> bool:
        """Whether a new task was put to the person by this."""
        task = self.after.task
        before = self.before.task if self.before else None
        return task is not None and (before is None or before.since != task.since)

    @property
    def failed(self) -> bool:
        """Whether an attempt came back with neither done nor proven absent."""
        return isinstance(self.event, Concluded) and self.event.outcome.failure is not None

    @property
    def done(self) -> bool:
        return isinstance(self.event, Concluded) and self.event.outcome.answer == Answer.DONE

    @property
    def is_read(self) -> bool:
        return self.action in (Action.SEARCH, Action.RECHECK)

    @property
    def found(self) -> bool:
        """Whether a read saw a listing that is the person's."""
        return self.is_read and bool(self.after.listings) and not self.failed

    @property
    def read_absent(self) -> bool:
        """Whether a read said here that the person is not listed (or that the opt-out is in force)."""
        read = self.is_read and self.after.read_at == self.event.at
        return read and not self.after.listings and self.after.task is None


@dataclass(frozen=True, slots=True)
class History:
    """All moments of one request, oldest first; never empty."""

    moments: tuple[Moment, ...]

    @property
    def planned(self) -> Planned:
        first = self.moments[0].event
        if not isinstance(first, Planned):
            raise ValueError("a request begins with being planned")
        return first

    @property
    def standing(self) -> Standing:
        return self.moments[-1].after

    @property
    def is_training(self) -> bool:
        """Whether this is about training: nothing is ever *removed* from what was made before."""
        return self.planned.right == Right.OPT_OUT_OF_TRAINING

    @property
    def told(self) -> tuple[Moment, ...]:
        """The moments that a reader needs: an intention is told by what came of it.

        That the person was at the window is told besides: what was sent then, they sent.
        """
        return tuple(m for m in self.moments if m is self.moments[-1] or not _goes_without(m.event))


def _goes_without(event: Event) -> bool:
    return isinstance(event, Intended) and not event.assisted


def history_of(events: Iterable[Event]) -> History:
    """Replay the events. Raises ``ImpossibleEvent`` for a history that cannot be."""
    moments: list[Moment] = []
    for event in events:
        before = moments[-1].after if moments else None
        moments.append(Moment(event, before, apply(before, event)))
    return History(tuple(moments))
