"""Access logs of web servers: the common and combined formats, and Caddy's JSON. Hostile input."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TypeGuard

from optout.errors import WrongInput
from optout.signals.watching import Fetch

LONGEST_LINE = 64 * 1024
_COMBINED = re.compile(
    rb'(?P<address>[^\s"\[\]]{1,64}) [^\s"\[\]]{1,200} [^\s"\[\]]{1,200} \[(?P<at>[^\]]{20,30})\] '
    rb'"(?P<request>(?:[^"\\]|\\.){0,16384})" (?P<status>\d{3}) (?:\d+|-)'
    rb'(?: "(?:[^"\\]|\\.){0,16384}" "(?P<agent>(?:[^"\\]|\\.){0,16384})")?'
    rb'(?: (?:"(?:[^"\\]|\\.){0,16384}"|[^\s"\[\]]+))*\r?\n?\Z'
)
"""Strictly from the left: the name of a user, which a visitor chooses, has no space, quote or bracket;
otherwise what it holds could be taken for the fields behind it. More fields may follow, but no time."""
_TIME = "%d/%b/%Y:%H:%M:%S %z"
_YEAR_10000 = 253_402_300_800


def fetches_in(path: Path) -> Iterator[Fetch | None]:
    """What each line of a log says, gzipped or not; None for a line that is none of the known formats.

    ``WrongInput`` where the file cannot be read to its end. Memory does not grow with the file.
    """
    number = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(_lines(lines), 1):
                yield _fetch(line, number) if line else None
    except (OSError, EOFError, zlib.error) as error:
        raise WrongInput(
            f"{path.name} cannot be read to its end ({type(error).__name__}).",
            kept=f"{number:,} lines before that were read; nothing was concluded from them.",
            todo="Check the name, that you may read it, and that it is whole.",
        ) from None


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Each line; empty for one that is too long, whose rest is left out with it: a visitor decides what
    stands there."""
    whole = True
    while line := file.readline(LONGEST_LINE):
        ended = line.endswith(b"\n") or len(line) < LONGEST_LINE
        if whole:
            yield line if ended else b""
        whole = ended


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as plain:
        if plain.read(2) == b"\x1f\x8b":
            plain.seek(0)
            with gzip.open(plain) as unpacked:
                yield unpacked  # type: ignore[misc]
            return
        plain.seek(0)
        yield plain


def _fetch(line: bytes, number: int) -> Fetch | None:
    try:
        return _json(line, number) if line[:1] == b"{" else _combined(line, number)
    except (ValueError, OverflowError, RecursionError):  # a time that is none; JSON that is none
        return None


def _combined(line: bytes, number: int) -> Fetch | None:
    found = _COMBINED.match(line)
    request = found["request"].decode("utf-8", "replace").split(" ") if found else []
    if found is None or len(request) not in (2, 3):
        return None
    return Fetch(
        line=number,
        at=datetime.strptime(found["at"].decode("ascii"), _TIME).astimezone(UTC),
        address=found["address"].decode("ascii"),
        agent=(found["agent"] or b"").decode("utf-8", "replace"),
        path=request[1],
        status=int(found["status"]),
        text=line,
    )


def _json(line: bytes, number: int) -> Fetch | None:
    """Only what has the shape that Caddy writes; its time is in seconds."""
    entry = _mapping(json.loads(line))
    request = _mapping(entry.get("request"))
    at, status, path = entry.get("ts"), entry.get("status"), request.get("uri")
    agent = _agent(request.get("headers", {}))
    if not (_is_time(at) and type(status) is int and isinstance(path, str) and agent is not None):
        return None
    address = request.get("remote_ip") or request.get("client_ip")
    return Fetch(
        line=number,
        at=datetime.fromtimestamp(at, UTC),
        address=address if isinstance(address, str) else "",
        agent=agent,
        path=path,
        status=status,
        text=line,
    )


def _agent(headers: object) -> str | None:
    """Empty where the visitor sent none; None for what is no header."""
    sent = headers.get("User-Agent", [""]) if isinstance(headers, dict) else None
    first = sent[0] if isinstance(sent, list) and sent else None
    return first if isinstance(first, str) else None


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and value is not True and 0 < value < _YEAR_10000


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
