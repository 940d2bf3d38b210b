"""Where the mailboxes of well-known providers are, and what they want. Pure.

From memory, 2026-11, and not tried: every value is only proposed, and ``optout mail check`` tries it.
"""

from dataclasses import dataclass

AS_OF = "2026-11"


@dataclass(frozen=True, slots=True)
class KnownMailbox:
    """``smtp`` and ``imap`` are host, port and security. ``advice`` is for when sign-in is refused.

    ``takes_passwords`` is false where mail programs cannot sign in with one: drafts remain.
    """

    name: str
    domains: tuple[str, ...]
    smtp: tuple[str, int, str]
    imap: tuple[str, int, str]
    advice: str
    takes_passwords: bool = True


_APP = "Make an app password in the account's security settings"
_OWN = "It takes the account's own password"
_ALLOW = (
    "POP3 and IMAP have to be allowed in its settings first. With two-factor sign-in: an app password."
)

KNOWN: tuple[KnownMailbox, ...] = (
    KnownMailbox(
        "Gmail",
        ("gmail.com", "googlemail.com"),
        ("smtp.gmail.com", 465, "tls"),
        ("imap.gmail.com", 993, "tls"),
        f"{_APP}; that needs two-step verification to be on. It keeps sent letters by itself.",
    ),
    KnownMailbox(
        "Outlook.com",
        ("outlook.com", "hotmail.com", "live.com", "msn.com"),
        ("smtp-mail.outlook.com", 587, "starttls"),
        ("outlook.office365.com", 993, "tls"),
        "It takes no passwords from mail programs any more, not even app passwords; use drafts.",
        takes_passwords=False,
    ),
    KnownMailbox(
        "Yahoo",
        ("yahoo.com", "ymail.com", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.co.uk"),
        ("smtp.mail.yahoo.com", 465, "tls"),
        ("imap.mail.yahoo.com", 993, "tls"),
        f"{_APP}.",
    ),
    KnownMailbox(
        "iCloud",
        ("icloud.com", "me.com", "mac.com"),
        ("smtp.mail.me.com", 587, "starttls"),
        ("imap.mail.me.com", 993, "tls"),
        f"{_APP} (it is called app-specific there).",
    ),
    KnownMailbox(
        "Fastmail",
        ("fastmail.com", "fastmail.fm"),
        ("smtp.fastmail.com", 465, "tls"),
        ("imap.fastmail.com", 993, "tls"),
        f"{_APP}, with access to mail (IMAP and SMTP).",
    ),
    KnownMailbox(
        "Posteo",
        ("posteo.de", "posteo.net", "posteo.org"),
        ("posteo.de", 465, "tls"),
        ("posteo.de", 993, "tls"),
        f"{_OWN}; external mail programs can be forbidden in its settings.",
    ),
    KnownMailbox(
        "mailbox.org",
        ("mailbox.org",),
        ("smtp.mailbox.org", 465, "tls"),
        ("imap.mailbox.org", 993, "tls"),
        f"{_OWN}, or an app password where two-factor sign-in is on.",
    ),
    KnownMailbox(
        "GMX",
        ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"),
        ("mail.gmx.net", 465, "tls"),
        ("imap.gmx.net", 993, "tls"),
        _ALLOW,
    ),
    KnownMailbox(
        "web.de",
        ("web.de",),
        ("smtp.web.de", 587, "starttls"),
        ("imap.web.de", 993, "tls"),
        _ALLOW,
    ),
    KnownMailbox(
        "Proton (with its Bridge)",
        ("proton.me", "protonmail.com", "pm.me"),
        ("127.0.0.1", 1025, "starttls"),
        ("127.0.0.1", 1143, "starttls"),
        "The Bridge has to run on this machine; it shows the user name and a password of its own. "
        "Export its certificate and name the file in SSL_CERT_FILE.",
    ),
)

_UNKNOWN = (
    "Many providers want an app password, or that access by mail programs (IMAP, SMTP) is allowed "
    "first: look in the security settings of the mail account."
)


def known_mailbox(address: str) -> KnownMailbox | None:
    """Whose mailbox an address is, by its domain; None for a domain that is not in the list."""
    domain = address.rpartition("@")[2].casefold()
    return next((one for one in KNOWN if domain in one.domains), None)


def advice_for(address: str) -> str:
    """What to do where the server refuses the user name or the password."""
    known = known_mailbox(address)
    return f"{known.name} (as of {AS_OF}): {known.advice}" if known else _UNKNOWN
