"""The band of a request over time."""

from optout.report.timeline import LEGEND, SIGNS, Look, Sign, Span, look_of, marks, spans, troubles
from optout.requests.events import Event, PersonAnswered, PersonSays
from optout.requests.failures import MEANING, Failure
from optout.requests.history import history_of
from tests.report.stories import (
    ABSENT,
    SAME,
    asked,
    attested,
    confirmed_in_writing,
    failed,
    in_force,
    needs_you,
    on,
    overdue,
    planned,
    reappeared,
    recheck,
    removed,
    search,
    stuck,
    submit,
)

END = on(100)


def looks(events: list[Event]) -> list[tuple[float, float, Look]]:
    days = [
        ((one.start - on(0)).days, (one.end - on(0)).days, one.look)
        for one in spans(history_of(events), END)
    ]
    return list(days)


def test_every_look_and_sign_is_explained() -> None:
    assert set(LEGEND) == set(Look)
    assert set(SIGNS) == set(Sign)


def test_a_removal_is_asked_then_proven_until_now() -> None:
    assert looks(removed()) == [(0, 14, Look.ASKED), (14, 100, Look.PROVEN)]


def test_what_lasted_no_time_takes_no_room_and_splits_nothing() -> None:
    again = [*stuck(), *recheck(60, failed(Failure.TIMEOUT))]
    assert looks(again)[-1] == (40, 100, Look.STUCK)


def test_a_listing_that_cannot_be_asked_about_is_not_shown_as_a_mere_pause() -> None:
    assert look_of(history_of(stuck()).standing) == Look.STUCK
    paused = [*planned(), *search(0, failed(Failure.LAYOUT_UNKNOWN))]
    assert look_of(history_of(paused).standing) == Look.STOPPED


def test_lateness_and_waiting_are_seen() -> None:
    assert looks(overdue()) == [(0, 45, Look.ASKED), (45, 100, Look.LATE)]
    assert looks(needs_you()) == [(0, 100, Look.YOURS)]
    assert looks([*planned(), *search(3, SAME)]) == [(0, 3, Look.PLANNED), (3, 100, Look.LISTED)]


def test_confirmed_in_writing_is_not_shown_as_proven() -> None:
    assert looks(confirmed_in_writing())[-1] == (4, 100, Look.CONFIRMED)
    assert looks(in_force())[-1] == (8, 100, Look.PROVEN)
    assert looks(attested())[-1] == (2, 100, Look.ATTESTED)
    assert [mark.words for mark in marks(history_of(attested()))] == ["4 March 2026: set by you"]
    looked = [*attested()[:-1], PersonAnswered(on(2), PersonSays.LOOKED, again_at=on(300))]
    assert looks(looked)[-1] == (2, 100, Look.NO_OPT_OUT)
    nothing = [*planned(tracks="standing"), *search(0, ABSENT)]
    assert looks(nothing) == [(0, 100, Look.NOT_LISTED)]


def test_a_request_of_this_moment_has_no_band_yet() -> None:
    assert spans(history_of(planned()), on(0)) == ()
    assert spans(history_of(planned()), on(1)) == (Span(on(0), on(1), Look.PLANNED),)


def test_marks_are_submissions_counted_absences_and_reappearances() -> None:
    found = [(mark.at, mark.sign) for mark in marks(history_of([*reappeared(), *submit(40)]))]
    assert found == [
        (on(0), Sign.SENT),
        (on(7), Sign.PROOF),
        (on(14), Sign.PROOF),
        (on(40), Sign.AGAIN),
        (on(40), Sign.SENT),
    ]


def test_a_deadline_is_marked_while_it_runs_and_when_it_passed_but_not_when_it_was_met() -> None:
    assert [m.at for m in marks(history_of(overdue())) if m.sign == Sign.DEADLINE] == [on(45)]
    assert [m.at for m in marks(history_of(asked(on(45)))) if m.sign == Sign.DEADLINE] == [on(45)]
    met = [*asked(on(45)), *recheck(7, ABSENT), *recheck(14, ABSENT)]
    assert [m for m in marks(history_of(met)) if m.sign == Sign.DEADLINE] == []


def test_failures_in_a_row_are_one_trouble_until_a_read_says_something() -> None:
    events = [
        *asked(),
        *recheck(7, failed(Failure.FORBIDDEN)),
        *recheck(9, failed(Failure.EMPTY_PAGE)),
        *recheck(20, SAME),
        *recheck(30, failed(Failure.TIMEOUT)),
    ]
    first, second = troubles(history_of(events), END)
    assert (first.start, first.end) == (on(7), on(20))
    assert first.words == MEANING[Failure.EMPTY_PAGE].sentence
    assert (second.start, second.end) == (on(30), END)
