"""A request at California's DROP over time: filed once, looked at again and again. Pure.

DROP has no interface for persons or their agents (its API is for registered brokers): the person files
at privacy.ca.gov/drop, and looks there what became of it. Whether a broker really deleted shows only at
the broker; that is what the requests to the brokers themselves re-check.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from optout.requests.rights import Right
from optout.rights.deadline import deadlines
from optout.rights.law import Law
from optout.rights.table import law

ADDRESS = "https://privacy.ca.gov/drop/"
LAW = "delete_act"


class BrokerOutcome(StrEnum):
    """What DROP's status page says of a broker."""

    DELETED = "deleted"
    OPTED_OUT = "opted-out"
    EXEMPTED = "exempted"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Filed:
    """The request was filed. ``drop_id`` is the receipt by which DROP shows its status."""

    at: datetime
    drop_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Looked:
    """The person looked at the status page and says how many brokers had which outcome."""

    at: datetime
    counts: Mapping[BrokerOutcome, int]


@dataclass(frozen=True, slots=True)
class Filing:
    """Where the latest request stands. ``fetch_by``: every registered broker has fetched it by then;
    ``answer_by``: the status page shows what each did. ``look_at``: when the person should look next;
    None where they looked after the last of the two moments. All moments UTC.
    """

    filed_at: datetime
    drop_id: str = field(repr=False)
    fetch_by: datetime | None
    answer_by: datetime | None
    look_at: datetime | None
    looked: Looked | None
    law: Law


def act_of(on: date) -> Law:
    """The row of the Delete Act that is valid on that day. ``WrongInput`` before it was."""
    return law(LAW, Right.DELETE, on)


def filing_of(events: Sequence[Filed | Looked]) -> Filing | None:
    """What follows from everything the person did there; None where nothing was filed.

    A newer request takes the place of the one before, as it does at DROP.
    """
    filed = next((event for event in reversed(events) if isinstance(event, Filed)), None)
    if filed is None:
        return None
    act = act_of(filed.at.date())
    waits = deadlines(act, filed.at)
    looks = [event for event in events if isinstance(event, Looked) and event.at >= filed.at]
    last = looks[-1] if looks else None
    return Filing(
        filed_at=filed.at,
        drop_id=filed.drop_id,
        fetch_by=waits.acknowledge_by,
        answer_by=waits.answer_by,
        look_at=_next_look(last, waits.acknowledge_by, waits.answer_by),
        looked=last,
        law=act,
    )


def _next_look(last: Looked | None, *moments: datetime | None) -> datetime | None:
    """The first of the moments after which nobody has looked yet."""
    known = sorted(moment for moment in moments if moment is not None)
    return next((moment for moment in known if last is None or last.at < moment), None)
