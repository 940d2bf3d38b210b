import subprocess
import sys
from datetime import date, timedelta

from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.rights.holidays import holidays_of, is_working_day, next_working_day
from optout.rights.law import Law
from optout.rights.table import rows


def _weekdays(place: str, year: int) -> list[date]:
    return sorted(day for day in holidays_of(place, year) if day.weekday() < 5)


def test_the_federal_holidays_of_two_years_as_they_were_published() -> None:
    assert _weekdays("US", 2026) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]
    assert _weekdays("US", 2021) == [
        date(2021, 1, 1),
        date(2021, 1, 18),
        date(2021, 2, 15),
        date(2021, 5, 31),
        date(2021, 6, 18),
        date(2021, 7, 5),
        date(2021, 9, 6),
        date(2021, 10, 11),
        date(2021, 11, 11),
        date(2021, 11, 25),
        date(2021, 12, 24),
        date(2021, 12, 31),
    ]


def test_a_state_adds_its_own_holidays_and_keeps_the_federal_ones() -> None:
    assert sorted(holidays_of("US-CA", 2026) - holidays_of("US", 2026)) == [
        date(2026, 3, 31),  # Cesar Chavez Day
        date(2026, 11, 27),  # the day after Thanksgiving
    ]
    assert date(2026, 10, 12) in holidays_of("US-CA", 2026)  # federal, but none of California
    assert date(2026, 11, 3) in holidays_of("US-NJ", 2026)  # Election Day


def test_a_day_on_which_offices_are_open_is_a_working_day() -> None:
    assert is_working_day(date(2028, 2, 15), "US-CA")  # Susan B. Anthony Day
    assert is_working_day(date(2027, 10, 29), "US-CA")  # Diwali
    assert is_working_day(date(2029, 11, 5), "US-CA")
    assert is_working_day(date(2027, 2, 12), "US-NJ")  # Lincoln's Birthday
    assert not is_working_day(date(2027, 2, 12), "US-IL")
    assert is_working_day(date(2027, 3, 2), "US-TX")  # Texas Independence Day
    assert not is_working_day(date(2034, 11, 10), "US-CA")  # Diwali, and Veterans Day observed


def test_every_holiday_where_business_days_are_counted_is_one_that_closes_offices() -> None:
    """So that a name that a new version of the package brings is looked at."""
    federal = {
        "Christmas Day",
        "Columbus Day",
        "Independence Day",
        "Juneteenth National Independence Day",
        "Labor Day",
        "Martin Luther King Jr. Day",
        "Memorial Day",
        "New Year's Day",
        "Thanksgiving Day",
        "Veterans Day",
        "Washington's Birthday",
    }
    own = {
        "US-CA": {"Cesar Chavez Day", "Day After Thanksgiving"},
        "US-NJ": {"Election Day", "Good Friday"},
    }
    counted = {row.jurisdiction for row in rows() if _waits_in_business_days(row)}

    assert counted == own.keys()
    for place, names in own.items():
        assert _names(place, range(2026, 2041)) == federal | names


def _waits_in_business_days(row: Law) -> bool:
    waits = (row.acknowledge, row.answer, row.extended, row.appeal)
    return any(wait and wait.business_days for wait in waits)


def _names(place: str, years: range) -> set[str]:
    """What the package calls the holidays that are counted at a place, federal names before others."""
    state = country_holidays("US", subdiv=place.removeprefix("US-"), years=years)
    names = state | country_holidays("US", years=years)
    days = (day for year in years for day in holidays_of(place, year))
    return {names[day].removesuffix(" (observed)") for day in days}


def test_of_the_eu_only_what_every_member_state_has_in_common() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    weekdays = [day for day in days if day.weekday() < 5]

    off = [day for day in weekdays if not is_working_day(day, "EU")]
    assert off == [date(2026, 1, 1), date(2026, 12, 25)]
    assert [day for day in weekdays if not is_working_day(day, "DE")] == _weekdays("DE", 2026)


def test_of_the_united_kingdom_those_of_england_and_their_substitutes() -> None:
    assert _weekdays("GB", 2026) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    ]


def test_a_place_without_a_table_has_only_weekends() -> None:
    assert holidays_of("ZZ", 2026) == frozenset()
    assert holidays_of("US-ZZ", 2026) == holidays_of("US", 2026)


def test_a_working_day_is_neither_on_a_weekend_nor_a_holiday() -> None:
    days = [date(2026, 12, day) for day in (24, 25, 26, 27, 28)]
    assert [is_working_day(day, "EU") for day in days] == [True, False, False, False, True]
    assert next_working_day(date(2026, 12, 25), "EU") == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 24), "EU") == date(2026, 12, 24)


def test_nothing_on_the_way_to_a_calendar_deadline_loads_the_tables() -> None:
    """Importing them costs a third of a second, which `optout status` does not have."""
    script = """
import sys
from datetime import UTC, date, datetime
from optout.requests.rights import Right
from optout.rights.deadline import deadlines
from optout.rights.table import law
import optout.rights.choosing, optout.rights.regulators, optout.running.deadlines
deadlines(law("vcdpa", Right.DELETE, date(2026, 3, 2)), datetime(2026, 3, 2, tzinfo=UTC))
sys.exit("holidays" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


@settings(deadline=None)  # the first one loads the tables
@given(st.integers(2000, 2100))
def test_federal_holidays_fall_in_their_year(year: int) -> None:
    days = [day for day in holidays_of("US", year) if day.weekday() < 5]

    assert 9 <= len(days) <= 12
    assert all(day.year == year for day in days)
