"""Settings: where things are kept and through what the outside world is reached.

Read from ``settings.toml`` in the home folder and from ``OPTOUT_*`` variables, which win. Kept
light on purpose: every command starts by reading them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from optout.errors import WrongInput
from optout.mailbox_settings import MailboxSettings, mailbox_of
from optout.settings_file import (
    from_environment,
    number_of,
    only_known,
    read_table,
    section_of,
    text_of,
)

FILE = "settings.toml"
EXECUTOR = "local"
"""The name of a worker that is alone, as on a laptop."""
SECRET = "OPTOUT_SECRET_"  # noqa: S105 - a variable's prefix
_MOST_AT_ONCE = 64
_CONTACT = re.compile(r"(https://|(?=[^@]+@[^@]+$))[A-Za-z0-9@._~:/?#+%&=-]{3,200}")
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """``database`` is an SQLAlchemy URL, ``providers`` one more folder of definitions,
    ``executor`` this process's name among the workers on one database, ``at_once`` how many
    providers it may visit at the same time (None: as many as suit the machine). ``sites`` says for
    domains of the person's own in which folder of this machine the site's files lie. ``contact`` is an
    address for those who run the servers that are asked; everybody who is asked learns it."""

    home: Path
    database: str = field(repr=False)  # may hold a password
    schedule: str = "everyday"
    browser: str | None = None
    providers: Path | None = None
    executor: str = EXECUTOR
    at_once: int | None = None
    contact: str | None = None
    mailbox: MailboxSettings | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    sites: Mapping[str, Path] = field(default_factory=dict, repr=False)

    @property
    def imported(self) -> Path:
        """Where definitions are kept that were imported from other catalogs."""
        return self.home / "imported"


_SECTIONS = ("mailbox", "secrets", "sites")
_NAMES = tuple(f.name for f in fields(Settings) if f.name not in ("home", *_SECTIONS))


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
    table = read_table(file)
    only_known(table, (*_NAMES, *_SECTIONS), file, "")
    given = table | from_environment(environ, "OPTOUT_", _NAMES)
    plain = {name: text_of(given, name, file) for name in _NAMES if name in given and name != "at_once"}
    providers = plain.pop("providers", None)
    _check_contact(plain.get("contact"), file)
    return Settings(
        home=folder,
        database=plain.pop("database", f"sqlite:///{folder / 'optout.sqlite3'}"),
        providers=(folder / Path(providers).expanduser()) if providers else None,
        at_once=_at_once(given["at_once"], file) if "at_once" in given else None,
        mailbox=mailbox_of(section_of(table, "mailbox", file), environ, file),
        secrets=_secrets(section_of(table, "secrets", file), environ, file),
        sites=_sites(section_of(table, "sites", file), file),
        **plain,
    )


def _at_once(value: object, file: Path) -> int:
    return number_of(value, _MOST_AT_ONCE, f"{file}: 'at_once' must be a number, 1 to {_MOST_AT_ONCE}.")


def _check_contact(contact: str | None, file: Path) -> None:
    """It stands in a header's comment: nothing that could end it."""
    if contact is not None and not _CONTACT.fullmatch(contact):
        what = f"{file}: 'contact' is neither an address of a page nor an e-mail address."
        raise WrongInput(what, todo="Write https://... or name@mail.example, in plain letters.")


def _secrets(section: dict[str, Any], environ: Mapping[str, str], file: Path) -> dict[str, str]:
    stored = {name: text_of(section, name, file) for name in section}
    given = {k.removeprefix(SECRET).lower(): v for k, v in environ.items() if k.startswith(SECRET) and v}
    return stored | given


def _sites(section: dict[str, Any], file: Path) -> dict[str, Path]:
    """Folders by domain; one that is not absolute lies below the home folder."""
    for domain in section:
        if not _SITE.fullmatch(domain):
            what = f"{file}: in [sites], {domain!r} is not a domain."
            raise WrongInput(what, todo='Write it small, without https://, as "rosalind.example".')
    return {name: file.parent / Path(text_of(section, name, file)).expanduser() for name in section}
