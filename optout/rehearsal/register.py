"""The records that a broker's twin publishes: who, since when, until when."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Listed
from optout.rehearsal.states import state_code
from optout.rehearsal.twin import World, person_key

_SHARE_LISTED = 0.75  # of the enrolled people after the first, who is always listed


@dataclass(frozen=True, slots=True)
class Entry:
    """One published record. ``age`` is in years, as the site believes it."""

    ident: str
    subject: Subject = field(repr=False)
    age: int
    period: Listed = field(repr=False)

    @property
    def person(self) -> str:
        return self.period.person

    @property
    def name(self) -> str:
        return self.subject.names[0].full

    @property
    def city(self) -> str:
        return self.subject.addresses[0].locality

    @property
    def state(self) -> str:
        return self.subject.addresses[0].region or ""

    def shown(self, at: datetime) -> bool:
        return self.period.since <= at and (self.period.until is None or at < self.period.until)


class Register:
    """Finds records as a site does, and keeps the books' ``listed`` exact.

    A removal or a re-listing is written down when it is decided, also where it lies in the
    future: ``Books.lists`` answers for every moment.
    """

    def __init__(self, world: World, books: Books, rng: random.Random) -> None:
        self._world = world
        self._books = books
        self._rng = rng
        self._entries: list[Entry] = []
        for number, subject in enumerate(world.people):
            if rng.random() < _SHARE_LISTED or number == 0:
                self._publish(subject, self._long_ago())
        for subject in world.strangers:
            self._publish(subject, self._long_ago())

    def found(self, given: str, family: str, state: str, at: datetime) -> list[Entry]:
        """Records shown at ``at`` under that name, ignoring case; ``state`` may be empty."""
        wanted = state_code(state)
        return [
            entry
            for entry in self._entries
            if entry.shown(at)
            and _called(entry.subject, given, family)
            and (not wanted or entry.state == wanted)
        ]

    def entry(self, ident: str, at: datetime) -> Entry | None:
        """The record with that id if it is shown at ``at``."""
        return next((entry for entry in self._entries if entry.ident == ident and entry.shown(at)), None)

    def of(self, subject: Subject, at: datetime) -> Entry | None:
        return self.with_key(person_key(subject), at)

    def with_key(self, person: str, at: datetime) -> Entry | None:
        """The record about the person with that twins' key, if one is shown at ``at``."""
        return next(
            (entry for entry in self._entries if entry.person == person and entry.shown(at)), None
        )

    def meant(self, given: str, family: str) -> str:
        """The key of the enrolled person with that name, or an empty text."""
        people = (person for person in self._world.people if _called(person, given, family))
        return next((person_key(person) for person in people), "")

    def remove(self, entry: Entry, when: datetime) -> None:
        """Stop showing the record at ``when``; a removal that was decided before stands."""
        if entry.period.until is None:
            entry.period.until = when

    def relist(self, entry: Entry, when: datetime) -> Entry:
        """Publish the person again from ``when``: a new id, and an age that may be a year more."""
        return self._publish(entry.subject, when, older=self._rng.choice((0, 1)))

    def _publish(self, subject: Subject, since: datetime, older: int = 0) -> Entry:
        period = Listed(person_key(subject), since)
        age = _age(subject, max(since, self._world.start)) + older
        entry = Entry(f"{self._rng.randrange(16**8):08x}", subject, age, period)
        self._books.listed.append(period)
        self._entries.append(entry)
        return entry

    def _long_ago(self) -> datetime:
        return self._world.start - timedelta(days=self._rng.randint(30, 900))


def _called(subject: Subject, given: str, family: str) -> bool:
    name = subject.names[0]
    return name.given.lower() == given.strip().lower() and name.family.lower() == family.strip().lower()


def _age(subject: Subject, at: datetime) -> int:
    born = subject.birth_date
    if born is None:
        return 0
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))
