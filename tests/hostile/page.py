"""What a hostile page is, and the few ways of writing its answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from tests.channels.web.acme import FORM_END, FORM_FIELDS, FORM_START
from tests.hostile.recorder import FOREIGN, Piece, Reply, Request

ELSEWHERE = f"https://{FOREIGN}"
PLACES = {"form": "/optout", "answer": "/send", "search": "/search"}


@dataclass(frozen=True, slots=True)
class Right:
    """The outcome that is right; ``sent`` None: either way of not knowing is honest."""

    answer: Answer
    failure: Failure | None = None
    sent: Sent | None = None
    also: tuple[tuple[Answer, Failure | None], ...] = ()  # as right: which one, chance or speed decides


def _unrecognised(failure: Failure) -> Right:
    return Right(Answer.UNRECOGNISED, failure)


DONE = Right(Answer.DONE)
ABSENT = Right(Answer.ABSENT)
CHALLENGE = Right(Answer.PERSON, Failure.CHALLENGE)
LOGIN_WALL = Right(Answer.PERSON, Failure.LOGIN_WALL)
FORBIDDEN = Right(Answer.BLOCKED, Failure.FORBIDDEN)
TIMEOUT = Right(Answer.UNREACHABLE, Failure.TIMEOUT)
NO_CONNECTION = Right(Answer.UNREACHABLE, Failure.NO_CONNECTION)
BAD_ANSWER = Right(Answer.UNREACHABLE, Failure.BAD_ANSWER)
EMPTY_PAGE = Right(Answer.UNREACHABLE, Failure.EMPTY_PAGE)
SERVER_ERROR = Right(Answer.UNREACHABLE, Failure.SERVER_ERROR)
OFF_DOMAIN = _unrecognised(Failure.OFF_DOMAIN)
FORM_CHANGED = _unrecognised(Failure.FORM_CHANGED)
LAYOUT_UNKNOWN = _unrecognised(Failure.LAYOUT_UNKNOWN)
TOO_LARGE = _unrecognised(Failure.TOO_LARGE)
IN_CIRCLES = _unrecognised(Failure.TOO_MANY_REDIRECTS)


def either(first: Right, *others: Right) -> Right:
    """Any of these is right; for pages where chance or speed decides which one comes."""
    return replace(first, also=tuple((one.answer, one.failure) for one in others))


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile page: ``page`` stands at each of ``places`` in turn, ``others`` beside it.

    ``right`` is its right outcome; ``plainly`` that by plain HTTP, where it differs. ``within_s``
    bounds the attempt with ``quick`` bounds. ``learns``: whether the provider may learn the declared
    facts at all; a form that is refused before it is filled teaches it nothing. ``posts``: how
    often the form arrives at its own address (None: it may be cut off before it does).
    """

    name: str
    does: str
    page: Reply
    right: Right
    places: tuple[str, ...] = ("form",)
    ways: tuple[str, ...] = ("browser", "plain")
    others: Mapping[str, Reply] = field(default_factory=dict)
    plainly: Right | None = None
    within_s: float = 5.0
    learns: bool = False
    posts: int | None = 0
    bounds: Mapping[str, float] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    max_bytes: int = 64 * 1024 * 1024  # what we may take of a body before we give it up


def html(
    body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **more: str
) -> Reply:
    """A well-behaved answer; ``more`` are headers, underscores for hyphens."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} So", f"Content-Type: {kind}", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
    return raw(head + data)


def redirect(status: int, where: str) -> Reply:
    return html("", status, location=where)


def raw(*pieces: Piece) -> Reply:
    """Exactly these bytes and pauses, then the end of the connection."""

    def reply(_: Request) -> Iterator[Piece]:
        yield from pieces

    return reply


def opt_out(
    extra: str = "", *, start: str = FORM_START, fields: str = FORM_FIELDS, end: str = FORM_END
) -> Reply:
    """The honest opt-out form, but for what is added before its button or replaces a part of it."""
    return html(f"<!doctype html><title>Opt out</title>{start}{fields}{extra}{end}")


def scripted(script: str, **parts: str) -> Reply:
    """The honest form with a script after it."""
    return opt_out(end=f"{FORM_END}<script>{script}</script>", **parts)
