"""Everything through which the outside world is reached. A rehearsal swaps this, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from optout.http import Transport


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where letters leave and answers arrive. ``security`` is "tls", "starttls" or "none".

    ``smtp_security`` is another one for letters; "" is the same. "none" is accepted for loopback hosts
    only. ``for_everybody``: it may write for people who write
    themselves from other addresses (a service's mailbox, a rehearsal's); else it may not, because
    its address would be told to the recipients and is none of theirs. ``send`` is "smtp", or "drafts":
    letters are then written into the folder ``drafts`` and sent by the person. Without ``imap_host``
    nothing is read. ``plus_addresses``: each provider gets an address of its own, made with
    ``alias_key``. ``letters_per_day`` (UTC) and ``letters_per_minute`` bound the letters of all
    providers together; None is no bound. ``keep_sent``: what was sent is put into the folder of sent
    mail, where the server does not do so. ``read_spam``: the folder of spam is read as well.
    """

    address: str
    smtp_host: str
    smtp_port: int
    imap_host: str
    imap_port: int
    username: str = field(repr=False, default="")
    password: str = field(repr=False, default="")
    security: str = "tls"
    for_everybody: bool = False
    send: str = "smtp"
    drafts: Path | None = None
    plus_addresses: bool = False
    alias_key: bytes = field(repr=False, default=b"")
    letters_per_day: int | None = None
    letters_per_minute: int | None = None
    keep_sent: bool = False
    read_spam: bool = False
    smtp_security: str = ""

    @property
    def security_of_letters(self) -> str:
        return self.smtp_security or self.security

    @property
    def is_read(self) -> bool:
        """Whether there is a server to read answers from."""
        return bool(self.imap_host)


@dataclass(frozen=True, slots=True)
class Network:
    """``browser_args`` are extra switches for the browser (host-resolver rules in rehearsals).

    ``ignore_tls_errors`` is true only where those rules lead to this machine. ``sites`` says of domains
    of people's own in which folder the files of the site lie. ``contact`` is told with every plain
    call, for whoever runs the other server.
    """

    transport: Transport | None = None
    browser_args: tuple[str, ...] = ()
    ignore_tls_errors: bool = False
    mailbox: Mailbox | None = None
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    sites: Mapping[str, Path] = field(default_factory=dict, repr=False)
    contact: str | None = None
