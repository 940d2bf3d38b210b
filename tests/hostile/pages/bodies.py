"""Bodies and heads that do not end, do not start, are too large, or are not what they say."""

import gzip
import zlib
from collections.abc import Iterator

from tests.channels.web.acme import FORM_END, FORM_FIELDS, FORM_START
from tests.hostile.page import (
    BAD_ANSWER,
    DONE,
    EMPTY_PAGE,
    FORBIDDEN,
    LAYOUT_UNKNOWN,
    NO_CONNECTION,
    TIMEOUT,
    TOO_LARGE,
    Hostile,
    Right,
    either,
    html,
    raw,
)
from tests.hostile.recorder import Piece, Reply, Request

EVERYWHERE = ("form", "answer", "search")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = b" " * 1_048_576
SHORT = {"attempt_s": 3.0, "navigation_s": 1.5}
PATIENT = {"expect_s": 6.0, "navigation_s": 6.0}


def _megabytes(count: int, head: bytes) -> Reply:
    def reply(_: Request) -> Iterator[Piece]:
        yield head
        for _place in range(count):
            yield MEGABYTE

    return reply


def _chunked(_: Request) -> Iterator[Piece]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    for _place in range(1024):
        yield b"100000\r\n" + MEGABYTE + b"\r\n"


def _dripping(head: bytes, drop: bytes) -> Reply:
    def reply(_: Request) -> Iterator[Piece]:
        yield head
        while True:
            yield drop
            yield 0.05

    return reply


def _flood(head: bytes, piece: bytes, times: int) -> Reply:
    def reply(_: Request) -> Iterator[Piece]:
        yield head
        for _place in range(times):
            yield piece

    return reply


def _bomb(layers: int) -> bytes:
    """One gigabyte of spaces, compressed to a megabyte; a second layer makes it a few kilobytes."""
    one = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = one.compress(MEGABYTE) + one.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = again.compress(MEGABYTE) + again.flush(zlib.Z_FULL_FLUSH)
    packed = start + block * 1023
    return packed if layers == 1 else gzip.compress(packed, 9)


def _packed(layers: int) -> Reply:
    coding = ", ".join(["gzip"] * layers)
    body = _bomb(layers)
    return raw(
        HEAD + f"Content-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n".encode(), body
    )


def _too_much(name: str, does: str, page: Reply, plainly: Right | None = None) -> Hostile:
    return Hostile(
        name, does, page, TOO_LARGE, EVERYWHERE, bounds=PATIENT, within_s=8.0, plainly=plainly
    )


def _too_slow(name: str, does: str, page: Reply, right: Right = TIMEOUT) -> Hostile:
    return Hostile(name, does, page, right, EVERYWHERE, bounds=SHORT, within_s=6.0)


def _broken(
    name: str, does: str, data: bytes, right: Right = NO_CONNECTION, plainly: Right | None = None
) -> Hostile:
    return Hostile(name, does, raw(data), right, EVERYWHERE, plainly=plainly)


FORM = f"<title>Opt out</title>{FORM_START}{FORM_FIELDS}{FORM_END}".encode()
PAGES = (
    _too_much("endless-body", "a body without end", _dripping(HEAD + b"\r\n", MEGABYTE)),
    _too_much(
        "gigabyte",
        "a body of 1 GB, as stated",
        _megabytes(1024, HEAD + b"Content-Length: 1073741824\r\n\r\n"),
    ),
    _too_much("gigabyte-chunked", "a body of 1 GB in chunks", _chunked),
    _too_much("gzip-bomb", "a megabyte that unpacks to 1 GB", _packed(1)),
    _too_much(
        "gzip-in-gzip-bomb",
        "a few kilobytes that unpack, twice, to 1 GB",
        _packed(2),
        BAD_ANSWER,
    ),
    _too_slow("silence", "takes the request and never answers", raw(30.0)),
    _too_slow("dripping-head", "headers that come byte by byte", _dripping(HEAD + b"X-A: ", b"x")),
    _too_slow("dripping-body", "a body that comes byte by byte", _dripping(HEAD + b"\r\n<h1>", b"x")),
    _too_slow(
        "dripping-after-the-form",
        "the form, and then a body without end",
        _dripping(HEAD + b"\r\n" + FORM, b" "),
    ),
    _too_slow(
        "continue-flood",
        "interim answers without end",
        _dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ),
    _broken("hang-up", "takes the request and hangs up", b""),
    _broken(
        "no-http",
        "speaks another protocol",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        BAD_ANSWER,
        NO_CONNECTION,
    ),
    _broken(
        "bad-status-line",
        "a status line that is none",
        b"HTTP/1.1 abc OK\r\n\r\n<h1>Opt out</h1>",
        either(LAYOUT_UNKNOWN, EMPTY_PAGE),  # a browser makes some page of it
        NO_CONNECTION,
    ),
    _broken(
        "head-bomb",
        "headers of many megabytes",
        HEAD + (b"X-Padding: " + b"x" * 8000 + b"\r\n") * 1000 + b"\r\n",
        TOO_LARGE,
        NO_CONNECTION,
    ),
    _broken("cut-off", "less of a body than stated", HEAD + b"Content-Length: 90000\r\n\r\n" + FORM),
    _broken(
        "two-lengths",
        "states two lengths of its body",
        HEAD + b"Content-Length: 10\r\nContent-Length: 4000\r\n\r\n" + FORM,
    ),
    _broken(
        "bad-chunk", "a chunk of no size", HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + FORM
    ),
    _broken("no-gzip", "says gzip and is not", HEAD + b"Content-Encoding: gzip\r\n\r\n" + FORM),
    Hostile(
        "one-continue-too-many",
        "a few interim answers before the real one",
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + HEAD + b"Connection: close\r\n\r\n" + FORM),
        DONE,
        posts=1,
        learns=True,
    ),
    Hostile(
        "nothing",
        "status 204: nothing at all",
        html("", 204),
        LAYOUT_UNKNOWN,
        EVERYWHERE,
        plainly=EMPTY_PAGE,
    ),
    Hostile(
        "sign-in-header",
        "status 401 with a request for a password",
        html("<h1>Who are you?</h1>", 401, www_authenticate='Basic realm="people"'),
        FORBIDDEN,
        EVERYWHERE,
    ),
    Hostile(
        "download",
        "a file instead of a page",
        html(b"PK\x03\x04" + b"\0" * 400, 200, "application/zip", content_disposition="attachment"),
        LAYOUT_UNKNOWN,
        EVERYWHERE,
    ),
    Hostile(
        "strange-cookies",
        "cookies of bytes that are no text, and of many kilobytes",
        raw(
            HEAD
            + b'Set-Cookie: a=\xe9\xff; Secure\r\nSet-Cookie: b="x;y"; Path=/\r\nSet-Cookie: =;\r\n'
            + b"Set-Cookie: c="
            + b"z" * 4000
            + b"\r\nConnection: close\r\n\r\n"
            + FORM
        ),
        DONE,
        posts=1,
        learns=True,
    ),
)
