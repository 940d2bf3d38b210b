"""What a twin writes down about what really happened to it: the truth in a rehearsal."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Stage = Literal["request", "reminder", "appeal"]
Word = Literal["received", "extended", "asked", "done", "not-found", "refused"]


@dataclass(slots=True)
class Received:
    """One submission as it reached the twin. ``fields`` are exactly the non-empty ones."""

    at: datetime
    person: str  # the twin's own key of the person or record it concerns
    fields: dict[str, str] = field(repr=False)  # control name -> value
    meanings: dict[str, str]  # control name -> meaning, as the twin's form means it
    honeypots_filled: int = 0
    confirmed_at: datetime | None = None
    duplicate: bool = False  # an equal submission was still being processed when it came
    accepted: bool = True  # false: the form came back with an error, but the facts had been seen
    stage: Stage = "request"  # of a letter: whether it follows up another


@dataclass(slots=True)
class Listed:
    """One period during which the twin listed the person: from ``since`` until before ``until``."""

    person: str
    since: datetime
    until: datetime | None = None

    def covers(self, when: datetime) -> bool:
        return self.since <= when and (self.until is None or when < self.until)


@dataclass(slots=True)
class Fault:
    """A challenge, a 403, an empty page, a changed form ... that the twin answered with."""

    at: datetime
    person: str | None
    kind: str


@dataclass(slots=True)
class Said:
    """What the twin wrote to the person: ``at`` may lie ahead. ``asked``: for something first."""

    at: datetime
    person: str
    word: Word


@dataclass(slots=True)
class Books:
    """One twin's books. Only the twin writes; the comparison at the end reads."""

    received: list[Received] = field(default_factory=list)
    searched: list[Received] = field(default_factory=list)  # what searches disclosed
    listed: list[Listed] = field(default_factory=list)
    published: list[Listed] = field(default_factory=list)  # when the person's own site said the wish
    faults: list[Fault] = field(default_factory=list)
    changed_form_at: datetime | None = None
    said: list[Said] = field(default_factory=list)
    phished: list[datetime] = field(default_factory=list)  # when an impostor's link was opened
    dead_since: datetime | None = None  # when the sender was told that the mail address is dead
    knocked: list[datetime] = field(default_factory=list)  # letters that the mail server refused

    def lists(self, person: str, when: datetime) -> bool:
        """Whether the person was listed at that moment."""
        return any(period.person == person and period.covers(when) for period in self.listed)

    def publishes(self, person: str, when: datetime) -> bool:
        """Whether the person's own site said the wish at that moment."""
        return any(period.person == person and period.covers(when) for period in self.published)
