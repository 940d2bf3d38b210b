"""A mailbox's folders: which one holds what was sent, and which one spam."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError
from imap_tools.imap_utf7 import utf7_decode

_LISTED = re.compile(
    rb"\((?P<flags>[^()]*)\) (?:NIL|\"(?P<delimiter>\\?[ -~])\") "
    rb"(?P<name>\"(?:[ !#-\[\]-~]|\\[\\\"])*\"|[!#$&'+-\[\]^-z|}~]+)\r?"
)
_CLOSED = {b"\\noselect", b"\\nonexistent"}


@dataclass(frozen=True, slots=True)
class Use:
    """What a folder is for: its mark (RFC 6154), and names for where the server marks none."""

    mark: bytes
    names: tuple[str, ...]


# The names that servers and mail programs are known to use, in the languages of our letters;
# from memory, 2026-11.
SENT = Use(
    b"\\sent",
    ("sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente",
     "gesendete objekte", "envoyés", "éléments envoyés", "enviados", "elementos enviados"),
)  # fmt: skip
SPAM = Use(
    b"\\junk",
    ("junk", "spam", "junk e-mail", "junk email", "junk-e-mail", "bulk mail", "spamverdacht",
     "courrier indésirable", "indésirables", "correo no deseado"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folder:
    """``token`` is its name as the server wrote it, quotes included: what commands take."""

    token: str
    plain: str
    flags: frozenset[bytes]


INBOX = Folder("INBOX", "inbox", frozenset())


def find_folder(box: BaseMailBox, use: Use) -> Folder | None:
    """The folder with the mark, else the first with a known name; None where there is none."""
    folders = list(_folders(_listed(box)))
    marked = (folder for folder in folders if use.mark in folder.flags)
    named = (folder for name in use.names for folder in folders if folder.plain == name)
    return next(marked, None) or next(named, None)


def examine(box: BaseMailBox, folder: Folder) -> None:
    """Open the folder so that nothing in it can be altered. Raises what IMAP libraries raise."""
    status, _ = box.client.select(folder.token, readonly=True)
    if status != "OK":
        raise ImapToolsError("the folder cannot be opened")


def _listed(box: BaseMailBox) -> Iterable[object]:
    extended = {"SPECIAL-USE", "LIST-EXTENDED"} <= set(box.client.capabilities)
    status, found = box.client.list('""', '"*" RETURN (SPECIAL-USE)' if extended else '"*"')
    if status != "OK":
        raise ImapToolsError("the folders are not listed")
    return found


def _folders(lines: Iterable[object]) -> Iterator[Folder]:
    """What can be opened. A name that comes as a literal is left out: no server of note does that."""
    for line in lines:
        found = _LISTED.fullmatch(line) if isinstance(line, bytes) else None
        flags = frozenset[bytes](found["flags"].lower().split() if found else _CLOSED)
        if found and not flags & _CLOSED:
            delimiter = (found["delimiter"] or b"")[-1:]
            yield Folder(found["name"].decode("ascii"), _plain(found["name"], delimiter), flags)


def _plain(name: bytes, delimiter: bytes) -> str:
    """The last part of the name in small letters, as a person reads it."""
    unquoted = re.sub(rb"\\(.)", rb"\1", name.removeprefix(b'"').removesuffix(b'"'))
    last = unquoted.rpartition(delimiter)[2] if delimiter else unquoted
    try:
        return utf7_decode(last).casefold()
    except (ValueError, UnicodeError):  # no modified UTF-7: some servers write what they like
        return last.decode("ascii", "replace").casefold()
