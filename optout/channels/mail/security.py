"""Which connections to a mail server are acceptable."""

import ipaddress

from optout.errors import WrongInput
from optout.network import Mailbox


def is_loopback(host: str) -> bool:
    """Whether the host, by its address or name, is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_security(mailbox: Mailbox) -> None:
    """Raise ``WrongInput`` unless the mailbox is reached encrypted, or is on this machine."""
    ways = ((mailbox.security_of_letters, mailbox.smtp_host), (mailbox.security, mailbox.imap_host))
    if not {security for security, _ in ways} <= {"tls", "starttls", "none"}:
        raise WrongInput("The mailbox's security must be tls, starttls or none.")
    if any(security == "none" and host and not is_loopback(host) for security, host in ways):
        raise WrongInput(
            "An unencrypted mailbox is accepted on this machine only.",
            todo="Set the mailbox's security to tls or starttls.",
        )
