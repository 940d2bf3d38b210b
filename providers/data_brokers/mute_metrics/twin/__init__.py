"""Mute Metrics: takes letters, and never says a word."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.people.subject import PostalAddress, Subject
from optout.rehearsal.books import Books, Listed, Received
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.twin import World, person_key

PROCESSING = timedelta(days=45)


class Twin:
    """Holds everybody's data for good; writes down which facts each letter told."""

    site = Site("Mute Metrics", choices="/")

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._people = world.people
        self._letters: list[tuple[Received, str]] = []
        self.books.listed += [Listed(person_key(person), world.start) for person in world.people]

    @cached_property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/", self.home)])

    async def home(self, request: Request) -> Response:
        return self.site.page(
            "Audience data, measured", paragraph("Write to privacy@mute-metrics.example.")
        )

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        """Control names are the meanings of the facts found in the letter and its sender."""
        letter = message_from_bytes(raw, policy=default)
        told = _everything_said(letter)
        writer = next((person for person in self._people if _wrote(person, told)), None)
        fields = _facts_in(told, writer) if writer else {}
        received = Received(
            at, person_key(writer) if writer else "", fields, {name: name for name in fields}
        )
        topic = str(letter["Subject"])
        received.duplicate = any(
            self._is_same(old, received) for old, said in self._letters if said == topic
        )
        self.books.received.append(received)
        if not received.duplicate:
            self._letters.append((received, topic))

    def _is_same(self, old: Received, new: Received) -> bool:
        return (old.person, old.fields) == (new.person, new.fields) and new.at < old.at + PROCESSING

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """There is nothing to do by hand here."""


def _everything_said(letter: EmailMessage) -> str:
    bodies = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(letter["From"]), str(letter["Subject"]), *bodies])


def _wrote(person: Subject, told: str) -> bool:
    return any(email.lower() in told.lower() for email in person.emails)


def _facts_in(told: str, person: Subject) -> dict[str, str]:
    """The facts of ``person`` that stand in the text; longer ones first, each text counted once."""
    found: dict[str, str] = {}
    for meaning, value in _facts_of(person):
        pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
        if pattern.search(told):
            found.setdefault(meaning, value)
            told = pattern.sub(" ", told)
    return found


def _facts_of(person: Subject) -> Iterator[tuple[str, str]]:
    yield from (("email", email) for email in person.emails)
    yield from (("x-image-url", image) for image in person.images)
    yield from (("url", site) for site in person.sites)
    yield from (("name", name.full) for name in person.names)
    yield from (("username", username) for username in person.usernames)
    yield from (("tel", phone) for phone in person.phones)
    if person.birth_date:
        yield "bday", person.birth_date.isoformat()
    for address in person.addresses:
        yield from _facts_of_address(address)


def _facts_of_address(address: PostalAddress) -> Iterator[tuple[str, str]]:
    named = (
        ("address-line1", address.street),
        ("address-level2", address.locality),
        ("postal-code", address.postal_code),
        ("address-level1", address.region),
    )
    yield from ((meaning, value) for meaning, value in named if value)
