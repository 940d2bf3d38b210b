"""Where everything of the picture stands: bands over time, in the units of one SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from textwrap import wrap

from optout.report.report_account import Account
from optout.report.timeline import LEGEND, Look, Mark, Sign, marks, spans, troubles
from optout.report.words import day
from optout.requests.state import State

WIDTH, LEFT, RIGHT = 1100, 226, 226
PLOT = WIDTH - LEFT - RIGHT
ROW, BAR, TOP, FOOT = 46, 24, 34, 30
_LETTER = 7.4  # the width of a letter in a band's label, generously
_DAY = timedelta(days=1)
_SHORTEST = timedelta(days=7)
_WEEKS = 70  # days up to which the axis counts weeks
_TICK_APART = 60
_MOST_NAME, _MOST_UNDER, _MOST_STATE = 27, 36, 28


@dataclass(frozen=True, slots=True)
class Stretch:
    """A coloured piece of a band. ``label`` is empty where it would not fit."""

    x: float
    width: float
    look: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    sign: str
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """One request's row; ``y`` is the top of its bar. ``more`` is what of a long name needs a line."""

    y: int
    name: str
    more: str
    under: str
    state: str
    since: str
    stretches: tuple[Stretch, ...]
    troubles: tuple[Stretch, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the SVG needs. ``looks``, ``signs``: what the legend must explain.

    ``begun``: a day has passed, so that there is something to see.
    """

    begun: bool
    height: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    today: float
    looks: tuple[Look, ...]
    signs: tuple[Sign, ...]
    troubled: bool


def picture(accounts: Sequence[Account], now: datetime, several: bool) -> Picture:
    """The bands in the order given, from the first request to ``now`` and the deadlines ahead.

    ``several``: there is more than one subject, so each band says whose it is.
    """
    scale = _scale(accounts, now)
    bands = tuple(_band(one, TOP + n * ROW, scale, now, several) for n, one in enumerate(accounts))
    seen = {stretch.look for band in bands for stretch in band.stretches}
    signed = {point.sign for band in bands for point in band.points}
    return Picture(
        begun=now - scale.start >= _DAY,
        height=TOP + len(bands) * ROW + FOOT,
        bands=bands,
        ticks=tuple(_ticks(scale)),
        today=scale.x(now),
        looks=tuple(look for look in Look if look in seen),
        signs=tuple(sign for sign in Sign if sign in signed),
        troubled=any(band.troubles for band in bands),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(LEFT + PLOT * min(max(share, 0.0), 1.0), 1)


def _scale(accounts: Sequence[Account], now: datetime) -> _Scale:
    start = min((one.row.opened_at for one in accounts), default=now)
    length = max(now - start, _SHORTEST)
    ahead = [mark.at for one in accounts for mark in marks(one.history) if mark.at > now]
    return _Scale(start, min(max([start + length, *ahead]), start + length * 1.25))


def _band(account: Account, y: int, scale: _Scale, now: datetime, several: bool) -> Band:
    shown = [mark for mark in marks(account.history) if mark.at <= scale.end]
    name, *more = wrap(account.name, _MOST_NAME) or [""]
    return Band(
        y=y,
        name=name,
        more=_short(" ".join(more), _MOST_NAME),
        under=_short(account.row.subject_id if several else account.asked, _MOST_UNDER),
        state=_short(_state(account), _MOST_STATE),
        since=f"since {day(account.since)}",
        stretches=tuple(_stretches(account, scale, now)),
        troubles=tuple(
            Stretch(scale.x(one.start), _width(scale, one.start, one.end), "trouble", "", one.words)
            for one in troubles(account.history, now)
        ),
        points=tuple(_points(shown, scale)),
    )


def _state(account: Account) -> str:
    if account.row.task:
        return "waits for you" + (", overdue" if account.late else "")
    beneath = account.history.standing.resting
    if account.history.standing.state == State.PAUSED and beneath in (State.FOUND, State.REAPPEARED):
        return "paused, lists you"
    return account.claim.name.partition(" on ")[0]  # its day is said below


def _stretches(account: Account, scale: _Scale, now: datetime) -> Iterator[Stretch]:
    for span in spans(account.history, now):
        word, legend = LEGEND[span.look]
        width = _width(scale, span.start, span.end)
        label = word if width > len(word) * _LETTER + 8 else ""
        title = f"{day(span.start)} to {day(span.end)}: {legend}"
        yield Stretch(scale.x(span.start), width, span.look, label, title)


def _width(scale: _Scale, start: datetime, end: datetime) -> float:
    return round(max(scale.x(end) - scale.x(start), 1.5), 1)


def _points(shown: Sequence[Mark], scale: _Scale) -> Iterator[Point]:
    return (Point(scale.x(mark.at), mark.sign, mark.words) for mark in shown)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """The first day, then weeks for a short time or firsts of months, at most about twelve."""
    first = scale.x(scale.start)
    yield Tick(first, f"{scale.start.day} {scale.start:%b %Y}")
    for at, label in _later(scale):
        if first + _TICK_APART <= scale.x(at):
            yield Tick(scale.x(at), label)


def _later(scale: _Scale) -> Iterator[tuple[datetime, str]]:
    midnight = scale.start.replace(hour=0, minute=0, second=0, microsecond=0)
    days = (scale.end - scale.start).days
    if days <= _WEEKS:
        for number in range(1, days + 1, 1 if days <= 10 else 7):
            at = midnight + timedelta(days=number)
            yield at, f"{at.day} {at:%b}"
        return
    every = 1 + days // 365
    for number in range(scale.start.year * 12, scale.end.year * 12 + 12, every):
        at = datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        if scale.start <= at <= scale.end:
            yield at, f"{at:%b %Y}" if at.month == 1 or every > 1 else f"1 {at:%b}"
