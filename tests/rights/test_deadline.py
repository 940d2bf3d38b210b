from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.deadline import answer_by, deadlines, late_from
from optout.rights.holidays import holidays_of, is_working_day
from optout.rights.law import Wait
from optout.rights.table import law

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


@settings(deadline=None)
@given(WAITS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_deadline_comes_after_receipt_and_never_moves_forward_for_a_later_one(
    wait: Wait, received: datetime, later: timedelta
) -> None:
    due = answer_by(wait, received)

    assert due > received
    assert due.tzinfo is received.tzinfo
    if wait.business_days is None:
        assert answer_by(wait, received + later) >= due - timedelta(days=1)


@settings(deadline=None)  # the first one loads the tables
@given(st.integers(1, 60), MOMENTS)
def test_a_business_day_is_one(days: int, received: datetime) -> None:
    due = answer_by(Wait(business_days=days), received)

    assert due.weekday() < 5
    assert due.date() not in holidays_of("US", due.year)


NEW_YORK = ZoneInfo("America/New_York")


def test_hours_are_exact_where_summer_time_begins_and_ends() -> None:
    spring = datetime(2027, 3, 13, 12, 0, tzinfo=NEW_YORK)
    autumn = datetime(2026, 10, 31, 12, 0, tzinfo=NEW_YORK)

    for received in (spring, autumn):
        due = answer_by(Wait(hours=48), received)
        assert due.astimezone(UTC) - received.astimezone(UTC) == timedelta(hours=48)
        assert due.tzinfo is NEW_YORK
    assert answer_by(Wait(hours=48), spring).hour == 13
    assert answer_by(Wait(hours=48), autumn).hour == 11


def test_a_time_of_day_that_summer_time_skips_is_an_hour_later() -> None:
    due = answer_by(Wait(days=1), datetime(2027, 3, 13, 2, 30, tzinfo=NEW_YORK))

    assert due.isoformat() == "2027-03-14T03:30:00-04:00"


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (datetime(2026, 4, 2, 9, 30, tzinfo=NEW_YORK), "2026-04-03T00:00:00-04:00"),
        (datetime(2026, 10, 31, 23, 59, tzinfo=NEW_YORK), "2026-11-01T00:00:00-04:00"),
        (datetime(2026, 12, 31, 0, 0, tzinfo=UTC), "2027-01-01T00:00:00+00:00"),
        (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1), "2026-11-02T00:00:00-05:00"),
        # Midnight does not exist on the day on which summer time begins there.
        (datetime(2026, 9, 5, 12, 0, tzinfo=ZoneInfo("America/Santiago")), "2026-09-06T01:00:00-03:00"),
    ],
)
def test_a_provider_is_late_from_the_midnight_after_the_last_day(due: datetime, late: str) -> None:
    assert late_from(due).isoformat() == late
    assert late_from(due, Wait(days=45)).isoformat() == late


def test_a_provider_is_late_at_once_where_hours_are_counted() -> None:
    due = _at("2026-03-04 09:30")

    assert late_from(due, Wait(hours=48)) == due


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001

    with pytest.raises(WrongInput, match="no time zone"):
        deadlines(law("gdpr", Right.DELETE, naive.date()), naive)
    with pytest.raises(WrongInput, match="no time zone"):
        answer_by(Wait(hours=48), naive)


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_a_moment_out_of_all_bounds_is_refused(year: int) -> None:
    with pytest.raises(WrongInput, match=f"the year {year}"):
        answer_by(Wait(business_days=10), datetime(year, 12, 31, tzinfo=UTC))


def test_where_a_law_says_nothing_there_is_no_deadline() -> None:
    received = _at("2026-03-02 09:30")
    found = deadlines(law("gdpr", Right.DELETE, received.date()), received)

    assert (found.acknowledge_by, found.appeal_answer_by) == (None, None)
    assert found.answer_by == _at("2026-04-02 09:30")


def test_an_appeal_is_counted_from_its_own_receipt() -> None:
    received, appealed = _at("2026-03-02 09:30"), _at("2026-05-04 08:00")
    row = law("vcdpa", Right.DELETE, received.date())

    assert deadlines(row, received).appeal_answer_by == _at("2026-05-01 09:30")
    assert deadlines(row, received, appealed=appealed).appeal_answer_by == _at("2026-07-03 08:00")
    assert deadlines(row, received, appealed=appealed).answer_by == _at("2026-04-16 09:30")


def test_only_where_the_law_says_so_does_a_period_roll_over() -> None:
    on_a_sunday = _at("2026-01-01 09:30")  # 45 days later is Sunday, 15 February

    assert answer_by(Wait(days=45), on_a_sunday) == _at("2026-02-15 09:30")
    # Monday the 16th is Presidents' Day.
    assert answer_by(Wait(days=45), on_a_sunday, rolls_over=True) == _at("2026-02-17 09:30")
    assert answer_by(Wait(days=45), on_a_sunday, "EU", rolls_over=True) == _at("2026-02-16 09:30")
    assert answer_by(Wait(hours=48), _at("2026-03-06 09:30"), rolls_over=True) == _at("2026-03-08 09:30")


@settings(deadline=None)
@given(WAITS, MOMENTS, st.sampled_from(["EU", "US", "US-CA", "GB", "DE"]))
def test_a_period_that_rolls_over_ends_on_the_first_working_day(
    wait: Wait, received: datetime, place: str
) -> None:
    plain = answer_by(wait, received, place)
    rolled = answer_by(wait, received, place, rolls_over=True)

    if wait.hours is None:
        assert is_working_day(rolled.date(), place)
    assert timedelta() <= rolled - plain <= timedelta(days=7)
    assert rolled.time() == plain.time()
