"""Access logs of web servers: the common and combined formats, and Caddy's JSON. Hostile input."""

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from optout.errors import WrongInput
from optout.signals.watching import Fetch

LONGEST_LINE = 64 * 1024
_COMBINED = re.compile(
    rb"(?P<address>\S{1,64}) \S+ [^\[]{1,200}?\[(?P<at>[^\]]{20,30})\] "
    rb'"(?P<request>(?:[^"\\]|\\.){0,16384})" (?P<status>\d{3}) \S+'
    rb'(?: "(?:[^"\\]|\\.){0,16384}" "(?P<agent>(?:[^"\\]|\\.){0,4096})")?'
)
_TIME = "%d/%b/%Y:%H:%M:%S %z"


def fetches_in(path: Path) -> Iterator[Fetch | None]:
    """What each line of a log says, gzipped or not; None for a line that is none of the known formats.

    ``WrongInput`` where the file cannot be read. Memory does not grow with the file.
    """
    try:
        with _opened(path) as lines:
            for number, line in enumerate(_lines(lines), 1):
                yield _fetch(line, number) if line else None
    except (OSError, EOFError) as error:
        raise WrongInput(
            f"{path.name} cannot be read to its end ({type(error).__name__}).",
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
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, OverflowError):
        return None


def _combined(line: bytes, number: int) -> Fetch | None:
    found = _COMBINED.match(line)
    if found is None:
        return None
    request = found["request"].decode("utf-8", "replace").split(" ")
    return Fetch(
        line=number,
        at=datetime.strptime(found["at"].decode("ascii"), _TIME).astimezone(UTC),
        address=found["address"].decode("ascii"),
        agent=(found["agent"] or b"").decode("utf-8", "replace"),
        path=request[1],
        status=int(found["status"]),
        text=line,
    )


def _json(line: bytes, number: int) -> Fetch:
    entry: dict[str, Any] = json.loads(line)
    request = entry["request"]
    agents = request.get("headers", {}).get("User-Agent") or [""]
    return Fetch(
        line=number,
        at=datetime.fromtimestamp(float(entry["ts"]), UTC),
        address=str(request.get("remote_ip") or request.get("client_ip") or ""),
        agent=str(agents[0]),
        path=str(request["uri"]),
        status=int(entry["status"]),
        text=line,
    )
