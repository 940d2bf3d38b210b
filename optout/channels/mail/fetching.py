"""The few IMAP commands by which mails are read without being altered."""

import imaplib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

MAX_BYTES = 2 * 1024 * 1024
MAX_HEADER = 64 * 1024
_AT_ONCE = 80_000  # numbers of ten digits that fit into the line which the library reads, 1 MB
_WINDOWS = 1000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADER = re.compile(rb".*?\r?\n\r?\n", re.DOTALL)
_QUOTABLE = re.compile(r"[ !#-\[\]-~]{1,300}")
_NUMBER = re.compile(rb"\d{1,10}")
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,19})\b")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail as it lies in the mailbox. When ``too_large``, ``raw`` is its header only.

    ``spam``: the server put it into the folder of spam.
    """

    uid: int
    raw: bytes = field(repr=False)
    too_large: bool = False
    spam: bool = False


def numbers_after(client: imaplib.IMAP4, uid: int, end: int) -> tuple[list[int], int]:
    """UIDs above ``uid`` up to ``end``, ascending, and up to which UID these are all there are."""
    first, found = uid + 1, list[int]()
    for _ in range(_WINDOWS):
        last = min(first + _AT_ONCE - 1, end)
        # a server may answer with more than it was asked for, such as with the last mail for "*"
        found = [one for one in _searched(client, f"UID {first}:{last}") if first <= one <= last]
        if found or last >= end:
            return found, max(last, uid)
        first = last + 1
    return found, first - 1


def numbers_since(client: imaplib.IMAP4, day: date) -> list[int]:
    """The UIDs of mails that arrived on ``day`` (by the server's clock) or after it, ascending."""
    month = _MONTHS[day.month - 1]
    return _searched(client, f"SINCE {day.day}-{month}-{day.year:04}")


def numbers_with(client: imaplib.IMAP4, header: str, words: str) -> list[int]:
    """The UIDs of mails whose header field has these words, as the server sees it, ascending.

    Raises ``IMAP4.error`` for words that cannot be quoted.
    """
    if not _QUOTABLE.fullmatch(words):
        raise imaplib.IMAP4.error("words that cannot be searched for")
    return _searched(client, f'HEADER {header} "{words}"')


def _searched(client: imaplib.IMAP4, what: str) -> list[int]:
    data = _uid(client, "SEARCH", what)
    words = b" ".join(part for part in data if isinstance(part, bytes)).split()
    return sorted({int(word) for word in words if _NUMBER.fullmatch(word)})


def fetch_sizes(client: imaplib.IMAP4, uids: list[int]) -> dict[int, int]:
    """UID to size in bytes; a mail that vanished meanwhile is missing."""
    if not uids:
        return {}
    wanted, sizes = set(uids), {}
    for part in _uid(client, "FETCH", f"{_set(uids)} (UID RFC822.SIZE)"):
        line = part if isinstance(part, bytes) else b""
        uid, size = _UID.search(line), _SIZE.search(line)
        if uid and size and int(uid[1]) in wanted:
            sizes[int(uid[1])] = int(size[1])
    return sizes


def fetch_mails(client: imaplib.IMAP4, sizes: dict[int, int]) -> list[Delivered]:
    """The mails with these UIDs and sizes, ascending: whole, or the header of a large one.

    One that turns out to be larger than the server said is a large one.
    """
    whole = [uid for uid, size in sizes.items() if size <= MAX_BYTES]
    large = [uid for uid, size in sizes.items() if size > MAX_BYTES]
    # one byte more than is accepted tells a mail that is larger from one that just fits
    mails = [
        _delivered(uid, raw) for uid, raw in _bodies(client, whole, f"BODY.PEEK[]<0.{MAX_BYTES + 1}>")
    ]
    header = f"BODY.PEEK[HEADER]<0.{MAX_HEADER}>"
    mails += [Delivered(uid, raw, too_large=True) for uid, raw in _bodies(client, large, header)]
    return sorted(mails, key=lambda mail: mail.uid)


def fetch_headers(client: imaplib.IMAP4, uids: list[int], names: tuple[str, ...]) -> list[bytes]:
    """These fields of the mails' headers, in the server's order."""
    what = f"BODY.PEEK[HEADER.FIELDS ({' '.join(names)})]<0.{MAX_HEADER}>"
    return [raw for _, raw in _bodies(client, uids, what)]


def _delivered(uid: int, raw: bytes) -> Delivered:
    if len(raw) <= MAX_BYTES:
        return Delivered(uid, raw)
    header = _HEADER.match(raw[:MAX_HEADER])
    return Delivered(uid, header.group() if header else raw[:MAX_HEADER], too_large=True)


def _bodies(client: imaplib.IMAP4, uids: list[int], what: str) -> Iterator[tuple[int, bytes]]:
    if not uids:
        return
    wanted = set(uids)
    for line, raw in _literals(_uid(client, "FETCH", f"{_set(uids)} (UID {what})")):
        uid = _UID.search(line)
        if uid and int(uid[1]) in wanted:
            wanted.remove(int(uid[1]))
            yield int(uid[1]), raw


def _literals(data: Iterable[object]) -> Iterator[tuple[bytes, bytes]]:
    """Pairs of a response's words and its literal. A server may name the UID before or after it."""
    words, literal = b"", None
    for part in data:
        if isinstance(part, tuple):
            words, literal = part[0], part[1]
        elif isinstance(part, bytes) and literal is not None:
            yield words + b" " + part, literal
            literal = None


def _uid(client: imaplib.IMAP4, command: str, arguments: str) -> list[object]:
    status, data = client.uid(command, arguments)
    if status != "OK":
        raise imaplib.IMAP4.error(f"{command} was refused")
    return list(data)


def _set(uids: list[int]) -> str:
    return ",".join(map(str, uids))
