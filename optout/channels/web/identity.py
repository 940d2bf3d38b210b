"""What identifies a record: its address, a part of it, or what it shows. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from optout.catalog.reading import Identity
from optout.channels.attempt import Record

UNLINKED = "row:"
"""How the key of a record begins that has no address of its own: then comes a hash of what it shows."""

_TRACKING = ("utm_", "gclid", "fbclid", "msclkid", "mc_cid", "mc_eid")
_SESSION = frozenset(
    {"phpsessid", "jsessionid", "aspsessionid", "sessionid", "session_id", "_ga", "_gl"}
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")
_ID = "${id}"


def canonical(link: str, page: str) -> str:
    """The absolute address without fragment, tracking and session; empty if it is no web address."""
    try:
        parts = urlsplit(urljoin(page, link.strip()))
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return ""
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if _says(name)
    ]
    path = _SESSION_IN_PATH.sub("", parts.path)
    return urlunsplit((parts.scheme, parts.netloc.lower(), path or "/", urlencode(kept), ""))


def key_of(address: str, identity: Identity | None) -> str:
    """The part of a canonical address that stays: scheme, host, and the id at its place.

    The whole address where there is no identity, or the address does not have its form.
    """
    if identity is None or not address:
        return address
    part = _by_parameter if identity.part == "parameter" else _by_path
    return part(address, identity.name or _ID) or address


def unlinked_key(fields: Mapping[str, str]) -> str:
    """A key for a record without an address: the same only while it shows the same."""
    shown = json.dumps(sorted(fields.items())).encode()
    return UNLINKED + hashlib.sha256(shown).hexdigest()[:32]


def told_apart(records: Sequence[Record]) -> tuple[Record, ...]:
    """Each record once. An address that rows of several names share identifies none of them."""
    names: dict[str, set[str]] = {}
    for record in records:
        names.setdefault(record.key, set()).add(_name(record.fields))
    own = (record if len(names[record.key]) == 1 else _by_what_it_shows(record) for record in records)
    return tuple({record.key: record for record in own}.values())


def _says(parameter: str) -> bool:
    name = parameter.lower()
    return name not in _SESSION and not name.startswith(_TRACKING)


def _by_parameter(address: str, name: str) -> str:
    parts = urlsplit(address)
    value = next((value for key, value in parse_qsl(parts.query) if key == name), "")
    query = urlencode({name: value})
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")) if value else ""


def _by_path(address: str, pattern: str) -> str:
    parts = urlsplit(address)
    segments = _segments(pattern)
    given = parts.path.strip("/").split("/")
    if len(given) != len(segments):
        return ""
    kept = [_kept(segment, text) for segment, text in zip(segments, given, strict=True)]
    return "" if None in kept else f"{parts.scheme}://{parts.netloc}/{'/'.join(map(str, kept))}"


def _kept(segment: str, text: str) -> str | None:
    """What of a path's part stays; None where it does not fit, "-" where it says what may change."""
    if _ID not in segment:
        is_fixed = not _PLACEHOLDER.search(segment)
        return (segment if unquote(text) == segment else None) if is_fixed else "-"
    found = _id_in(segment, unquote(text))
    return quote(found, safe="") if found else None


@lru_cache(maxsize=1024)
def _segments(pattern: str) -> tuple[str, ...]:
    """The pattern's path, part by part; a placeholder may hold a slash, an address none after it."""
    path = re.sub(r"^[a-z]+://[^/]*", "", pattern.partition("?")[0])
    return tuple(path.strip("/").split("/"))


def _id_in(segment: str, text: str) -> str | None:
    """The shortest part that can be the id, as far to the right as it can be; None where none can.

    A regular expression would try every length of every placeholder: a page could make that endless.
    """
    before, _, after = segment.partition(_ID)
    heads, tails = _PLACEHOLDER.split(before), _PLACEHOLDER.split(after)
    latest_end = _leftmost(tails, text)
    if latest_end < 0:
        return None
    start = _end_of(heads, text, latest_end - 1)
    if start < 0:
        return None
    return text[start:latest_end] if len(tails) == 1 else text[start : text.find(tails[0], start + 1)]


def _leftmost(tails: Sequence[str], text: str) -> int:
    """Where the first of these begins if each stands as far right as it can; -1 where one does not."""
    at = len(text) - len(tails[-1])
    if not text.endswith(tails[-1]):
        return -1
    for tail in reversed(tails[:-1]):
        at = text.rfind(tail, 0, at)
        if at < 0:
            return -1
    return at


def _end_of(heads: Sequence[str], text: str, limit: int) -> int:
    """Where the last of these ends if each is as far right as it can be before ``limit``; else -1."""
    first, *others = heads
    if not text.startswith(first) or len(first) > limit:
        return -1
    end = 0 if others else len(first)
    for head in reversed(others):
        at = text.rfind(head, len(first), limit)
        if at < 0:
            return -1
        end, limit = end or at + len(head), at
    return end


def _name(fields: Mapping[str, str]) -> str:
    shown = [fields.get(key, "") for key in ("name", "given-name", "additional-name", "family-name")]
    return " ".join(" ".join(shown).casefold().split())


def _by_what_it_shows(record: Record) -> Record:
    fields = {"x-listing-url": record.key} | dict(record.fields)
    return replace(record, key=unlinked_key(record.fields), fields=fields)
