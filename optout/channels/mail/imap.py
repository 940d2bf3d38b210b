"""A connection to a mail server for reading: opened, signed in, and left."""

import contextlib
import imaplib
import ssl

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from optout.channels.mail.guard import Guard, GuardedImap, GuardedImapTls
from optout.errors import OutsideFailure
from optout.network import Mailbox

BROKEN = (imaplib.IMAP4.error, ImapToolsError, OSError)
"""What the IMAP libraries raise when a server is gone, refuses, or speaks nonsense."""


OPENING_S = 60.0
"""Until the server is reached and has let us in."""

LEAVING_S = 5.0


class Box(BaseMailBox):
    """A mailbox on a connection that is there already; ``guard`` bounds what is done with it."""

    def __init__(self, client: imaplib.IMAP4, guard: Guard) -> None:
        self._connected = client
        self.guard = guard
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._connected


def open_box(mailbox: Mailbox, timeout_s: float, tls: ssl.SSLContext | None) -> Box:
    """Connect and sign in. Raises ``OutsideFailure``, whose words hold no address and no password."""
    guard = Guard()
    with guard.within(OPENING_S):
        try:
            box = Box(_connect(mailbox, guard, timeout_s, tls), guard)
        except BROKEN:
            raise OutsideFailure(
                "The mailbox's server could not be reached.",
                todo="Check the mailbox settings, or try again later.",
            ) from None
        try:
            _sign_in(box, mailbox)
            box.client.capabilities = (
                box.client.capability()[1][0].decode("ascii", "replace").upper().split()
            )
        except BROKEN as error:
            leave(box)
            raise _refusal(error) from None
    return box


def leave(box: Box) -> None:
    """Log out, or just hang up where the server no longer answers, or takes its time."""
    with contextlib.suppress(*BROKEN), box.guard.within(LEAVING_S):
        box.logout()
    with contextlib.suppress(*BROKEN):
        box.client.shutdown()


def _connect(
    mailbox: Mailbox, guard: Guard, timeout_s: float, tls: ssl.SSLContext | None
) -> imaplib.IMAP4:
    host, port = mailbox.imap_host, mailbox.imap_port
    if mailbox.security == "none":
        return GuardedImap(guard, host, port, timeout_s)
    context = tls or ssl.create_default_context()
    if mailbox.security == "tls":
        return GuardedImapTls(guard, host, port, timeout_s, context)
    client = GuardedImap(guard, host, port, timeout_s)
    if client.starttls(context)[0] != "OK":
        raise imaplib.IMAP4.abort("the server refuses encryption")
    return client


def _sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    plain = (mailbox.username + mailbox.password).isascii()
    login = box.login if plain else box.login_utf8
    login(mailbox.username, mailbox.password, initial_folder=None)


def _refusal(error: BaseException) -> OutsideFailure:
    broke = isinstance(error, (OSError, imaplib.IMAP4.abort))
    if broke:
        return OutsideFailure("The mailbox's server hung up.", todo="Try again later.")
    return OutsideFailure(
        "The mailbox's server refused the user name or the password.",
        todo="Check the mailbox settings; many providers want an app password.",
    )
