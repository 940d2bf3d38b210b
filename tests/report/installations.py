"""A small installation whose requests have the histories a test wants. Everything is real but time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from optout.catalog.catalog import load_catalog
from optout.channels.attempt import Capture, Disclosed
from optout.clock import VirtualClock
from optout.people.keys import InKeyFile
from optout.people.mandate import Mandate
from optout.people.subject import PersonName, PostalAddress, Subject
from optout.requests.events import Concluded, Event, Intended, Interrupted
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.keeping import Kept, keep
from optout.running.opening import create_installation, open_installation
from optout.running.planning import open_requests
from optout.running.roster import Enrolled
from optout.settings import Settings, load_settings
from optout.storage.database import Transaction
from optout.storage.requests import find_requests
from tests.report.stories import START

SUBJECT = Subject(
    names=(PersonName(given="Zebulina", additional="Ottoline", family="Quoxworth"),),
    emails=("zebulina@quoxmail.example",),
    phones=("+1 505 555 0142",),
    addresses=(
        PostalAddress(street="12 Juniper Lane", locality="Truckee", region="CA", postal_code="96161",
                      country="US"),
    ),
)  # fmt: skip


def settled(home: Path) -> Settings:
    """The settings of a new installation whose key lies in a file beside it."""
    settings = load_settings({}, home=home)
    create_installation(settings, InKeyFile(home / "master.key"))
    return settings


@contextmanager
def opened(settings: Settings, clock: VirtualClock | None = None) -> Iterator[Installation]:
    clock = clock or VirtualClock(START)
    with open_installation(settings, clock, passphrase=None, environ={}) as installation:
        yield installation


def enrol(installation: Installation, providers: Sequence[str]) -> tuple[Enrolled, dict[str, str]]:
    """A subject with a request to each provider; the requests' ids by provider."""
    person = installation.roster.enrol(SUBJECT, Mandate(kind="self"))
    open_requests(installation, person, [load_catalog().get(slug) for slug in providers])
    with installation.database.transaction(write=False) as tx:
        rows = find_requests(tx, subject_id=person.id)
    return person, {row.provider: row.id for row in rows}


def happen(installation: Installation, person: Enrolled, request_id: str, events: list[Event]) -> None:
    """Append what follows after the planning, with evidence and disclosures of every attempt."""
    journal = Journal(installation)
    for told in events[1:]:
        event = own(told, request_id)
        known = journal.read(request_id)
        if not isinstance(event, Concluded):
            journal.append(known, [event])
            continue
        kept = keep(installation.files, person, request_id, event.attempt, capture(event), {}, event.at)
        journal.append(known, [event], partial(_write, kept, request_id, event))
    journal.seal(events[-1].at)


def _write(kept: Kept, request_id: str, event: Concluded, tx: Transaction) -> None:
    kept.write(tx, request_id, event.at)


def own(event: Event, request_id: str) -> Event:
    """The event with an attempt's id that no other request has."""
    if isinstance(event, Intended | Concluded | Interrupted):
        return replace(event, attempt=f"{request_id}.{event.attempt}")
    return event


def capture(event: Concluded) -> Capture:
    """What an attempt might have brought back: a picture, and a fact that was passed on."""
    made = Capture()
    made.screenshots.append(("after", b"\xff\xd8\xff" + event.attempt.encode()))
    made.disclosed.append(Disclosed("email", "kin-finder.example", SUBJECT.emails[0]))
    return made


def lived(installation: Installation, stories: Mapping[str, list[Event]]) -> dict[str, str]:
    """Requests with these histories, by provider; their ids."""
    person, ids = enrol(installation, list(stories))
    for provider, events in stories.items():
        happen(installation, person, ids[provider], events)
    return ids
