"""Settings: where things are kept and through what the outside world is reached.

Read from ``settings.toml`` in the home folder and from ``OPTOUT_*`` variables, which win. Kept
light on purpose: every command starts by reading them.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optout.errors import StorageFailure, WrongInput

if TYPE_CHECKING:
    from optout.network import Mailbox

FILE = "settings.toml"
EXECUTOR = "local"
"""The name of a worker that is alone, as on a laptop."""
SECRET = "OPTOUT_SECRET_"  # noqa: S105 - a variable's prefix
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SECURITY = ("tls", "starttls", "none")
_MOST_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """The person's own mailbox, or with ``for_everybody`` one that writes for all subjects.

    The password comes from OPTOUT_MAIL_PASSWORD or the OS keyring.
    """

    address: str = field(repr=False)
    smtp_host: str
    imap_host: str
    smtp_port: int = 465
    imap_port: int = 993
    username: str = field(repr=False, default="")
    security: str = "tls"
    for_everybody: bool = False
    password: str = field(repr=False, default="")

    def open(self) -> "Mailbox":
        """The mailbox with its password; ``WrongInput`` where there is none."""
        from optout.network import Mailbox

        return Mailbox(
            address=self.address,
            smtp_host=self.smtp_host,
            smtp_port=self.smtp_port,
            imap_host=self.imap_host,
            imap_port=self.imap_port,
            username=self.username or self.address,
            password=self.password or _from_keyring(self.address),
            security=self.security,
            for_everybody=self.for_everybody,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """``database`` is an SQLAlchemy URL, ``providers`` one more folder of definitions,
    ``executor`` this process's name among the workers on one database, ``at_once`` how many
    providers it may visit at the same time (None: as many as suit the machine)."""

    home: Path
    database: str = field(repr=False)  # may hold a password
    schedule: str = "everyday"
    browser: str | None = None
    providers: Path | None = None
    executor: str = EXECUTOR
    at_once: int | None = None
    mailbox: MailboxSettings | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def imported(self) -> Path:
        """Where definitions are kept that were imported from other catalogs."""
        return self.home / "imported"


_NAMES = tuple(f.name for f in fields(Settings) if f.name not in ("home", "mailbox", "secrets"))
_MAIL_NAMES = tuple(f.name for f in fields(MailboxSettings) if f.name != "password")
_PORTS = ("smtp_port", "imap_port")
_FLAGS = ("for_everybody",)


def home_folder(environ: Mapping[str, str]) -> Path:
    """OPTOUT_HOME, or the platform's folder for a user's data."""
    if environ.get("OPTOUT_HOME"):
        return Path(environ["OPTOUT_HOME"]).expanduser().absolute()
    from platformdirs import user_data_dir

    return Path(user_data_dir("optout"))


def load_settings(environ: Mapping[str, str], home: Path | None = None) -> Settings:
    """Read the settings; ``home`` wins over the environment. ``WrongInput`` names the file and key."""
    folder = home or home_folder(environ)
    file = folder / FILE
    table = _read(file)
    _only_known(table, (*_NAMES, "mailbox", "secrets"), file, "")
    given = table | _from_environment(environ, "OPTOUT_", _NAMES)
    plain = {name: _text(given, name, file) for name in _NAMES if name in given and name != "at_once"}
    providers = plain.pop("providers", None)
    return Settings(
        home=folder,
        database=plain.pop("database", f"sqlite:///{folder / 'optout.sqlite3'}"),
        providers=(folder / Path(providers).expanduser()) if providers else None,
        at_once=_at_once(given["at_once"], file) if "at_once" in given else None,
        mailbox=_mailbox(_section(table, "mailbox", file), environ, file),
        secrets=_secrets(_section(table, "secrets", file), environ, file),
        **plain,
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        at = f"{file}:{where[1]}" if where else str(file)
        raise WrongInput(f"{at}: this is not TOML.", todo="Mend that line.") from None
    except PermissionError:
        raise StorageFailure(
            "The folder for optout's data, or the settings in it, may not be read.",
            todo="Mend its permissions, or choose another folder with OPTOUT_HOME.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{file} cannot be read ({type(error).__name__}).") from None


def _only_known(table: Mapping[str, object], known: tuple[str, ...], file: Path, section: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            todo = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
            raise WrongInput(f"{file}: {section}{key!r} is not a known key.", todo=todo)


def _text(table: Mapping[str, object], name: str, file: Path) -> str:
    value = table[name]
    if not isinstance(value, str) or not value:
        raise WrongInput(f"{file}: {name!r} must be text.", todo="Put it in quotes.")
    return value


def _section(table: Mapping[str, Any], name: str, file: Path) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise WrongInput(f"{file}: {name!r} is a section.", todo=f"Write it as [{name}].")
    return section


def _from_environment(environ: Mapping[str, str], prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: environ.get(prefix + name.upper(), "") for name in names}
    return {name: value for name, value in found.items() if value}


def _mailbox(section: dict[str, Any], environ: Mapping[str, str], file: Path) -> MailboxSettings | None:
    if "password" in section:
        raise WrongInput(
            f"{file}: a password does not belong in this file.",
            todo="Use OPTOUT_MAIL_PASSWORD or the system's keyring.",
        )
    _only_known(section, _MAIL_NAMES, file, "mailbox.")
    given = section | _from_environment(environ, "OPTOUT_MAIL_", _MAIL_NAMES)
    if not given:
        return None
    for name in ("address", "smtp_host", "imap_host"):
        if name not in given:
            raise WrongInput(f"{file}: the mailbox has no {name!r}.", todo="Add it.")
    values = {name: _mail_value(given, name, file) for name in given}
    mailbox = MailboxSettings(password=environ.get("OPTOUT_MAIL_PASSWORD", ""), **values)
    _check_security(mailbox, file)
    return mailbox


def _mail_value(given: Mapping[str, object], name: str, file: Path) -> Any:
    if name in _PORTS:
        return _port(given[name], name, file)
    return _flag(given[name], name, file) if name in _FLAGS else _text(given, name, file)


def _flag(value: object, name: str, file: Path) -> bool:
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise WrongInput(f"{file}: mailbox.{name!r} must be true or false.")


def _at_once(value: object, file: Path) -> int:
    if str(value).isdecimal() and 1 <= int(str(value)) <= _MOST_AT_ONCE:
        return int(str(value))
    raise WrongInput(f"{file}: 'at_once' must be a number, 1 to {_MOST_AT_ONCE}.")


def _port(value: object, name: str, file: Path) -> int:
    if str(value).isdecimal() and 1 <= int(str(value)) <= 65535:
        return int(str(value))
    raise WrongInput(f"{file}: mailbox.{name!r} must be a port, 1 to 65535.")


def _check_security(mailbox: MailboxSettings, file: Path) -> None:
    if mailbox.security not in _SECURITY:
        raise WrongInput(f"{file}: mailbox.'security' must be one of: {', '.join(_SECURITY)}.")
    hosts = (mailbox.smtp_host, mailbox.imap_host)
    if mailbox.security == "none" and not all(host in _LOOPBACK for host in hosts):
        raise WrongInput(
            f"{file}: a mailbox without encryption is accepted on this machine only.",
            todo='Set security to "tls" or "starttls".',
        )


def _secrets(section: dict[str, Any], environ: Mapping[str, str], file: Path) -> dict[str, str]:
    stored = {name: _text(section, name, file) for name in section}
    given = {k.removeprefix(SECRET).lower(): v for k, v in environ.items() if k.startswith(SECRET) and v}
    return stored | given


def _from_keyring(address: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        password = keyring.get_password("optout-mail", address)
    except KeyringError:
        password = None
    if not password:
        raise WrongInput(
            "The mailbox has no password.",
            todo="Set OPTOUT_MAIL_PASSWORD, or store it: keyring set optout-mail ADDRESS.",
        )
    return password
