"""The few IMAP commands by which mails are read without being altered."""

import imaplib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MAX_BYTES = 2 * 1024 * 1024
MAX_HEADER = 64 * 1024
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,19})\b")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail as it lies in the mailbox. When ``too_large``, ``raw`` is its header only."""

    uid: int
    raw: bytes = field(repr=False)
    too_large: bool = False


def numbers_after(client: imaplib.IMAP4, uid: int) -> list[int]:
    """The UIDs above ``uid``, ascending."""
    data = _uid(client, "SEARCH", f"UID {uid + 1}:*")
    words = b" ".join(part for part in data if isinstance(part, bytes)).split()
    # "*" is the last mail, whatever its number: without a new one the server names an old one
    return sorted({int(word) for word in words if word.isdigit() and int(word) > uid})


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
    """The mails with these UIDs and sizes, ascending: whole, or the header of a large one."""
    whole = [uid for uid, size in sizes.items() if size <= MAX_BYTES]
    large = [uid for uid, size in sizes.items() if size > MAX_BYTES]
    mails = [Delivered(uid, raw) for uid, raw in _bodies(client, whole, "BODY.PEEK[]")]
    header = f"BODY.PEEK[HEADER]<0.{MAX_HEADER}>"
    mails += [Delivered(uid, raw, too_large=True) for uid, raw in _bodies(client, large, header)]
    return sorted(mails, key=lambda mail: mail.uid)


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
