"""Everything there is to say about one request now: its state, its proof, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.report.history_kept import kept_history
from optout.report.report_progress import Progress, progress_of
from optout.report.words import RIGHTS, day
from optout.report.words_of_proofs import open_points
from optout.report.words_of_states import CLAIMS, Claim, claim_of
from optout.requests.actions import Action
from optout.requests.events import VOLUNTARY, Concluded
from optout.requests.failures import MEANING, Failure, sentence_of
from optout.requests.history import History
from optout.requests.outcome import Sent
from optout.requests.proof import Proof
from optout.requests.resting_on import proof_of
from optout.requests.state import STOPPED, State
from optout.rights.table import law
from optout.storage import providers, traces
from optout.storage.database import Database, Transaction
from optout.storage.providers import Pause
from optout.storage.requests import RequestRow, find_requests
from optout.storage.traces import DisclosureRow


@dataclass(frozen=True, slots=True)
class Account:
    """One request as told to people. ``definition`` is None where the catalog has it no more."""

    row: RequestRow
    history: History
    definition: Provider | None
    pause: Pause | None
    disclosures: tuple[DisclosureRow, ...]

    @property
    def name(self) -> str:
        return self.definition.name if self.definition else self.row.provider

    @property
    def asked(self) -> str:
        """What is asked for, as the person would say it."""
        return RIGHTS[self.history.planned.right]

    @property
    def law(self) -> str | None:
        """The law that the request rests on, by name; None where it rests on none.

        What was planned before laws were chosen rests on the one that its definition names.
        """
        planned, chosen = self.history.planned, self.history.standing.law
        if chosen is None:
            chosen = self.definition.law if self.definition else None
        if chosen is None or chosen == VOLUNTARY:
            return None
        return law(chosen, planned.right, planned.at.date()).name

    @property
    def claim(self) -> Claim:
        return claim_of(self.history)

    @property
    def progress(self) -> Progress:
        return progress_of(self.history)

    @property
    def proof(self) -> Proof | None:
        """What the present state rests on."""
        return proof_of(self.history.standing)

    @property
    def open_points(self) -> str | None:
        """What that does not prove, with what the definition adds; None where it rests on nothing."""
        offered = self.definition.proof if self.definition else None
        return open_points(self.proof, offered) if self.proof else None

    def look_first(self, today: date) -> date | None:
        """The day that its definition's facts are of, where they have expired by ``today``."""
        known = self.definition
        return known.as_of if known is not None and known.expires <= today else None

    @property
    def since(self) -> datetime:
        """When the present state began."""
        last = self.history.moments[-1]
        began, upper = last.event.at, last.event.at
        for moment in reversed(self.history.moments):
            if moment.event.at < upper and moment.after.state != last.after.state:
                break
            if moment.after.state == last.after.state:
                began = moment.event.at
            upper = moment.event.at
        return began

    @property
    def beneath(self) -> str | None:
        """What a task or a pause stopped: the state that the request goes back to."""
        standing = self.history.standing
        stopped = standing.state in STOPPED and standing.back_to not in STOPPED
        return CLAIMS[standing.back_to].name if stopped else None

    @property
    def late(self) -> bool:
        """Whether the provider's legal time is over and it is not known to have done its part."""
        standing = self.history.standing
        return standing.overdue and standing.resting in _LATE

    @property
    def trouble(self) -> str | None:
        """What is wrong at the moment, in one sentence."""
        failure = self.history.standing.trouble
        return MEANING[failure].sentence if failure else None

    @property
    def next(self) -> str:
        """What comes next, in words."""
        return _next(self)


_NO_CONNECTION = frozenset({Failure.NO_CONNECTION, Failure.TIMEOUT, Failure.MAIL_UNREACHABLE})
_LATE = frozenset({State.OVERDUE, State.ESCALATED})
_DOING = {
    Action.SEARCH: "look",
    Action.RECHECK: "look again",
    Action.SUBMIT: "send the request",
    Action.CONFIRM: "confirm",
    Action.REMIND: "send a reminder",
    Action.APPEAL: "send the appeal",
    Action.ESCALATE: "prepare a complaint for you",
}


def accounts(database: Database, catalog: Catalog, subject: str | None = None) -> list[Account]:
    """All requests, or one subject's, in a stable order. Needs no key: events hold nothing personal."""
    with database.transaction(write=False) as tx:
        rows = find_requests(tx, subject_id=subject)
        return [account_in(tx, row, catalog) for row in rows]


def account_in(tx: Transaction, row: RequestRow, catalog: Catalog) -> Account:
    """One request's account, read within a transaction."""
    paused = [pause for pause in providers.pauses(tx) if pause.provider == row.provider]
    history = kept_history(tx, row.id)
    told = traces.disclosures_of(tx, row.id)
    return Account(
        row=row,
        history=history,
        definition=catalog.get(row.provider) if row.provider in catalog else None,
        pause=paused[0] if paused else None,
        disclosures=_first_of_each(_at_most(told, _unconnected(history))),
    )


def _unconnected(history: History) -> frozenset[str]:
    """Attempts of which nothing shows that a connection came about."""
    ended = (one.event for one in history.moments if isinstance(one.event, Concluded))
    return frozenset(
        one.attempt
        for one in ended
        if one.outcome.failure in _NO_CONNECTION and one.outcome.sent is not Sent.YES
    )


def _at_most(rows: Sequence[DisclosureRow], unconnected: frozenset[str]) -> list[DisclosureRow]:
    """What an attempt without a connection was to tell is told of as what may have been told."""
    return [replace(row, certain=row.certain and row.attempt not in unconnected) for row in rows]


def _first_of_each(rows: Sequence[DisclosureRow]) -> tuple[DisclosureRow, ...]:
    """Who learned what is said once: with the first time that is certain, if one is."""
    first: dict[tuple[str, str], DisclosureRow] = {}
    for row in sorted(rows, key=lambda row: not row.certain):
        first.setdefault((row.meaning, row.recipient), row)
    return tuple(sorted(first.values(), key=lambda row: row.at))


def _next(account: Account) -> str:
    task, row = account.history.standing.task, account.row
    if account.history.standing.state == State.WITHDRAWN:
        return "nothing: you withdrew it"
    if task:
        return f"you: {MEANING[task.failure].sentence}"
    if account.history.standing.state == State.PAUSED:
        return f"try again on {day(account.pause.until)}" if account.pause else "try again"
    if account.pause:
        why = sentence_of(account.pause.because)
        return f"nothing before {day(account.pause.until)}: its provider is paused. {why}"
    if account.definition is None:
        return "nothing: its definition is missing from the catalog"
    if row.due_at is None:
        return "nothing by itself"
    if account.history.standing.state == State.PLANNED and account.history.standing.again_at:
        return f"you look again whether there is one on {day(row.due_at)}"
    if row.due_action:
        return f"{_DOING[row.due_action]} on {day(row.due_at)}"
    standing = account.history.standing
    if standing.again_at and row.due_action is None and standing.answer_by is None:
        return f"you look again on {day(row.due_at)}"
    begins = standing.answer_by is None
    return f"{'begin' if begins else 'its legal deadline'} on {day(row.due_at)}"
