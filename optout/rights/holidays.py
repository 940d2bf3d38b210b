"""Which days are no working days where a law is in force. Needs no network; loads its tables late.

The days come from the package ``holidays``. Importing it costs a third of a second, which is why
nothing but a count of business days, or the end of a period that rolls over, leads here.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from optout.rights.jurisdictions import EU_MEMBERS

_SATURDAY = 5
_LINCOLN = frozenset({"Lincoln's Birthday", "Lincoln's Birthday (observed)"})
_OFFICES_OPEN: Mapping[str, frozenset[str]] = {
    "US-CA": frozenset({"Diwali", "Susan B. Anthony Day"}),  # kept by choice: Gov. Code 6700, 19853
    "US-CO": frozenset({"Cesar Chavez Day"}),
    "US-FL": frozenset({"Susan B. Anthony Day"}),
    "US-IA": _LINCOLN,
    "US-NJ": _LINCOLN,  # N.J.S.A. 36:1-1(d)
    "US-TX": frozenset(
        {
            "Cesar Chavez Day",
            "Confederate Memorial Day",
            "Good Friday",
            "Lyndon Baines Johnson Day",
            "San Jacinto Day",
            "Texas Independence Day",
        }
    ),
}
"""By place, what the package's table has although offices do not close (seen 2026-11, version 0.109)."""


def is_working_day(day: date, place: str) -> bool:
    """Whether ``day`` is neither on a weekend nor a public holiday at ``place``.

    ``place`` is a country's code, such as ``US-CA`` (see ``holidays_of``), or ``EU``: there a holiday is
    what is one in every member state, for where it is not known in which the provider must act.
    """
    if day.weekday() >= _SATURDAY:
        return False
    places = sorted(EU_MEMBERS) if place == "EU" else [place]
    return not all(day in holidays_of(each, day.year) for each in places)


def next_working_day(day: date, place: str) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day, place):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=1024)
def holidays_of(place: str, year: int) -> frozenset[date]:
    """The public holidays of ``year`` at ``place``, with the days on which they are observed.

    Those on which offices close: days that are only kept in mind, or by choice, are working days.
    Of a US state: the federal ones (5 USC 6103) and its own. Of ``GB``: England's, where most providers
    and the regulator are. Of a place that has no table: none.
    """
    country, _, part = "GB-ENG".partition("-") if place == "GB" else place.partition("-")
    national = _table(country, "", year)
    return national | _table(country, part, year) if part else national


def _table(country: str, part: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    try:
        found = country_holidays(country, subdiv=part or None, years=year)
    except NotImplementedError:
        return frozenset()
    open_on = _OFFICES_OPEN.get(f"{country}-{part}", frozenset())
    kept = (day for day, name in found.items() if name not in open_on)
    return frozenset(day for day in kept if day.year == year)
