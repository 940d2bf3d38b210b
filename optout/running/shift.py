"""A shift: a worker with everything it needs, on a real machine, once or until stopped."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from optout.channels.mail.alias import alias_key
from optout.channels.mail.inbox import Inbox
from optout.channels.web.browser_path import require_browser
from optout.errors import OutsideFailure
from optout.network import Mailbox, Network
from optout.running.attempting import Attempting
from optout.running.awaiting_code import CodeInbox
from optout.running.dbos_engine import DbosEngine
from optout.running.executor_lock import executor_lock
from optout.running.health import Checkups
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.laptop_lock import laptop_lock
from optout.running.letterbox import Letterbox
from optout.running.quiet_hours import Quiet, waiting_in_quiet
from optout.running.reach import Reach
from optout.running.sent_folder import SentFolder
from optout.running.worker import Worker
from optout.settings import Settings
from optout.storage.letters import NO_LIMITS, LetterLimits
from optout.storage.requests import find_requests
from optout.storage.subjects import Forgotten

TICK = timedelta(minutes=1)


class Shift:
    """Reads mail and does what is due. ``mail_trouble`` is why mail could not be read last time."""

    def __init__(
        self,
        installation: Installation,
        worker: Worker,
        letterbox: Letterbox | None,
        reach: Reach,
        checkups: Checkups | None = None,
        spam: Letterbox | None = None,
    ) -> None:
        self._installation = installation
        self._worker = worker
        self._checkups = checkups
        self._letterboxes = [one for one in (letterbox, spam) if one is not None]
        self._reach = reach
        self._stopped = threading.Event()
        self._busy = threading.Lock()
        self._done = 0
        self._failure: BaseException | None = None
        self.mail_trouble: str | None = None

    @property
    def next_at(self) -> datetime | None:
        return self._worker.next_moment()

    @property
    def browser_trouble(self) -> str | None:
        """Why no browser could be started; requests that need one wait."""
        return self._reach.trouble

    @property
    def open_tasks(self) -> int:
        """How many requests wait for the person."""
        with self._installation.database.transaction(write=False) as tx:
            return sum(row.task is not None for row in find_requests(tx))

    @property
    def quiet(self) -> Quiet | None:
        """What waits for the end of the quiet hours; None outside of them, or where nothing does."""
        return waiting_in_quiet(self._installation)

    def once(self) -> int:
        """Read the mailbox, do what is due, return how many requests were looked after.

        Providers whose health is to be checked are checked first: what they say then counts.
        """
        self._read_mail()
        return self._do_due()

    def next_letters_in(self) -> float | None:
        """Seconds until more letters may leave, where only the mailbox's pace holds them back."""
        at = self._worker.letters_wait_until()
        return None if at is None else max(0.0, (at - self._installation.clock.now()).total_seconds())

    def rest(self, seconds: float) -> bool:
        """Wait so long; False where the shift is stopped meanwhile."""
        return not self._stopped.wait(seconds)

    def look_again(self, request_ids: Sequence[str]) -> list[str]:
        """Read these requests' providers now; returns the ids of those that could be read."""
        self._read_mail()
        return [request_id for request_id in request_ids if self._worker.look_again(request_id)]

    def stay(self) -> int:
        """Tick until stopped. APScheduler only says *now*; what is due stands in the database."""
        scheduler = BackgroundScheduler(timezone="UTC")
        every = self._installation.cadence.mailbox_every.total_seconds()
        scheduler.add_job(self._tick, "interval", seconds=TICK.total_seconds(), max_instances=1)
        scheduler.add_job(self._collect, "interval", seconds=every, max_instances=1)
        scheduler.start()
        try:
            self._collect()
            self._tick()
            self._stopped.wait()
        finally:
            scheduler.shutdown(wait=True)
        if self._failure:
            raise self._failure
        return self._done

    def stop(self) -> None:
        self._worker.stop()
        self._stopped.set()

    def _tick(self) -> None:
        with self._ending_on_failure(), self._busy:
            self._done += self._do_due()

    def _do_due(self) -> int:
        if self._checkups:
            self._checkups.run_due()
        return self._worker.run_due()

    def _collect(self) -> None:
        with self._ending_on_failure():
            self._read_mail()

    @contextmanager
    def _ending_on_failure(self) -> Iterator[None]:
        """In a scheduler's thread nobody would see a failure: it ends the shift and is raised there."""
        try:
            yield
        except Exception as failure:
            self._failure = failure
            self.stop()

    def _read_mail(self) -> None:
        """A mail server that is down delays mails and nothing else; the next reading catches up."""
        try:
            for letterbox in self._letterboxes:
                with self._busy:
                    letterbox.begin()
                    letterbox.read_new()
            self.mail_trouble = None
        except Forgotten:  # whom a mail was for; the next reading begins where this one did
            return
        except OutsideFailure as failure:
            self.mail_trouble = failure.what


@contextmanager
def open_shift(
    settings: Settings,
    installation: Installation,
    *,
    network: Network | None = None,
    tell: Callable[[int], None] = lambda _done: None,
) -> Iterator[Shift]:
    """Start a worker on the real network (or the one given) and stop it at the end.

    Raises ``Busy`` where another process works on the same laptop database, or under the same
    executor name on a server's.
    """
    with ExitStack() as closing:
        closing.enter_context(_alone(settings, installation))
        network = network or _network(settings, installation)
        mailbox = network.mailbox
        reach = Reach(network, installation.catalog, lambda: require_browser(settings.browser).path)
        closing.callback(reach.close)
        journal = Journal(installation)
        engine = DbosEngine(_system_database(settings), settings.executor, settings.at_once)
        closing.callback(engine.close)
        read = mailbox if mailbox and mailbox.is_read else None
        codes = CodeInbox(installation, read)
        attempting = Attempting(installation, journal, reach, codes=codes)
        worker = Worker(installation, journal, attempting, engine, tell, letter_limits(mailbox))
        worker.start()
        letterbox = spam = None
        if read:
            sent = SentFolder(installation, journal, read)
            letterbox = Letterbox(installation, journal, closing.enter_context(Inbox(read)), sent)
        if read and read.read_spam:
            inbox = closing.enter_context(Inbox(read, spam=True))
            spam = Letterbox(installation, journal, inbox)
        checkups = Checkups(installation, journal, reach, lambda: worker.stopping)
        yield Shift(installation, worker, letterbox, reach, checkups, spam)


@contextmanager
def open_checkups(settings: Settings, installation: Installation) -> Iterator[Checkups]:
    """Checks of providers' health on the real network; others may work on the requests meanwhile."""
    network = _network(settings, installation)
    reach = Reach(network, installation.catalog, lambda: require_browser(settings.browser).path)
    try:
        yield Checkups(installation, Journal(installation), reach)
    finally:
        reach.close()


def _alone(settings: Settings, installation: Installation) -> AbstractContextManager[None]:
    if installation.database.postgres:
        return executor_lock(installation.database, settings.executor)
    return laptop_lock(settings.home)


def letter_limits(mailbox: Mailbox | None) -> LetterLimits:
    """What the mailbox allows. Drafts have no pace: nothing leaves."""
    if mailbox is None:
        return NO_LIMITS
    per_minute = None if mailbox.send == "drafts" else mailbox.letters_per_minute
    return LetterLimits(mailbox.letters_per_day, per_minute)


def _network(settings: Settings, installation: Installation) -> Network:
    mailbox = settings.mailbox.open() if settings.mailbox else None
    if mailbox is not None:
        mailbox = replace(mailbox, alias_key=alias_key(installation.signing_key.seed))
    return Network(
        mailbox=mailbox, secrets=dict(settings.secrets), sites=settings.sites, contact=settings.contact
    )


def _system_database(settings: Settings) -> str:
    if settings.database.startswith("sqlite"):
        return f"sqlite:///{settings.home / 'engine.sqlite3'}"
    return settings.database
