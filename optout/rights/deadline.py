"""When a provider must have answered.

Every moment is aware and stays in the time zone of receipt. A wait in hours is counted exactly. All
others are counted in days: the day of receipt is not counted, and the last day counts to its end
(Reg. 1182/71 Art. 3 for the EU). The moments keep the time of day of receipt all the same, so that
whoever calls a provider late asks ``late_from``.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from optout.errors import WrongInput
from optout.rights.holidays import is_working_day, next_working_day
from optout.rights.jurisdictions import is_in_eea
from optout.rights.law import Law, Wait

_YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a law gives a provider; None where the law says nothing.

    ``extended_to`` holds only where the provider said so within the first time.
    """

    acknowledge_by: datetime | None
    answer_by: datetime | None
    extended_to: datetime | None
    appeal_answer_by: datetime | None


def deadlines(
    law: Law, received: datetime, *, appealed: datetime | None = None, country: str | None = None
) -> Deadlines:
    """All deadlines of a request that arrived at ``received``.

    The answer to an appeal is counted from ``appealed``, when that arrived; without it, as if
    ``received`` were that moment. ``country`` is where the provider must act: in the EU its holidays
    decide on which working day a period ends; without it, only those of every member state do.
    ``WrongInput`` for a moment without a time zone, or out of all bounds.
    """
    place = _place(law, country)

    def over(wait: Wait | None, since: datetime) -> datetime | None:
        return answer_by(wait, since, place, rolls_over=law.rolls_over) if wait else None

    return Deadlines(
        acknowledge_by=over(law.acknowledge, received),
        answer_by=over(law.answer, received),
        extended_to=over(law.extended, received),
        appeal_answer_by=over(law.appeal, appealed or received),
    )


def answer_by(
    wait: Wait, received: datetime, place: str = "US", *, rolls_over: bool = False
) -> datetime:
    """The moment the wait is over, counted from receipt, in the time zone of ``received``.

    A month ends on the same day of the next month, or on its last day where there is no such day.
    Business days leave out weekends and the holidays of ``place``, a jurisdiction as in ``Law``. With
    ``rolls_over`` a period of days or months that ends on such a day ends on the next working day.
    """
    _refuse_unusable(received)
    if wait.hours is not None:
        return (received.astimezone(UTC) + timedelta(hours=wait.hours)).astimezone(received.tzinfo)
    last = _last_day(wait, received, place)
    if rolls_over:
        last = datetime.combine(next_working_day(last.date(), place), last.timetz())
    return _as_it_exists(last)


def late_from(moment: datetime, wait: Wait | None = None) -> datetime:
    """From when on a provider is late whose time ends at ``moment``, a result of this module.

    The midnight after that day, in the time zone of ``moment``; for a ``wait`` in hours the moment
    itself.
    """
    if wait is not None and wait.hours is not None:
        return moment
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return _as_it_exists(midnight + timedelta(days=1))


def _place(law: Law, country: str | None) -> str:
    if law.jurisdiction == "EU" and country is not None and is_in_eea(country):
        return country
    return law.jurisdiction


def _refuse_unusable(received: datetime) -> None:
    if received.utcoffset() is None:
        raise WrongInput("The moment of receipt has no time zone.", todo="Write it as ...+00:00.")
    if received.year not in _YEARS:
        raise WrongInput(
            f"No deadline is counted from the year {received.year}.",
            todo=f"Name a day of the years {_YEARS[0]} to {_YEARS[-1]}.",
        )


def _last_day(wait: Wait, received: datetime, place: str) -> datetime:
    if wait.days is not None:
        return received + timedelta(days=wait.days)
    if wait.months is not None:
        return _months_later(received, wait.months)
    return _business_days_later(received, wait.business_days or 0, place)


def _months_later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def _business_days_later(moment: datetime, days: int, place: str) -> datetime:
    while days > 0:
        moment += timedelta(days=1)
        days -= is_working_day(moment.date(), place)
    return moment


def _as_it_exists(moment: datetime) -> datetime:
    """The same moment as clocks show it: an hour that summer time skips is shown an hour later."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
