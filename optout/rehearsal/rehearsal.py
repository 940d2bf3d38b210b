"""The rehearsal: production code on the local stage, for as many virtual days as asked."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from optout.catalog.catalog import Catalog
from optout.channels.mail.inbox import Inbox
from optout.errors import WrongInput
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import SigningKey
from optout.people.mandate import Mandate
from optout.people.vault import new_key
from optout.rehearsal.result import Result, result_of
from optout.rehearsal.simulated_person import SimulatedPerson
from optout.rehearsal.stage import START, Scene, Stage
from optout.running.attempting import Attempting
from optout.running.awaiting_code import WAIT_S, CodeInbox
from optout.running.dbos_engine import DbosEngine
from optout.running.ids import SeededIds
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.letterbox import Letterbox
from optout.running.planning import open_requests
from optout.running.reach import Reach
from optout.running.roster import Roster
from optout.running.schedules import load_schedule
from optout.running.sent_folder import SentFolder
from optout.running.worker import Worker
from optout.storage.database import Database
from optout.storage.migrating import migrate

_SMALLEST_STEP = timedelta(minutes=1)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be rehearsed. Without ``database`` an SQLite file in a temporary folder is used."""

    days: int = 120
    scene: Scene = field(default_factory=Scene)
    database: str | None = None
    schedule: str = "everyday"
    home: Path | None = None


def rehearse(
    wish: Wish, catalog: Catalog, find_browser: Callable[[], str | None], tell: Tell = lambda _: None
) -> Result:
    """Play the days and compare; everything started here is stopped again."""
    began = time.monotonic()
    with ExitStack() as closing:
        home = wish.home or Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="optout-")))
        stage = Stage(catalog, wish.scene)
        closing.callback(stage.stop)
        network = stage.start()
        installation = _installation(wish, catalog, stage, home, frozenset(network.secrets))
        closing.callback(installation.database.close)
        journal = Journal(installation)
        reach = Reach(network, catalog, find_browser, pause=_no_pause)
        closing.callback(reach.close)
        engine = DbosEngine(_system_database(wish, home), "rehearsal")
        closing.callback(engine.close)
        attempting = Attempting(installation, journal, reach, codes=_codes(installation, stage))
        worker = Worker(installation, journal, attempting, engine)
        worker.start()
        inbox = closing.enter_context(Inbox(stage.mailbox))
        sent = SentFolder(installation, journal, stage.mailbox)
        letterbox = Letterbox(installation, journal, inbox, sent)
        letterbox.begin()
        _enrol(installation, stage)
        person = SimulatedPerson(stage, installation, journal, home / "complaints")
        end = START + timedelta(days=wish.days)
        _play(stage, worker, letterbox, person, end, tell)
        journal.seal(stage.clock.now())
        return result_of(wish.days, stage, installation, end, time.monotonic() - began)


def _installation(
    wish: Wish, catalog: Catalog, stage: Stage, home: Path, given: frozenset[str]
) -> Installation:
    database = Database(wish.database or f"sqlite:///{home / 'optout.sqlite3'}")
    migrate(database)
    _refuse_used(database)
    ids = SeededIds(wish.scene.seed)
    return Installation(
        database=database,
        catalog=catalog,
        cadence=load_schedule(wish.schedule),
        clock=stage.clock,
        ids=ids,
        roster=Roster(database, new_key(), stage.clock, ids),
        files=EvidenceFiles(home / "evidence"),
        signing_key=SigningKey.generate(),
        settings_given=given,
    )


def _refuse_used(database: Database) -> None:
    with database.transaction(write=False) as tx:
        if tx.value("SELECT count(*) FROM subject"):
            raise WrongInput(
                "This database is in use already.", todo="Give a rehearsal an empty database of its own."
            )


def _system_database(wish: Wish, home: Path) -> str:
    return wish.database or f"sqlite:///{home / 'engine.sqlite3'}"


def _enrol(installation: Installation, stage: Stage) -> None:
    for subject in stage.people:
        person = installation.roster.enrol(subject, Mandate(kind="self"))
        open_requests(installation, person, stage.providers)


def _play(
    stage: Stage,
    worker: Worker,
    letterbox: Letterbox,
    person: SimulatedPerson,
    end: datetime,
    tell: Tell,
) -> None:
    """From one moment at which something happens to the next, until the end."""
    told = -10
    while stage.clock.now() <= end:
        if stage.mail.deliver_due(stage.clock.now()):
            letterbox.read_new()
        person.act()
        worker.run_due()
        day = (stage.clock.now() - START).days
        if day >= told + 10:
            told = day
            tell(f"day {day}")
        moment = _next(stage, worker, person)
        if moment is None or moment > end:
            break
        stage.clock.move_to(max(moment, stage.clock.now() + _SMALLEST_STEP))
    stage.clock.move_to(max(end, stage.clock.now()))


def _next(stage: Stage, worker: Worker, person: SimulatedPerson) -> datetime | None:
    moments = (worker.next_moment(), stage.mail.next_due(), person.next_moment())
    return min((moment for moment in moments if moment is not None), default=None)


def _codes(installation: Installation, stage: Stage) -> CodeInbox:
    async def pause(_seconds: float) -> None:
        """No time passes: what comes while an attempt would wait comes at once."""
        until = stage.clock.now() + timedelta(seconds=WAIT_S)
        await asyncio.to_thread(stage.mail.deliver_ahead, until)

    return CodeInbox(installation, stage.mailbox, pause)


async def _no_pause(_seconds: float) -> None:
    """Waiting between calls is left out: nobody is bothered here."""
