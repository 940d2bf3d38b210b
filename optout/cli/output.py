"""What every command prints: words for people, or one JSON value on standard output.

Progress goes to standard error, so that standard output can always be piped.
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Add ``--json`` to a command, handed to it as ``as_json``."""
    flag = click.option("--json", "as_json", is_flag=True, help="Print one JSON value instead of words.")
    return flag(command)


def emit(value: object, as_json: bool, words: Callable[[], str | None]) -> None:
    """Print ``value`` as JSON with sorted keys, or what ``words`` returns (None: it printed itself).

    ``value`` may hold dataclasses, enums, dates, paths and tuples; anything else that JSON does
    not know raises ``TypeError``.
    """
    if as_json:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, indent=_indent(), default=_plain)
        click.echo(printable_json(text))
        return
    said = words()
    if said:
        click.echo(printable(said))


def _indent() -> int | None:
    """Lines for people; programs read one line, which is written several times as fast."""
    return 2 if sys.stdout.isatty() else None


def progress(message: str) -> None:
    """One line on standard error."""
    click.echo(printable(message), err=True)


def printable(text: str) -> str:
    """The text for a terminal: U+FFFD in place of what would steer it, or turn what is read."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def printable_json(text: str) -> str:
    """The same JSON value, with such characters spelt out."""
    return _UNPRINTABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} has no JSON form")
