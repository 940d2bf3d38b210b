"""What optout claimed at which moment, taken from its histories: one half of the comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.definition import Provider
from optout.requests.events import DeadlinePassed, Event
from optout.requests.history import History, Moment, history_of
from optout.requests.state import State

_GONE = (State.CLEAR, State.REMOVED, State.HOLDING)


@dataclass(frozen=True, slots=True)
class Story:
    """The history of one request, and whom it is about: ``person`` is the twins' key."""

    provider: Provider
    person: str
    history: History

    @property
    def moments(self) -> tuple[Moment, ...]:
        return self.history.moments

    def at(self, when: datetime) -> list[Moment]:
        return [moment for moment in self.moments if moment.event.at == when]


def story(provider: Provider, person: str, events: Iterable[Event]) -> Story:
    """Raises ``ImpossibleEvent`` for a history that cannot be."""
    return Story(provider, person, history_of(events))


def says_absent(moment: Moment) -> bool:
    """Whether this claims that the person is not (or no longer) listed, as read just now."""
    read = moment.is_read and not moment.failed and not moment.after.listings
    return read and moment.after.resting in _GONE


def went_overdue(moment: Moment) -> bool:
    """Whether the deadline passed while the listing was still there, or nothing was known."""
    return isinstance(moment.event, DeadlinePassed) and moment.after.resting == State.OVERDUE
