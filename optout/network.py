"""Everything through which the outside world is reached. A rehearsal swaps this, and nothing else."""

from dataclasses import dataclass, field

from optout.http import Transport


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where letters leave and answers arrive. ``security`` is "tls", "starttls" or "none".

    "none" is accepted for loopback hosts only. ``for_everybody``: it may write for people who write
    themselves from other addresses (a service's mailbox, a rehearsal's); else it may not, because
    its address would be told to the recipients and is none of theirs.
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


@dataclass(frozen=True, slots=True)
class Network:
    """``browser_args`` are extra switches for the browser (host-resolver rules in rehearsals).

    ``ignore_tls_errors`` is true only where those rules lead to this machine.
    """

    transport: Transport | None = None
    browser_args: tuple[str, ...] = ()
    ignore_tls_errors: bool = False
    mailbox: Mailbox | None = None
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
