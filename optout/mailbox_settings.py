"""The section [mailbox] of the settings: where letters leave, and where answers arrive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optout.errors import WrongInput
from optout.settings_file import flag_of, from_environment, number_of, only_known, text_of

if TYPE_CHECKING:
    from optout.network import Mailbox

DRAFTS = "drafts"
"""The folder in the home for letters that wait to be sent by the person."""

KEYRING = "optout-mail"
"""The service under which the system's keyring keeps the password, by address."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MOST_A_DAY, _MOST_A_MINUTE = 1_000_000, 6000


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """The person's own mailbox, or with ``for_everybody`` one that writes for all subjects.

    ``send`` is "smtp", or "drafts" for letters that the person sends: then neither host is needed.
    The password comes from OPTOUT_MAIL_PASSWORD or the OS keyring. ``drafts`` is the folder for them.
    """

    address: str = field(repr=False)
    smtp_host: str = ""
    imap_host: str = ""
    smtp_port: int = 465
    imap_port: int = 993
    username: str = field(repr=False, default="")
    security: str = "tls"
    for_everybody: bool = False
    send: str = "smtp"
    plus_addresses: bool = False
    letters_per_day: int = 100
    letters_per_minute: int = 4
    keep_sent: bool = False
    read_spam: bool = False
    smtp_security: str = ""
    password: str = field(repr=False, default="")
    drafts: Path | None = None

    @property
    def needs_password(self) -> bool:
        """Whether there is a server to sign in to."""
        return self.send == "smtp" or bool(self.imap_host)

    def open(self) -> "Mailbox":
        """The mailbox with its password; ``WrongInput`` where one is needed and there is none."""
        from optout.network import Mailbox

        password = self.password or (from_keyring(self.address) if self.needs_password else "")
        named = {f.name for f in fields(Mailbox)} & {f.name for f in fields(self)}
        values: dict[str, Any] = {name: getattr(self, name) for name in named}
        return Mailbox(**values | {"username": self.username or self.address, "password": password})


NAMES = tuple(f.name for f in fields(MailboxSettings) if f.name not in ("password", "drafts"))


def mailbox_of(
    section: dict[str, Any], environ: Mapping[str, str], file: Path
) -> MailboxSettings | None:
    """The mailbox of this section and of the variables OPTOUT_MAIL_*, which win; None without any."""
    if "password" in section:
        raise WrongInput(
            f"{file}: a password does not belong in this file.",
            todo="Use OPTOUT_MAIL_PASSWORD or the system's keyring.",
        )
    only_known(section, NAMES, file, "mailbox.")
    given = section | from_environment(environ, "OPTOUT_MAIL_", NAMES)
    if not given:
        return None
    values = {name: _READ.get(name, text_of)(given, name, file) for name in given}
    _check_complete(values, file)
    password = environ.get("OPTOUT_MAIL_PASSWORD", "")
    mailbox = MailboxSettings(password=password, drafts=file.parent / DRAFTS, **values)
    _check_security(mailbox, file)
    _check_use(mailbox, file)
    return mailbox


def _number(most: int, words: str) -> Callable[[Mapping[str, object], str, Path], int]:
    return lambda given, name, file: number_of(
        given[name], most, f"{file}: mailbox.{name!r} must be {words}, 1 to {most}."
    )


def _flag(given: Mapping[str, object], name: str, file: Path) -> bool:
    return flag_of(given[name], f"{file}: mailbox.{name!r} must be true or false.")


def _one_of(*words: str) -> Callable[[Mapping[str, object], str, Path], str]:
    def read(given: Mapping[str, object], name: str, file: Path) -> str:
        value = text_of(given, name, file)
        if value not in words:
            raise WrongInput(f"{file}: mailbox.{name!r} must be one of: {', '.join(words)}.")
        return value

    return read


_READ: Mapping[str, Callable[[Mapping[str, object], str, Path], Any]] = {
    "smtp_port": _number(65535, "a port"),
    "imap_port": _number(65535, "a port"),
    "security": _one_of("tls", "starttls", "none"),
    "smtp_security": _one_of("tls", "starttls", "none"),
    "send": _one_of("smtp", "drafts"),
    "letters_per_day": _number(_MOST_A_DAY, "a number"),
    "letters_per_minute": _number(_MOST_A_MINUTE, "a number"),
    "for_everybody": _flag,
    "plus_addresses": _flag,
    "keep_sent": _flag,
    "read_spam": _flag,
}


def _check_complete(given: Mapping[str, object], file: Path) -> None:
    drafts = given.get("send") == "drafts"
    for name in ("address",) if drafts else ("address", "smtp_host", "imap_host"):
        if name not in given:
            raise WrongInput(f"{file}: the mailbox has no {name!r}.", todo="Add it.")


def _check_security(mailbox: MailboxSettings, file: Path) -> None:
    letters = mailbox.smtp_security or mailbox.security
    ways = ((letters, mailbox.smtp_host), (mailbox.security, mailbox.imap_host))
    if any(security == "none" and host and host not in _LOOPBACK for security, host in ways):
        raise WrongInput(
            f"{file}: a mailbox without encryption is accepted on this machine only.",
            todo='Set security to "tls" or "starttls".',
        )


def _check_use(mailbox: MailboxSettings, file: Path) -> None:
    """A setting that could do nothing is a misunderstanding."""
    if mailbox.keep_sent and mailbox.send == "drafts":
        raise WrongInput(
            f"{file}: mailbox.'keep_sent' is for letters that optout sends.",
            todo='Remove it, or set send to "smtp".',
        )
    if mailbox.read_spam and not mailbox.imap_host:
        raise WrongInput(f"{file}: mailbox.'read_spam' needs an imap_host.", todo="Add it.")


def from_keyring(address: str) -> str:
    """The password that the system's keyring keeps for the address. Raises ``WrongInput``."""
    import keyring
    from keyring.errors import KeyringError

    try:
        password = keyring.get_password(KEYRING, address)
    except KeyringError:
        password = None
    if not password:
        raise WrongInput(
            "The mailbox has no password.",
            todo=f"Set OPTOUT_MAIL_PASSWORD, or store it: keyring set {KEYRING} ADDRESS.",
        )
    return password
