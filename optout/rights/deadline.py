"""When a provider must have answered."""

import calendar
from datetime import date, datetime, timedelta

from optout.rights.law import Wait


def answer_by(wait: Wait, received: datetime) -> datetime:
    """The moment the wait is over, counted from receipt, in the time zone of ``received``.

    A month ends on the same day of the next month, or on its last day where there is no such
    day. Business days leave out Saturdays, Sundays and US federal holidays (5 USC 6103).
    """
    if wait.hours is not None:
        return received + timedelta(hours=wait.hours)
    if wait.days is not None:
        return received + timedelta(days=wait.days)
    if wait.months is not None:
        return _months_later(received, wait.months)
    return _business_days_later(received, wait.business_days or 0)


def _months_later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def _business_days_later(moment: datetime, days: int) -> datetime:
    while days > 0:
        moment += timedelta(days=1)
        if moment.weekday() < 5 and moment.date() not in federal_holidays(moment.year):
            days -= 1
    return moment


def federal_holidays(year: int) -> frozenset[date]:
    """The days on which US federal holidays of ``year`` are observed."""
    fixed = [
        date(year, 1, 1),
        date(year, 6, 19),
        date(year, 7, 4),
        date(year, 11, 11),
        date(year, 12, 25),
    ]
    moving = [
        _nth(year, 1, calendar.MONDAY, 3),
        _nth(year, 2, calendar.MONDAY, 3),
        _nth(year, 9, calendar.MONDAY, 1),
        _nth(year, 10, calendar.MONDAY, 2),
        _nth(year, 11, calendar.THURSDAY, 4),
        _last(year, 5, calendar.MONDAY),
    ]
    next_new_year = _observed(date(year + 1, 1, 1))
    early = [next_new_year] if next_new_year.year == year else []
    return frozenset([*(_observed(day) for day in fixed), *moving, *early])


def _observed(day: date) -> date:
    shift = {calendar.SATURDAY: -1, calendar.SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last(year: int, month: int, weekday: int) -> date:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)
