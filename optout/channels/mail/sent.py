"""The folder of sent mail: whether a letter is in it, and, where that is wanted, a copy put there."""

import imaplib
import ssl
from email.parser import BytesHeaderParser
from email.policy import compat32

from imap_tools import BaseMailBox

from optout.channels.mail.fetching import fetch_headers, numbers_with
from optout.channels.mail.folders import SENT, Folder, examine, find_folder
from optout.channels.mail.imap import BROKEN, leave, open_box
from optout.errors import OutsideFailure
from optout.network import Mailbox

TIMEOUT_S = 20.0
TOTAL_S = 60.0
KEPT = "X-Optout-Kept"
"""Marks the copies that we put there: they prove nothing about what the server keeps by itself."""

_OURS, _NO_PROOF = "OPT-", ".draft@"
_MOST_LOOKED_AT = 50
_ID = "Message-ID"


def was_sent(
    mailbox: Mailbox, message_id: str, *, timeout_s: float = TIMEOUT_S, tls: ssl.SSLContext | None = None
) -> bool | None:
    """Whether the letter with this Message-ID lies in the folder of sent mail; nothing is altered.

    False only where the server is known to keep what it sends: an earlier letter of ours is there that
    neither we nor the person's mail program put there. None where it cannot be told, also where there
    is nothing to read or no such folder. A server may take minutes until it keeps what it sent: ask
    then. Blocking. Raises ``OutsideFailure`` where the server cannot be read.
    """
    if not mailbox.is_read:
        return None
    box = open_box(mailbox, timeout_s, tls)
    try:
        with box.guard.within(TOTAL_S):
            folder = find_folder(box, SENT)
            return _found_in(box, folder, message_id) if folder else None
    except BROKEN:
        raise OutsideFailure(
            "The folder of sent mail could not be read.", todo="Try again later."
        ) from None
    finally:
        leave(box)


def keep_in_sent(
    mailbox: Mailbox, raw: bytes, *, timeout_s: float = TIMEOUT_S, tls: ssl.SSLContext | None = None
) -> bool:
    """Put a copy of a sent letter, marked as ours and as read, there; False where there is no place.

    The one way in which a mailbox is ever altered, and only where the settings ask for it. Blocking.
    Raises ``OutsideFailure``.
    """
    box = open_box(mailbox, timeout_s, tls)
    try:
        with box.guard.within(TOTAL_S):
            folder = find_folder(box, SENT)
            return folder is not None and _append(box.client, folder, raw)
    except BROKEN:
        raise OutsideFailure("The folder of sent mail could not be written.") from None
    finally:
        leave(box)


def _append(client: imaplib.IMAP4, folder: Folder, raw: bytes) -> bool:
    copy = f"{KEPT}: 1\r\n".encode() + raw
    status, _ = client.append(folder.token, "(\\Seen)", "", copy)  # "": the server's own date
    if status != "OK":
        raise imaplib.IMAP4.error("the copy was refused")
    return True


def _found_in(box: BaseMailBox, folder: Folder, message_id: str) -> bool | None:
    examine(box, folder)
    wanted = message_id.strip("<> ")
    if any(wanted == one for one, _ in _letters(box.client, wanted)):
        return True
    ours = _letters(box.client, _OURS)
    return False if any(_proves(one, kept) for one, kept in ours) else None


def _proves(message_id: str, kept: bool) -> bool:
    return message_id.startswith(_OURS) and _NO_PROOF not in message_id and not kept


def _letters(client: imaplib.IMAP4, words: str) -> list[tuple[str, bool]]:
    """Message-ID, and whether it is our copy, of the newest letters whose Message-ID has these words.

    A search is taken for a hint only: servers differ in what they call a hit.
    """
    newest = numbers_with(client, _ID, words)[-_MOST_LOOKED_AT:]
    parser = BytesHeaderParser(policy=compat32)
    headers = [parser.parsebytes(raw) for raw in fetch_headers(client, newest, (_ID, KEPT))]
    return [(str(one.get(_ID, "")).strip("<> \r\n\t"), KEPT in one) for one in headers]
