"""What a provider's twin is: a small web application with books, in the provider's folder.

``providers/<group>/<slug>/twin/__init__.py`` defines a class ``Twin`` like this one. It answers
on the provider's real domains (routed to this machine), tells the time by ``world.clock``,
sends mail by ``world.post`` and writes down the truth in ``books``.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from starlette.types import ASGIApp

from optout.clock import Clock
from optout.people.subject import Subject
from optout.rehearsal.books import Books
from optout.rehearsal.closed_addresses import ClosedAddresses
from optout.rehearsal.lures import Lures
from optout.rehearsal.own_sites import OwnSites
from optout.rehearsal.takedowns import Takedowns


class Post(Protocol):
    """The rehearsal's post office."""

    def send(
        self,
        *,
        sender: str,
        to: str,
        subject: str,
        text: str,
        at: datetime,
        authentic: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Deliver a mail into the mailbox of ``to`` at the virtual moment ``at``.

        ``authentic``: whether the receiving server vouches for the sender, or notes a forgery.
        """
        ...

    def put(self, raw: bytes, *, domain: str, to: str, at: datetime) -> None:
        """The same with a whole mail as it is, which a server of ``domain`` sends."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """What a twin knows of the rehearsal. ``seed`` is the twin's own, derived from the run's."""

    clock: Clock
    post: Post
    start: datetime
    seed: int
    people: Sequence[Subject] = field(repr=False)  # the enrolled subjects
    strangers: Sequence[Subject] = field(repr=False)  # namesakes and others, never enrolled
    takedowns: Takedowns = field(default_factory=Takedowns, repr=False)  # shared by all twins on stage
    closed: ClosedAddresses = field(default_factory=ClosedAddresses, repr=False)  # shared as well
    lures: Lures = field(default_factory=Lures, repr=False)  # shared as well
    own_sites: OwnSites = field(default_factory=OwnSites, repr=False)  # shared as well
    settings: dict[str, str] = field(default_factory=dict, repr=False)  # what people set; twins add

    def day(self, number: float) -> datetime:
        """The moment ``number`` days after the start."""
        return self.start + timedelta(days=number)

    def rng(self) -> random.Random:
        return random.Random(self.seed)


class Twin(Protocol):
    """A provider's stand-in. ``person`` keys in the books are ``person_key(subject)``."""

    books: Books

    def __init__(self, world: World) -> None: ...

    @property
    def app(self) -> ASGIApp:
        """Serves every domain of the provider; the Host header tells which."""
        ...

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        """A letter that reached the provider's mail address (only for providers with one)."""
        ...

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person did by hand what a task asked for (only for providers with hand steps)."""
        ...


def person_key(subject: Subject) -> str:
    """The key by which twins and the comparison name a person: the first e-mail address."""
    return subject.emails[0]
