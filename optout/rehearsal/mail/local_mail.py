"""All the mail of a rehearsal, on free ports of this machine."""

import atexit
import secrets
from datetime import datetime

from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot, DovecotFailed
from optout.rehearsal.mail.imap_server import ImapServer
from optout.rehearsal.mail.letterbox import Letterbox, OnLetter, Refuses
from optout.rehearsal.mail.loop import LoopThread
from optout.rehearsal.mail.post_office import PostOffice


class LocalMail:
    """A mail server for letters and for one mailbox, which gets the mails of all subjects.

    ``on_letter(raw, recipient)`` gets every letter, in the server's thread; when it raises, the
    sender is refused; so is one who writes to an address that it ``refuses``. ``prefer_dovecot``: use
    Debian's Dovecot for IMAP where it is installed and willing, our own small server otherwise.
    ``stop`` is safe at any time; so is the program's end.
    """

    def __init__(
        self,
        address: str = "requests@mailbox.example",
        *,
        on_letter: OnLetter | None = None,
        refuses: Refuses = lambda _: False,
        prefer_dovecot: bool = True,
    ) -> None:
        self.on_letter = on_letter
        self.post = PostOffice(self._deliver)
        self._address = address
        self._password = secrets.token_hex(16)
        self._prefer_dovecot = prefer_dovecot
        self._thread: LoopThread | None = None
        self._letterbox = Letterbox(address, self._password, self._receive, refuses)
        self._imap: Dovecot | ImapServer | None = None

    def start(self) -> None:
        """Start both servers; ``mailbox`` is of use from then on."""
        self._thread = LoopThread("rehearsal mail")
        atexit.register(self.stop)
        self._letterbox.start(self._thread)
        self._imap = self._start_dovecot() or self._start_own(self._thread)

    def stop(self) -> None:
        """Stop both servers; nothing stays behind, the mailbox's content included."""
        atexit.unregister(self.stop)
        imap, self._imap = self._imap, None
        thread, self._thread = self._thread, None
        if imap is not None:
            imap.stop()
        self._letterbox.stop()
        if thread is not None:
            thread.stop()

    @property
    def mailbox(self) -> Mailbox:
        """Where letters leave and answers arrive, while started."""
        if self._imap is None:
            raise RuntimeError("the local mail is not started")
        return Mailbox(
            address=self._address,
            smtp_host="127.0.0.1",
            smtp_port=self._letterbox.port,
            imap_host="127.0.0.1",
            imap_port=self._imap.port,
            username=self._address,
            password=self._password,
            security="none",
            for_everybody=True,
        )

    @property
    def imap_name(self) -> str:
        """Which IMAP server runs: "dovecot", "own", or "" before the start."""
        return self._imap.name if self._imap else ""

    def deliver_due(self, now: datetime) -> int:
        """Put the twins' mails that are due at the virtual moment ``now`` into the mailbox."""
        return self.post.deliver_due(now)

    def deliver_ahead(self, until: datetime) -> None:
        """Put what will be due until ``until`` into the mailbox already."""
        self.post.deliver_ahead(until)

    def next_due(self) -> datetime | None:
        """When the next of the twins' mails is due."""
        return self.post.next_due()

    def _start_dovecot(self) -> Dovecot | None:
        if not self._prefer_dovecot or not Dovecot.is_installed():
            return None
        server = Dovecot(self._password)
        try:
            server.start()
        except DovecotFailed:
            return None  # another major version, a system that forbids it: our own server does as well
        return server

    def _start_own(self, thread: LoopThread) -> ImapServer:
        server = ImapServer(self._address, self._password)
        server.start(thread)
        return server

    def _deliver(self, raw: bytes) -> None:
        if self._imap is None:
            raise RuntimeError("the local mail is not started")
        self._imap.deliver(raw)

    def _receive(self, raw: bytes, recipient: str) -> None:
        if self.on_letter is not None:
            self.on_letter(raw, recipient)
