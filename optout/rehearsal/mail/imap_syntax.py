"""The syntax of the IMAP commands that the small server knows. Pure."""

import re

from optout.rehearsal.mail.imap_store import Stored

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"()]+)')
_SET = re.compile(r"(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*")
_ITEM = re.compile(r"UID|FLAGS|RFC822\.SIZE|INTERNALDATE|BODY(?:\.PEEK)?\[(?:HEADER)?\](?:<\d+\.\d+>)?")
_PARTIAL = re.compile(r"<(\d+)\.(\d+)>$")
_ANY_DAY = b'INTERNALDATE " 1-Jan-2026 00:00:00 +0000"'  # nobody reads it, the grammar wants it


class Refused(Exception):
    """A tagged NO or BAD, as it goes to the client."""


def arguments(words: str) -> list[str]:
    """The atoms and quoted strings of a command."""
    found = _WORD.findall(words)
    return [re.sub(r"\\(.)", r"\1", quoted) if quoted or not atom else atom for quoted, atom in found]


def searched(words: str) -> str | None:
    """The set of a search by UID; None for everything."""
    words = re.sub(r"^CHARSET \S+ ", "", words.strip().strip("()").upper())
    if words == "ALL":
        return None
    name, _, uids = words.partition(" ")
    if name != "UID" or not _SET.fullmatch(uids):
        raise Refused("BAD search by ALL or UID only")
    return uids


def wanted_items(words: str) -> tuple[str, list[str]]:
    """The set and the items of a fetch, the UID always among them."""
    uids, _, items = words.partition(" ")
    names = items.strip().removeprefix("(").removesuffix(")").upper().split()
    if not _SET.fullmatch(uids) or not names or not all(_ITEM.fullmatch(name) for name in names):
        raise Refused("BAD cannot fetch that")
    return uids, names if "UID" in names else ["UID", *names]


def in_set(uid: int, uids: str, last: int) -> bool:
    """Whether a sequence set has the number; ``*`` is ``last``."""
    for part in uids.split(","):
        ends = [last if end == "*" else int(end) for end in part.split(":")]
        if min(ends) <= uid <= max(ends):
            return True
    return False


def section(mail: Stored, item: str) -> bytes:
    """One item of a fetch, as it goes to the client."""
    if item == "UID":
        return b"UID %d" % mail.uid
    if item == "FLAGS":
        return f"FLAGS ({' '.join(sorted(mail.flags))})".encode()
    if item == "RFC822.SIZE":
        return b"RFC822.SIZE %d" % len(mail.raw)
    if item == "INTERNALDATE":
        return _ANY_DAY
    return _body(mail.raw, item)


def _body(raw: bytes, item: str) -> bytes:
    name = item.replace(".PEEK", "")
    if "HEADER" in item:
        raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    partial = _PARTIAL.search(item)
    if partial:
        start, length = int(partial[1]), int(partial[2])
        raw, name = raw[start : start + length], _PARTIAL.sub(f"<{start}>", name)
    return name.encode() + b" {%d}\r\n" % len(raw) + raw
