"""The captures that the twin of the Wayback Machine has, and how its index shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, PlainTextResponse, Response

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
STAMPS = ("20190611040012", "20220328041443", "20250915203757")


@dataclass(frozen=True, slots=True)
class Capture:
    original: str
    timestamp: str

    @property
    def urlkey(self) -> str:
        parts = urlsplit(self.original)
        return ",".join(reversed((parts.hostname or "").split("."))) + ")" + (parts.path or "/")

    def row(self, fields: Sequence[str]) -> list[str]:
        told = {
            "urlkey": self.urlkey,
            "timestamp": self.timestamp,
            "original": self.original,
            "mimetype": "text/html",
            "statuscode": "200",
            "digest": "YEIPJFLNQ4IJ3HP4YBDJBWGJL4MTEJ42",
            "length": "1704",
        }
        return [told[name] for name in fields]


def captures_of(site: str) -> list[Capture]:
    """Three pages of a site, its first one several times; the oldest with a port, as old ones have."""
    parts = urlsplit(site)
    old = Capture(f"http://{parts.hostname}:80{parts.path}", STAMPS[0])
    newer = [Capture(site, stamp) for stamp in STAMPS[1:]]
    below = [f"{site}about", f"{site}photos/summer"] if site.endswith("/") else []
    return [old, *newer, *(Capture(page, STAMPS[1]) for page in below)]


def fits(query: str, url: str) -> bool:
    """Whether the index's query asks for the address; it knows neither schemes nor ports."""
    wanted = query.partition("://")[2] or query
    parts = urlsplit(url)
    address = f"{parts.hostname}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    if wanted.startswith("*."):
        host = parts.hostname or ""
        return host == wanted[2:] or host.endswith(wanted[1:])
    if wanted.endswith("*"):
        return address.startswith(wanted[:-1])
    return address.rstrip("/") == wanted.rstrip("/")


def answer(asked: Mapping[str, str], found: Sequence[Capture]) -> Response:
    """The captures as lists, with a key to go on where the limit cut them; ``[]`` without any.

    Of its pages there is one only, and any further is empty.
    """
    if asked.get("showNumPages") == "true":
        return PlainTextResponse("1\n")
    if int(asked.get("page") or "0") > 0:
        return PlainTextResponse("")
    fields = tuple((asked.get("fl") or ",".join(FIELDS)).split(","))
    rows, key = _cut(_collapsed(found, asked), asked)
    if not rows:
        return JSONResponse([])
    goes_on: list[list[str]] = [[], [key]] if key and asked.get("showResumeKey") == "true" else []
    return JSONResponse([list(fields), *(one.row(fields) for one in rows), *goes_on])


def _collapsed(found: Sequence[Capture], asked: Mapping[str, str]) -> list[Capture]:
    in_order = sorted(found, key=lambda one: (one.urlkey, one.timestamp))
    if asked.get("collapse") != "urlkey":
        return in_order
    return [next(group) for _, group in groupby(in_order, key=lambda one: one.urlkey)]


def _cut(rows: list[Capture], asked: Mapping[str, str]) -> tuple[list[Capture], str]:
    """At most ``limit`` rows after the key, and the key of the last one where there are more."""
    after = asked.get("resumeKey", "")
    left = [one for one in rows if _key(one) > after]
    limit = int(asked.get("limit") or "0") or len(left)
    return left[:limit], _key(left[limit - 1]) if len(left) > limit else ""


def _key(one: Capture) -> str:
    return f"{one.urlkey} {one.timestamp}"
