from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from optout.requests.cadence import QuietHours
from tests.requests.world import CADENCE, DAY, cadence

BERLIN = ZoneInfo("Europe/Berlin")
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
times = st.times().map(lambda moment: moment.replace(microsecond=0))
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
NIGHT = {"start": "23:00", "end": "06:00"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("15m", DAY / 96), ("6h", DAY / 4), ("30d", 30 * DAY), ("2 d", 2 * DAY), ("99999d", 99999 * DAY)],
)
def test_a_duration_is_a_number_and_a_unit(written: str, meant: timedelta) -> None:
    assert cadence(watch_every=written).watch_every == meant


@pytest.mark.parametrize("written", ["", "d", "-1d", "1.5h", "1w", "1d2h", "100000d", "٣d", 3, None])
def test_it_refuses_any_other_duration(written: object) -> None:
    with pytest.raises(ValidationError) as refused:
        cadence(watch_every=written)
    (error,) = refused.value.errors()
    assert error["loc"] == ("watch_every",)
    assert error["msg"] == ("Value error, a duration is a number and m, h or d, such as 15m, 6h or 30d")


@pytest.mark.parametrize(
    "wait",
    ["search_every", "recheck_every", "watch_every", "unsure_wait", "resume_after", "mailbox_every"],
)
def test_it_refuses_to_wait_for_nothing(wait: str) -> None:
    with pytest.raises(ValidationError, match="a wait must be longer than nothing"):
        cadence(**{wait: "0d"})


def test_it_refuses_a_retry_of_nothing_and_no_retries() -> None:
    with pytest.raises(ValidationError, match="a wait must be longer than nothing"):
        cadence(retry=["1h", "0m"])
    with pytest.raises(ValidationError, match="retry"):
        cadence(retry=[])


def test_it_refuses_a_time_zone_that_does_not_exist_and_times_with_an_offset() -> None:
    with pytest.raises(ValidationError, match="'Mars/Olympus' is no time zone, such as Europe/Berlin"):
        QuietHours(start=time(23), end=time(6), time_zone="Mars/Olympus")
    with pytest.raises(ValidationError, match="quiet hours are wall clock"):
        QuietHours(start=time(23, tzinfo=UTC), end=time(6))


def test_retries_wait_longer_and_longer_and_then_as_long_as_before() -> None:
    waits = [CADENCE.retry_wait(failures) for failures in (0, 1, 2, 3, 4, 5, 99)]
    assert waits == [DAY / 24, DAY / 24, DAY / 4, DAY, 3 * DAY, 3 * DAY, 3 * DAY]


@given(st.integers(1, 10**6), st.text(max_size=8), st.integers(0, 50))
def test_a_wait_is_spread_a_little_and_always_the_same(minutes: int, salt: str, percent: int) -> None:
    wait = timedelta(minutes=minutes)
    spread = cadence(jitter_percent=percent).spread(wait, salt)
    assert wait <= spread <= wait * (1 + percent / 100)
    assert spread == cadence(jitter_percent=percent).spread(wait, salt)


def test_different_requests_are_spread_differently() -> None:
    spread = {CADENCE.spread(30 * DAY, f"r{number}") for number in range(100)}
    assert len(spread) == 100
    assert max(spread) - min(spread) > 2 * DAY


@given(st.none() | st.integers(1, 120), st.none() | st.integers(1, 120))
def test_a_hint_never_makes_it_faster(first: int | None, every: int | None) -> None:
    hinted = CADENCE.with_hints(first, every)
    assert hinted.first_recheck == max(CADENCE.first_recheck, (first or 0) * DAY)
    assert hinted.recheck_every == max(CADENCE.recheck_every, (every or 0) * DAY)
    assert hinted.watch_every == max(CADENCE.watch_every, (every or 0) * DAY)
    same = {"first_recheck", "recheck_every", "watch_every"}
    assert hinted.model_dump(exclude=same) == CADENCE.model_dump(exclude=same)


@pytest.mark.parametrize("hours", [None, 1, 48])
def test_a_hint_about_errors_only_makes_the_next_try_later(hours: int | None) -> None:
    hinted = CADENCE.with_hints(None, None, hours)

    assert hinted.retry == tuple(max(wait, timedelta(hours=hours or 0)) for wait in CADENCE.retry)
    assert hinted.model_dump(exclude={"retry"}) == CADENCE.model_dump(exclude={"retry"})


def test_without_quiet_hours_every_moment_is_fine() -> None:
    moment = datetime(2026, 3, 2, 3, tzinfo=UTC)
    assert CADENCE.out_of_quiet(moment) == moment


@pytest.mark.parametrize(
    ("moment", "moved"),
    [
        ((2, 22, 59), (2, 22, 59)),
        ((2, 23, 0), (3, 6, 0)),
        ((3, 0, 0), (3, 6, 0)),
        ((3, 5, 59), (3, 6, 0)),
        ((3, 6, 0), (3, 6, 0)),
    ],
)
def test_quiet_hours_cross_midnight(moment: tuple[int, int, int], moved: tuple[int, int, int]) -> None:
    quiet = cadence(quiet_hours=NIGHT)
    assert quiet.out_of_quiet(datetime(2026, 3, *moment, tzinfo=UTC)) == datetime(
        2026, 3, *moved, tzinfo=UTC
    )


def test_quiet_hours_within_a_day_and_in_another_zone() -> None:
    quiet = cadence(quiet_hours={"start": "12:00", "end": "14:00", "time_zone": "Europe/Berlin"})
    at_noon = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    moved = quiet.out_of_quiet(at_noon)
    assert (moved, moved.tzinfo) == (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), UTC)
    assert quiet.out_of_quiet(datetime(2026, 7, 1, 9, 59, tzinfo=UTC)).minute == 59


def test_quiet_hours_that_end_in_the_hour_that_summer_time_skips() -> None:
    quiet = cadence(quiet_hours={"start": "23:00", "end": "02:30", "time_zone": "Europe/Berlin"})
    moved = quiet.out_of_quiet(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert moved.astimezone(BERLIN).time() == time(3, 30)


def test_quiet_hours_that_end_in_the_hour_that_winter_time_repeats() -> None:
    quiet = cadence(quiet_hours={"start": "23:00", "end": "02:30", "time_zone": "Europe/Berlin"})
    second_pass = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert quiet.out_of_quiet(second_pass) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(moments, times, times, zones)
def test_what_is_moved_goes_forward_by_at_most_a_day_and_out_of_the_quiet(
    moment: datetime, start: time, end: time, zone: str
) -> None:
    quiet = QuietHours(start=start, end=end, time_zone=zone)
    moved = CADENCE.model_copy(update={"quiet_hours": quiet}).out_of_quiet(moment)
    assert moment <= moved <= moment + timedelta(hours=26)
    inside = quiet.cover(moment.astimezone(ZoneInfo(zone)).time())
    assert (moved == moment) == (not inside)
