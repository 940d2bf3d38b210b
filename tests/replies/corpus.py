"""The reply mails as bytes, each with what it is. How an entry is written: the keys of ``ALLOWED``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from optout.channels.mail.understood import MailClass
from tests.replies.writing import written

Split = Literal["development", "evaluation", "training", "blind"]
Entry = dict[str, Any]

HALVES: tuple[Split, ...] = ("development", "evaluation")
SPLITS: tuple[Split, ...] = (*HALVES, "training", "blind")
ALLOWED = frozenset(
    """id class from senders to subject auth answers headers text html report raw
    attachments code followable ground""".split()  # noqa: SIM905 - a list of names reads better as words
)
"""``auth`` is pass, fail, none or other (a pass for somebody else's domain); ``raw`` is a whole mail."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reply:
    """One mail. ``senders`` are the domains that the provider's definition lists.

    ``code`` is what must be read from it, where blanks do not count; ``followable`` are exactly the
    links that may be followed.
    """

    id: str
    mail_class: MailClass
    senders: tuple[str, ...]
    raw: bytes
    code: str | None
    followable: tuple[str, ...]
    language: str


def replies(split: Split) -> list[Reply]:
    """All mails of one split, in the order of their files' names."""
    return [_reply(entry) for entry in entries(split)]


@cache
def entries(split: Split) -> tuple[Entry, ...]:
    """The entries as they are written. Raises ``ValueError`` for a key that there is not."""
    return tuple(entry for path in sorted((_HERE / split).glob("*.yaml")) for entry in _read(path))


def _read(path: Path) -> list[Entry]:
    found: list[Entry] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []
    for entry in found:
        if unknown := set(entry) - ALLOWED:
            raise ValueError(f"{path.name}: {entry.get('id')}: unknown {sorted(unknown)}")
    return found


def _reply(entry: Entry) -> Reply:
    return Reply(
        id=entry["id"],
        mail_class=MailClass(entry["class"]),
        senders=tuple(entry.get("senders", ())),
        raw=written(entry),
        code=entry.get("code"),
        followable=tuple(entry.get("followable", ())),
        language=entry["id"].partition("-")[0],
    )
