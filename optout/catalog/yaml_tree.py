"""YAML as plain values that remember their lines. Definitions are hostile input, so anchors,
tags, duplicate keys, deep nesting and large files are refused.

Plain scalars follow the YAML 1.2 core schema without its rarities: ``null``, ``true``, ``false``,
decimal numbers; all else is text, so that the country ``NO`` stays a country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 30
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}

Key = str | int


class Unreadable(Exception):
    """The text is not YAML as we accept it: at which line, why, and what to do."""

    def __init__(self, line: int, what: str, todo: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.todo = todo


@dataclass(slots=True)
class Tree:
    """A value, the line where it starts (from 1), and for its parts the same by key or index.

    ``key_lines`` has the lines of a mapping's keys.
    """

    value: Any
    line: int
    parts: dict[Key, "Tree"] = field(default_factory=dict)
    key_lines: dict[Key, int] = field(default_factory=dict)

    def line_of(self, *place: Key) -> int:
        """The line of the place, or of the nearest thing around it that exists."""
        tree, line = self, self.line
        for key in place:
            if key not in tree.parts:
                return line
            line = tree.key_lines.get(key, tree.parts[key].line)
            tree = tree.parts[key]
        return line


def read_tree(raw: bytes, most: int = MAX_BYTES) -> Tree:
    """Parse one YAML document of ``most`` bytes at most. Raises ``Unreadable``."""
    if len(raw) > most:
        raise Unreadable(1, f"the file is larger than {most // 1024} KiB", "Make it smaller.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(line, "the file is not UTF-8 text", "Save it as UTF-8.") from None
    try:
        return _document(_events(text))
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise Unreadable(line, "a control character", "Remove it.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"this is not YAML ({error.problem or error.context})"
        raise Unreadable(
            mark.line + 1 if mark else 1, what, "Mend the line or its indentation."
        ) from None


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _document(events: Iterator[Any]) -> Tree:
    next(events)  # the stream's start
    event = next(events)
    if isinstance(event, yaml.StreamEndEvent):
        raise Unreadable(1, "the file is empty", "Write a definition into it.")
    tree = _tree(next(events), events, 0)
    next(events)  # the document's end
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise Unreadable(
            after.start_mark.line + 1, "a second document starts here", "Keep one per file."
        )
    return tree


def _tree(event: Any, events: Iterator[Any], depth: int) -> Tree:
    line = event.start_mark.line + 1
    _refuse_cleverness(event, line, depth)
    if isinstance(event, yaml.ScalarEvent):
        return Tree(_scalar(event), line)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(line, events, depth)
    return _mapping(line, events, depth)


def _refuse_cleverness(event: Any, line: int, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise Unreadable(line, "anchors and aliases are not accepted", "Write the value out.")
    if event.tag:
        raise Unreadable(line, "tags are not accepted", "Write the plain value.")
    if depth > MAX_DEPTH:
        raise Unreadable(line, f"nested deeper than {MAX_DEPTH} levels", "Make it flatter.")


def _scalar(event: Any) -> object:
    text: str = event.value
    if not event.implicit[0]:  # quoted
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _sequence(line: int, events: Iterator[Any], depth: int) -> Tree:
    tree = Tree([], line)
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        part = _tree(event, events, depth + 1)
        tree.parts[len(tree.value)] = part
        tree.value.append(part.value)
    return tree


def _mapping(line: int, events: Iterator[Any], depth: int) -> Tree:
    tree = Tree({}, line)
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _tree(event, events, depth + 1)
        if not isinstance(key.value, str):
            raise Unreadable(key.line, "a key that is not text", "Put the key in quotes.")
        if key.value in tree.parts:
            raise Unreadable(key.line, f"{key.value!r} is given twice", "Keep one of them.")
        part = _tree(next(events), events, depth + 1)
        tree.key_lines[key.value] = key.line
        tree.parts[key.value] = part
        tree.value[key.value] = part.value
    return tree
