"""A whole installation on a real database, with a scripted outside world and a virtual clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from optout.catalog.catalog import Catalog
from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture, Disclosed, Exchange, Record
from optout.clock import Clock, VirtualClock
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import SigningKey
from optout.people.mandate import Mandate
from optout.people.subject import PersonName, PostalAddress, Subject
from optout.requests.actions import Action
from optout.requests.cadence import Cadence
from optout.requests.events import Event
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.attempting import Attempting
from optout.running.engine import RunBatch
from optout.running.ids import Ids, SeededIds
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import open_requests
from optout.running.roster import Enrolled, Roster
from optout.running.worker import Worker
from optout.storage.claim import Batch
from optout.storage.database import Database
from optout.storage.requests import RequestRow, events_of, find_request
from tests.requests.world import CADENCE

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 4, 16, 23, 59, 59, 999_999, tzinfo=UTC)
"""The end of the 45th day after START: by the law of Oregon, where the person lives."""

MASTER = b"\x11" * 32
SIGNING_KEY = SigningKey(b"\x07" * 32)

DEFINITION = """\
slug: {slug}
name: Acme People
kind: data_broker
country: US
domains: [{slug}.example]
tier: rehearsed
right: delete
law: ccpa
tracks: {tracks}
pages:
  home: {{url: "https://{slug}.example/", sign: {{heading: Search}}}}
  results: {{sign: {{heading: Results}}}}
  nothing: {{sign: {{text: Nothing was found}}}}
  received: {{sign: {{heading: Received}}}}
{search}submit:
  channel: web
  browser: false
  needs: {needs}
  flow:
    - {{id: open, open: home}}
    - {{id: press, click: Send}}
    - {{id: see, expect: {{submitted: received}}}}
{confirm}cadence: {{per_minute: {per_minute}, per_day: 500}}
absences: 2
sources:
  - {{what: Invented, as_of: 2026-01-05}}
never_seen_live: All of it.
"""
SEARCH = """\
search:
  channel: web
  browser: false
  needs: {name: required}
  flow:
    - {id: open, open: home}
    - {id: press, click: Search}
    - {id: see, expect: {found: results, none: nothing}}
"""
CONFIRM = """\
mail: {senders: [mailer.example], expects: link, link_path: /confirm/}
confirm:
  channel: web
  browser: false
  needs: {x-confirm-link: required}
  flow:
    - {id: open, open: link}
    - {id: see, expect: {confirmed: received}}
"""


def definition(
    slug: str = "acme",
    *,
    searchable: bool = True,
    confirms: bool = False,
    needs: str = "{email: required, x-listing-url: optional}",
    per_minute: int = 600,
) -> str:
    """The text of a provider's definition."""
    return DEFINITION.format(
        slug=slug,
        tracks="listing" if searchable else "standing",
        search=SEARCH if searchable else "",
        needs=needs,
        confirm=CONFIRM if confirms else "",
        per_minute=per_minute,
    )


def catalog_of(root: Path, **definitions: str) -> Catalog:
    """A catalog of these definitions, written below ``root``."""
    for slug, text in definitions.items():
        (root / slug).mkdir(parents=True, exist_ok=True)
        (root / slug / "provider.yaml").write_text(text, encoding="utf-8")
    return Catalog({slug: root / slug for slug in definitions})


PERSON = Subject(
    names=(PersonName(given="Zephyrine", family="Quandolin", additional="Ottoline"),),
    birth_date=date(1980, 5, 17),
    emails=("zephyrine@quandolin-mail.example",),
    phones=("+1 555 0100 8841",),
    addresses=(
        PostalAddress(
            street="77 Quillfeather Lane",
            locality="Ostergrove",
            region="OR",
            postal_code="97999",
            country="US",
        ),
    ),
    usernames=("zephquan80",),
    sites=("https://quandolin-home.example/",),
    images=("https://pictures.example/zephyrine-portrait.jpg",),
)
SOMEBODY_ELSE = PERSON.model_copy(
    update={
        "names": (PersonName(given="Barnabus", family="Tindleworth"),),
        "emails": ("barnabus@tindleworth.example",),
    }
)
LISTING = Record(
    "https://acme.example/p/quandolin-4711",
    {
        "name": "Zephyrine Quandolin",
        "x-age": "45",
        "address-level2": "Ostergrove",
        "address-level1": "OR",
        "street-address": "77 Quillfeather Lane",
    },
)
NAMESAKE = Record(
    "https://acme.example/p/namesake-1213",
    {
        "name": "Zephyrine Quandolin",
        "x-age": "71",
        "address-level2": "Murkwater",
        "address-level1": "OR",
        "street-address": "9 Brackenfold Rise",
    },
)
PERHAPS = Record("https://acme.example/p/perhaps-99", {"name": "Zephyrine Quandolin"})

Answering = Callable[[Attempt, Capture], Outcome]


def exchange(url: str = "https://acme.example/", body: bytes = b"<h1>Results</h1>") -> Exchange:
    return Exchange("GET", url, (("host", "acme.example"),), b"", 200, (("x", "y"),), body)


def sees(*records: Record) -> Answering:
    """A search that finds these records."""

    def answer(attempt: Attempt, capture: Capture) -> Outcome:
        capture.exchanges.append(exchange(body=b"Zephyrine Quandolin, Ostergrove"))
        capture.records.extend(records)
        return Outcome(Answer.DONE)

    return answer


def says(outcome: Outcome) -> Answering:
    """This outcome, with a page as evidence and nothing disclosed."""

    def answer(attempt: Attempt, capture: Capture) -> Outcome:
        capture.exchanges.append(exchange())
        return outcome

    return answer


def sends(attempt: Attempt, capture: Capture) -> Outcome:
    """A submission that works and tells the provider the e-mail address."""
    capture.exchanges.append(exchange("https://acme.example/send", b"<h1>Received</h1>"))
    email = attempt.facts.one("email") or ""
    capture.disclosed.append(Disclosed("email", "acme.example", email))
    return Outcome(Answer.DONE, sent=Sent.YES)


ABSENT = says(Outcome(Answer.ABSENT))


class ScriptedReach:
    """Answers each action as told, and remembers the attempts it was given."""

    def __init__(self, **answers: Answering) -> None:
        self.answers: dict[Action, Answering] = {
            Action.SEARCH: sees(LISTING),
            Action.RECHECK: sees(LISTING),
            Action.SUBMIT: sends,
            Action.CONFIRM: says(Outcome(Answer.DONE, sent=Sent.YES)),
        }
        self.will(**answers)
        self.attempts: list[Attempt] = []
        self.cannot_start: Outcome | None = None

    def will(self, **answers: Answering) -> None:
        """From now on; actions by name, such as ``submit=...``."""
        self.answers |= {Action(name): answer for name, answer in answers.items()}

    def prepare(self, step: Step) -> Outcome | None:
        return self.cannot_start

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        self.attempts.append(attempt)
        return self.answers[attempt.action](attempt, capture)

    def count(self, action: Action) -> int:
        return sum(attempt.action == action for attempt in self.attempts)


class AtOnce:
    """An engine that runs a batch where it is dispatched; nothing is durable."""

    at_once = 1
    in_flight = 0

    def start(self, run: RunBatch) -> None:
        self._run = run

    def dispatch(self, batch: Batch) -> None:
        self._run(batch)

    def wait_for_one(self) -> None:
        raise AssertionError("nothing is ever in flight")

    def close(self) -> None:
        pass


def install(
    database: Database,
    home: Path,
    catalog: Catalog,
    clock: Clock,
    *,
    cadence: Cadence = CADENCE,
    ids: Ids | None = None,
) -> Installation:
    ids = ids or SeededIds(7)
    return Installation(
        database=database,
        catalog=catalog,
        cadence=cadence,
        clock=clock,
        ids=ids,
        roster=Roster(database, MASTER, clock, ids),
        files=EvidenceFiles(home / "evidence"),
        signing_key=SIGNING_KEY,
    )


@dataclass
class Workshop:
    """An installation with one person enrolled and one request to each of its providers."""

    database: Database
    home: Path
    definitions: Mapping[str, str]
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(START))
    reach: ScriptedReach = field(default_factory=ScriptedReach)
    cadence: Cadence = CADENCE
    checkpoint: Callable[[str], None] = lambda _name: None

    def __post_init__(self) -> None:
        catalog = catalog_of(self.home / "data_brokers", **self.definitions)
        self.installation = install(self.database, self.home, catalog, self.clock, cadence=self.cadence)
        self.journal = Journal(self.installation)
        self.attempting = Attempting(self.installation, self.journal, self.reach, self.checkpoint)
        self.worker = Worker(self.installation, self.journal, self.attempting, AtOnce())
        self.worker.start()
        self.person = self.enrol(PERSON)
        self.request = open_requests(self.installation, self.person, catalog)[0].request_id

    def enrol(self, subject: Subject) -> Enrolled:
        return self.installation.roster.enrol(subject, Mandate(kind="self"))

    def attempt(self) -> RequestRow:
        """Attempt the first request; the row after it."""
        self.attempting.attempt(self.request)
        return self.row

    @property
    def row(self) -> RequestRow:
        with self.database.transaction(write=False) as tx:
            return find_request(tx, self.request)

    @property
    def events(self) -> list[Event]:
        with self.database.transaction(write=False) as tx:
            return events_of(tx, self.request)

    def go_on_until(self, state: str, days: int = 400) -> RequestRow:
        """Let time pass from one due moment to the next until the request is in this state."""
        end = self.clock.now() + timedelta(days=days)
        for _ in range(500):
            self.worker.run_due()
            if self.row.state == state:
                return self.row
            moment = self.worker.next_moment()
            assert moment is not None, f"nothing comes after {self.row.state}"
            assert moment <= end, f"still {self.row.state} at the end"
            self.clock.move_to(max(moment, self.clock.now() + timedelta(minutes=1)))
        raise AssertionError(f"no end: {self.row.state}")
