"""What an answer over HTTP says about the file or page that was asked for."""

import codecs

from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.signals.audit_reading import FileRead, State
from optout.signals.robots.lines import Key, read_lines

NO_CONNECTION = "no connection, or one that broke off"
TOO_LATE = "no complete answer in time"
SILENCE = frozenset((NO_CONNECTION, TOO_LATE))
"""Reasons of a read at which the site said nothing."""

_WORDS = {
    Failure.TIMEOUT: TOO_LATE,
    Failure.NO_CONNECTION: NO_CONNECTION,
    Failure.TOO_LARGE: "larger than is read",
    Failure.TOO_MANY_REDIRECTS: "more redirects than are followed",
    Failure.OFF_DOMAIN: "a redirect off the site",
    Failure.BAD_ANSWER: "packed in a way that nobody asked for",
}
_OTHER_THINGS = {b"<": "HTML came instead of text", b"{": "JSON came instead of text"}


def why_unanswered(error: Unanswered) -> str:
    """The reason in words that quote nothing."""
    if error.failure is Failure.OFF_DOMAIN and error.detail.startswith("a redirect"):
        return error.detail
    return _WORDS.get(error.failure, error.failure.value)


def state_of(status: int) -> State:
    """What a status says of a file. Source: RFC 9309, section 2.3.1.

    429 is "ask later" and not "there is none": search engines too take it for a server's fault. Of all
    successes only 200 brings a whole file as it is; 206 brings a part of it.
    """
    if status == 200:
        return State.SERVED
    if status in (404, 410):
        return State.NONE
    return State.UNAVAILABLE if 400 <= status < 500 and status != 429 else State.UNREADABLE


def text_read(status: int, body: bytes, *, is_json: bool, is_html: bool = False) -> FileRead:
    """A text file as it was answered; what is no text is unreadable, whatever its status says.

    ``is_html``: its header says so, as of many a page that says "not found" with a status that does not.
    """
    why, state = f"HTTP {status}", state_of(status)
    if state is not State.SERVED:
        return FileRead(state, why=why)
    if is_html and not is_json and not _has_rules(body):
        return FileRead(State.UNREADABLE, why=f"{why}, but {_OTHER_THINGS[b'<']}")
    return readable(body, why, is_json=is_json)


def _has_rules(body: bytes) -> bool:
    return any(line.key is not Key.OTHER for line in read_lines(body))


def readable(body: bytes, why: str, *, is_json: bool) -> FileRead:
    """The bytes of a text file as UTF-8."""
    begins = body.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if begins in _OTHER_THINGS and not (is_json and begins == b"{"):  # judged by who reads the JSON
        return FileRead(State.UNREADABLE, why=f"{why}, but {_OTHER_THINGS[begins]}")
    if b"\0" in body:
        return FileRead(State.UNREADABLE, why=f"{why}, but no text came")
    return FileRead(State.SERVED, body.decode("utf-8", "replace"), why)
