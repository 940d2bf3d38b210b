"""What the report says: honest figures that add up, and who learned what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from optout.report.report_account import Account
from optout.report.timeline import Look, look_of
from optout.report.words_of_disclosures import fact_words
from optout.report.words_of_failures import sometimes
from optout.running.planning import is_invented


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: every request is in exactly one of them, so that they add up."""

    look: Look
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What happened over the whole time, as the histories have it."""

    asked: int
    attested: int
    confirmed: int
    proven_absent: int
    reappeared: int
    deadlines_passed: int
    failed_attempts: int


@dataclass(frozen=True, slots=True)
class Learned:
    """One recipient, and the kinds of facts it was told, with the first day of each."""

    recipient: str
    facts: tuple[tuple[str, datetime], ...]

    @property
    def by_day(self) -> dict[date, str]:
        """The facts that were first told on each day, as a list in words."""
        days: dict[date, list[str]] = {}
        for words, at in self.facts:
            days.setdefault(at.date(), []).append(words)
        return {on: ", ".join(told) for on, told in days.items()}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page shows. It holds no personal data: kinds of facts, never their values."""

    prepared_at: datetime
    accounts: tuple[Account, ...]
    headline: str
    lead: str
    figures: tuple[Figure, ...]
    overdue: int
    troubled: int
    totals: Totals
    learned: tuple[Learned, ...]
    invented: bool
    several: bool


_URGENT = (
    Look.YOURS,
    Look.LATE,
    Look.REFUSED,
    Look.STUCK,
    Look.STOPPED,
    Look.LISTED,
    Look.ASKED,
    Look.PLANNED,
    Look.ATTESTED,
    Look.CONFIRMED,
    Look.PROVEN,
    Look.NOT_LISTED,
    Look.NO_OPT_OUT,
    Look.WITHDRAWN,
)
"""What needs attention comes first."""

_FIGURES = {
    Look.PROVEN: "proven gone, or proven in force",
    Look.CONFIRMED: "confirmed in writing, cannot be checked",
    Look.ATTESTED: "set by you, by your own word",
    Look.NOT_LISTED: "do not list you",
    Look.ASKED: "asked, not proven yet",
    Look.LISTED: "list you, not asked yet",
    Look.LATE: "past the legal deadline",
    Look.REFUSED: "refused",
    Look.YOURS: "wait for you",
    Look.STUCK: "list you, and cannot be asked now",
    Look.STOPPED: "paused, or not sure what arrived",
    Look.PLANNED: "not looked at yet",
    Look.NO_OPT_OUT: "offer no opt-out",
    Look.WITHDRAWN: "withdrawn by you",
}


def report_of(accounts: Sequence[Account], now: datetime) -> Report:
    """The report on these requests as of ``now``; what needs attention first."""
    ordered = sorted(accounts, key=lambda one: (_URGENT.index(_look(one)), one.name, one.row.id))
    counted = Counter(_look(one) for one in ordered)
    return Report(
        prepared_at=now,
        accounts=tuple(ordered),
        headline=_headline(len(ordered), counted),
        lead=_lead(counted, sum(one.late for one in ordered)),
        figures=tuple(Figure(look, counted[look], _FIGURES[look]) for look in Look if counted[look]),
        overdue=sum(one.late for one in ordered),
        troubled=sum(one.trouble is not None for one in ordered),
        totals=_totals(ordered),
        learned=_learned(ordered),
        invented=any(one.definition is not None and is_invented(one.definition) for one in ordered),
        several=len({one.row.subject_id for one in ordered}) > 1,
    )


def _look(account: Account) -> Look:
    return look_of(account.history.standing)


def _headline(count: int, counted: Counter[Look]) -> str:
    if not count:
        return "Nothing is asked of anybody yet."
    return f"{counted[Look.PROVEN]} of {sometimes(count, 'opt-out')} proven."


def _lead(counted: Counter[Look], late: int) -> str:
    """What needs attention, in one sentence each; or that nothing does."""
    stopped = counted[Look.STUCK] + counted[Look.STOPPED]
    parts = [
        (counted[Look.YOURS], "for you to do"),
        (late, "past the legal deadline"),
        (counted[Look.REFUSED], "refused"),
        (stopped, "stopped by trouble"),
        (counted[Look.ASKED], "asked, not proven yet"),
    ]
    told = [f"{count} {words}" for count, words in parts if count]
    return f"{'; '.join(told)}." if told else ""


def _totals(accounts: Sequence[Account]) -> Totals:
    moments = [moment for one in accounts for moment in one.history.moments]
    return Totals(
        asked=sum((moment.submitted and not moment.attested) - moment.taken_back for moment in moments),
        attested=sum(moment.attested for moment in moments),
        confirmed=sum(
            moment.after.confirmed and not (moment.before and moment.before.confirmed)
            for moment in moments
        ),
        proven_absent=sum(moment.proven for moment in moments),
        reappeared=sum(moment.reappeared for moment in moments),
        deadlines_passed=sum(moment.became_overdue and not moment.after.absences for moment in moments),
        failed_attempts=sum(
            moment.before is not None and moment.after.failures > moment.before.failures
            for moment in moments
        ),
    )


def _learned(accounts: Sequence[Account]) -> tuple[Learned, ...]:
    told: dict[str, dict[str, datetime]] = {}
    for one in accounts:
        for row in one.disclosures:
            facts = told.setdefault(row.recipient, {})
            words = fact_words(row)
            facts[words] = min(row.at, facts.get(words, row.at))
    return tuple(
        Learned(recipient, tuple(sorted(facts.items(), key=lambda fact: (fact[1], fact[0]))))
        for recipient, facts in sorted(told.items())
    )
