"""Content-Usage (AIPREF), in header lines and in robots.txt. A draft, of which no RFC exists yet.

Source: draft-ietf-aipref-vocab-07 and draft-ietf-aipref-attach-05, August 2026. The labels are data, in
``aipref.yaml``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from optout.signals.robots.groups import Robots
from optout.signals.stated import stated
from optout.signals.wish import Wish, combined

_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Label:
    """A use that a draft knows."""

    label: str
    means: str
    draft: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Usage:
    """What is said: a wish for every known label, and the labels that no present draft knows.

    ``readable`` is False where the value is no dictionary of structured fields: then nothing is said.
    ``lines`` are those of the robots.txt that apply.
    """

    wishes: Mapping[str, Wish]
    unknown_labels: tuple[str, ...] = ()
    readable: bool = True
    lines: tuple[int, ...] = ()


@cache
def labels() -> tuple[Label, ...]:
    """Every label that is read as a statement."""
    return tuple(Label(**row) for row in _table()["labels"])


def read_value(value: str | bytes) -> Usage:
    """One value. Only the tokens ``y`` and ``n`` say something; of a label given twice the last one."""
    import http_sf

    text = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    try:
        members = http_sf.parse(text[: _MOST_BYTES + 1], tltype="dictionary")
    except ValueError:
        return Usage(_nothing_said(), readable=False)
    if not isinstance(members, dict) or len(text) > _MOST_BYTES:
        return Usage(_nothing_said(), readable=False)
    return _usage(members)


def read_headers(values: Sequence[str]) -> Usage:
    """The Content-Usage lines of one answer: several are one value."""
    return read_value(", ".join(values))


def in_robots(robots: Robots, agent: str, url: str) -> Usage:
    """What a robots.txt says to an agent about an address; of lines for the same path a refusal wins."""
    lines = stated(robots, agent, url, "content-usage")
    read = [read_value(line.value) for line in lines]
    return Usage(
        combined([_nothing_said(), *(one.wishes for one in read)]),
        tuple(dict.fromkeys(label for one in read for label in one.unknown_labels)),
        all(one.readable for one in read),
        tuple(line.line for line in lines),
    )


def why_unknown(label: str) -> str:
    """Where a label that says nothing comes from, for people."""
    table = _table()
    if label in table["former"]:
        return "a label of an earlier draft"
    if label in table["foreign"]:
        return "a label of another vocabulary"
    return "no label of the drafts"


def _usage(members: Mapping[str, Any]) -> Usage:
    known = _nothing_said()
    wishes = {label: _wish(members[label]) for label in known if label in members}
    return Usage(known | wishes, tuple(label for label in members if label not in known))


def _wish(member: object) -> Wish:
    from http_sf import Token

    item = member[0] if isinstance(member, tuple) else member
    if not isinstance(item, Token):
        return Wish.UNKNOWN
    return {"y": Wish.ALLOWED, "n": Wish.REFUSED}.get(str(item), Wish.UNKNOWN)


def _nothing_said() -> dict[str, Wish]:
    return dict.fromkeys((one.label for one in labels()), Wish.UNKNOWN)


@cache
def _table() -> dict[str, Any]:
    import yaml

    text = (files("optout.signals") / "aipref.yaml").read_text("utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
