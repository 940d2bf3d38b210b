"""JSON as hostile input: bounded in size and depth, no key twice, no numbers that JSON lacks."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from optout.catalog.importing.faults import Unusable

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def read_json(path: Path) -> Any:
    """The value in the file. Raises ``Unusable``."""
    return parsed(read_bytes(path, MAX_BYTES))


def read_bytes(path: Path, most: int) -> bytes:
    """The content of an ordinary file of ``most`` bytes at most. Raises ``Unusable``."""
    try:
        if path.exists() and not path.is_file():  # reading a pipe would never end
            raise Unusable("", "this is no ordinary file")
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as error:
        raise Unusable("", f"the file cannot be read ({type(error).__name__})") from None
    if len(raw) > most:
        raise Unusable("", f"the file is larger than {most // 1024} KiB")
    return raw


def parsed(raw: bytes) -> Any:
    """The value of one JSON text. Raises ``Unusable``."""
    value = _value(raw, strict=True)
    refuse_hidden(value)
    return value


def unlooked(raw: bytes) -> Any:
    """The value of one JSON text, of which the caller has to ``refuse_hidden`` entry by entry.

    Raises ``Unusable`` for what concerns the text as a whole.
    """
    return _value(raw, strict=False)


def refuse_hidden(value: Any) -> None:
    """Control characters hide what a text says from whoever reads it. Raises ``Unusable`` for one."""
    if isinstance(value, str) and _UNPRINTABLE.search(value):
        raise Unusable("", "a text in the file holds a control character")
    for part in _parts(value):
        refuse_hidden(part)


def _value(raw: bytes, strict: bool) -> Any:
    """Within the bounds. Unless ``strict``, control characters may stand in a text as they are."""
    try:
        value = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            strict=strict,
        )
    except UnicodeDecodeError:
        raise Unusable("", "the file is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise Unusable(f"line {error.lineno}", f"this is not JSON ({error.msg})") from None
    except RecursionError:
        raise _too_deep() from None
    except Unusable:
        raise
    except ValueError:  # a number of thousands of digits
        raise Unusable("", "a number in the file is too long") from None
    _refuse_depth(value, 1)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for key, value in pairs:
        if key in known:
            raise Unusable("", f"the key {key[:80]!r} is given twice")
        known[key] = value
    return known


def _no_number(name: str) -> NoReturn:
    raise Unusable("", f"{name} is no number in JSON")


def _refuse_depth(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _too_deep()
    for part in _parts(value):
        _refuse_depth(part, depth + 1)


def _parts(value: Any) -> Sequence[Any]:
    inner = [*value, *value.values()] if isinstance(value, dict) else value
    return inner if isinstance(inner, list) else ()


def _too_deep() -> Unusable:
    return Unusable("", f"the file is nested deeper than {MAX_DEPTH} levels")
