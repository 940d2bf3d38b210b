"""Where things stand in the picture."""

from datetime import timedelta
from itertools import pairwise

import pytest

from optout.report.report_account import accounts
from optout.report.timeline import Look, Sign
from optout.report.timeline_picture import LEFT, PLOT, Picture, picture
from optout.requests.events import Event
from optout.running.installation import Installation
from tests.report.installations import lived
from tests.report.stories import asked, on, overdue, planned, removed


def drawn(installation: Installation, events: list[Event], day: float) -> Picture:
    lived(installation, {"kin_finder": events})
    return picture(accounts(installation.database, installation.catalog), on(day), several=False)


def test_time_goes_from_the_first_request_to_now(installation: Installation) -> None:
    shown = drawn(installation, removed(), 56)
    (band,) = shown.bands
    first, second = band.stretches
    assert (first.x, first.look, second.look) == (LEFT, Look.ASKED, Look.PROVEN)
    assert second.x == pytest.approx(LEFT + PLOT * 14 / 56, abs=0.2)
    assert second.x + second.width == pytest.approx(LEFT + PLOT, abs=0.2)
    assert shown.today == LEFT + PLOT


def test_a_deadline_ahead_is_in_the_picture_but_not_for_ever(installation: Installation) -> None:
    shown = drawn(installation, asked(on(45)), 40)
    (band,) = shown.bands
    (deadline,) = [point for point in band.points if point.sign == Sign.DEADLINE]
    assert deadline.x == LEFT + PLOT
    assert shown.today == pytest.approx(LEFT + PLOT * 40 / 45, abs=0.2)
    far = picture(accounts(installation.database, installation.catalog), on(8), several=False)
    assert far.today == pytest.approx(LEFT + PLOT / 1.25, abs=0.2)
    assert [point.sign for point in far.bands[0].points] == [Sign.SENT]


def test_a_label_stands_only_where_it_fits(installation: Installation) -> None:
    (band,) = drawn(installation, overdue(), 46).bands
    assert [one.label for one in band.stretches] == ["asked", ""]
    assert all(one.title for one in band.stretches)


def test_nothing_stands_outside_the_plot(installation: Installation) -> None:
    shown = drawn(installation, overdue(), 400)
    for band in shown.bands:
        for one in (*band.stretches, *band.troubles):
            assert LEFT <= one.x <= one.x + one.width <= LEFT + PLOT + 2
        assert all(LEFT <= point.x <= LEFT + PLOT for point in band.points)


@pytest.mark.parametrize("days", [0, 1, 9, 30, 70, 71, 120, 364, 800, 4000])
def test_the_axis_has_dates_that_do_not_run_into_each_other(
    installation: Installation, days: int
) -> None:
    ticks = drawn(installation, planned(), days).ticks
    assert ticks[0].label == "2 Mar 2026"
    assert 2 <= len(ticks) <= 14
    places = [tick.x for tick in ticks]
    assert places == sorted(places)
    gaps = [later - earlier for earlier, later in pairwise(places)]
    assert min(gaps) > 35


def test_a_month_tick_stands_on_the_first_of_the_month(installation: Installation) -> None:
    ticks = drawn(installation, planned(), 120).ticks
    assert [tick.label for tick in ticks] == ["2 Mar 2026", "1 Apr", "1 May", "1 Jun"]
    april = (on(30) - timedelta(hours=9) - on(0)) / timedelta(days=120)
    assert ticks[1].x == pytest.approx(LEFT + PLOT * april, abs=0.2)
