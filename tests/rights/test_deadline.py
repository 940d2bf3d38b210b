from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.rights.deadline import answer_by
from optout.rights.holidays import holidays_of
from optout.rights.law import Wait

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        ("2026-03-02 09:30", 1, "2026-04-02 09:30"),
        ("2026-01-31 09:30", 1, "2026-02-28 09:30"),
        ("2028-01-31 09:30", 1, "2028-02-29 09:30"),  # a leap year
        ("2028-02-29 09:30", 1, "2028-03-29 09:30"),
        ("2028-02-29 09:30", 12, "2029-02-28 09:30"),
        ("2026-05-31 23:59", 1, "2026-06-30 23:59"),
        ("2026-12-15 00:00", 1, "2027-01-15 00:00"),
        ("2026-11-30 12:00", 3, "2027-02-28 12:00"),
        ("2099-12-31 12:00", 2, "2100-02-28 12:00"),  # no leap year
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_there_is(received: str, months: int, due: str) -> None:
    assert answer_by(Wait(months=months), _at(received)) == _at(due)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-03-02 09:30", 45, "2026-04-16 09:30"),
        ("2028-02-01 09:30", 45, "2028-03-17 09:30"),  # over a leap day
        ("2026-12-31 23:59", 1, "2027-01-01 23:59"),
    ],
)
def test_days_are_calendar_days(received: str, days: int, due: str) -> None:
    assert answer_by(Wait(days=days), _at(received)) == _at(due)


def test_hours_are_counted_from_the_minute() -> None:
    assert answer_by(Wait(hours=48), _at("2028-02-28 23:15")) == _at("2028-03-01 23:15")


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),  # from a Friday to a Monday
        ("2026-03-07", 1, "2026-03-09"),  # received on a Saturday
        ("2026-03-02", 15, "2026-03-23"),  # three weeks without a holiday
        ("2026-07-02", 1, "2026-07-06"),  # 4 July 2026 is a Saturday, observed on Friday the 3rd
        ("2027-07-02", 1, "2027-07-06"),  # 4 July 2027 is a Sunday, observed on Monday the 5th
        ("2026-11-25", 1, "2026-11-27"),  # Thanksgiving
        ("2026-12-24", 1, "2026-12-28"),  # Christmas, then a weekend
        ("2021-12-30", 1, "2022-01-03"),  # New Year's Day 2022, observed in the old year
        ("2022-12-30", 1, "2023-01-03"),  # New Year's Day 2023, observed on Monday the 2nd
        ("2026-12-18", 15, "2027-01-12"),
    ],
)
def test_business_days_leave_out_weekends_and_federal_holidays(
    received: str, days: int, due: str
) -> None:
    assert answer_by(Wait(business_days=days), _at(f"{received} 09:30")) == _at(f"{due} 09:30")


def test_the_time_zone_of_receipt_decides_which_day_it_is() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    received = datetime(2026, 2, 28, 0, 30, tzinfo=berlin)  # still the 27th in UTC

    assert answer_by(Wait(months=1), received) == datetime(2026, 3, 28, 0, 30, tzinfo=berlin)
    assert answer_by(Wait(months=1), received.astimezone(UTC)) == _at("2026-03-27 23:30")


WAITS = st.one_of(
    st.builds(Wait, hours=st.integers(1, 500)),
    st.builds(Wait, days=st.integers(1, 100)),
    st.builds(Wait, months=st.integers(1, 24)),
    st.builds(Wait, business_days=st.integers(1, 60)),
)


@given(WAITS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_deadline_comes_after_receipt_and_never_moves_forward_for_a_later_one(
    wait: Wait, received: datetime, later: timedelta
) -> None:
    due = answer_by(wait, received)

    assert due > received
    assert due.tzinfo is received.tzinfo
    if wait.business_days is None:
        assert answer_by(wait, received + later) >= due - timedelta(days=1)


@given(st.integers(1, 60), MOMENTS)
def test_a_business_day_is_one(days: int, received: datetime) -> None:
    due = answer_by(Wait(business_days=days), received)

    assert due.weekday() < 5
    assert due.date() not in holidays_of("US", due.year)
