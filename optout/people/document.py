"""YAML and JSON read as plain text values, with the line of every value and nothing clever.

Both are hostile input: no tags, no anchors, no duplicate keys, bounded depth. Every scalar of YAML
and every number of JSON stays the text that was written, so that a postal code keeps its zeros and
the country NO is not false.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.decoder import JSONDecoder

import yaml

Path = tuple[str | int, ...]

_DEEPEST = 8
_MOST_NODES = 5_000
_BLANKS = re.compile(r"[ \t\n\r]*")
_NOTHING = ("", "~", "null")  # "Null" is a family name


class Malformed(Exception):
    """The text cannot be read: ``line`` (from 1), what is wrong and what to do; never a value."""

    def __init__(self, line: int, what: str, todo: str) -> None:
        super().__init__(f"line {line}: {what}; {todo}")
        self.line, self.what, self.todo = line, what, todo


@dataclass(slots=True)
class Document:
    """Dicts, lists, text and None, and the line of each by its path from the root."""

    data: object = field(repr=False)
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of what is at ``path``, or of the closest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str) -> Document:
    """One YAML document. ``Malformed`` with the line otherwise."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Malformed(mark.line + 1 if mark else 1, "this is not valid YAML", _hint(error)) from None
    finally:
        loader.dispose()
    if node is None:
        raise Malformed(1, "the file is empty", "fill in at least a name and an e-mail address")
    lines: dict[Path, int] = {}
    return Document(_plain(node, (), lines), lines)


def parse_json(text: str) -> Document:
    """One JSON document (RFC 8259). ``Malformed`` with the line otherwise."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        todo = "look for a missing comma, quote or bracket here or just before"
        raise Malformed(error.lineno, "this is not valid JSON", todo) from None
    except RecursionError:
        raise _too_deep(1) from None
    return _JsonLines(text).document()


class _Loader(yaml.BaseLoader):
    """Composes nodes only; refuses aliases (which can blow up) and depth before building anything."""

    def __init__(self, text: str) -> None:
        self._depth = self._nodes = 0
        try:
            super().__init__(text)
        except yaml.reader.ReaderError as error:
            raise _unprintable(text, error) from None

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Malformed(
                line, "anchors (&) and aliases (*) are not used here", "put quotes around the text"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise Malformed(line, "tags (!) are not used here", "put quotes around the text")
        if self._depth == _DEEPEST:
            raise _too_deep(line)
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            raise _too_many(line)
        self._depth += 1
        node = super().compose_node(parent, index)  # type: ignore[arg-type]
        self._depth -= 1
        return node


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, (*path, number), lines) for number, each in enumerate(node.value)]
    plainly_empty = isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NOTHING
    return None if plainly_empty else _whole(str(node.value), lines[path])


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Malformed(line, "a field's name must be plain text", "look for a stray bracket")
        if key.value in found:
            raise _twice(line)
        found[_whole(key.value, line)] = _plain(value, (*path, key.value), lines)
        lines[(*path, key.value)] = line
    return found


class _JsonLines:
    """Walks JSON that is known to be valid once more, for the lines and for duplicate keys."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._scalar = JSONDecoder(parse_int=str, parse_float=str)
        self._lines: dict[Path, int] = {}

    def document(self) -> Document:
        data, _ = self._value(0, ())
        return Document(data, self._lines)

    def _value(self, at: int, path: Path) -> tuple[object, int]:
        at = self._skip(at)
        line = self._lines[path] = self._line(at)
        if len(path) >= _DEEPEST:
            raise _too_deep(line)
        if len(self._lines) > _MOST_NODES:
            raise _too_many(line)
        if self._text[at] == "{":
            return self._object(at + 1, path)
        if self._text[at] == "[":
            return self._array(at + 1, path)
        value, end = self._scalar.raw_decode(self._text, at)
        return (_whole(value, line) if isinstance(value, str) else value), end

    def _object(self, at: int, path: Path) -> tuple[object, int]:
        found: dict[str, object] = {}
        at = self._skip(at)
        while self._text[at] != "}":
            line = self._line(at)
            key, at = self._scalar.raw_decode(self._text, at)
            if key in found:
                raise _twice(line)
            colon = self._skip(at)
            found[_whole(key, line)], at = self._value(colon + 1, (*path, key))
            self._lines[(*path, key)] = line
            at = self._after_comma(at)
        return found, at + 1

    def _array(self, at: int, path: Path) -> tuple[object, int]:
        found: list[object] = []
        at = self._skip(at)
        while self._text[at] != "]":
            value, at = self._value(at, (*path, len(found)))
            found.append(value)
            at = self._after_comma(at)
        return found, at + 1

    def _after_comma(self, at: int) -> int:
        at = self._skip(at)
        return self._skip(at + 1) if self._text[at] == "," else at

    def _skip(self, at: int) -> int:
        blanks = _BLANKS.match(self._text, at)
        return blanks.end() if blanks else at

    def _line(self, at: int) -> int:
        return bisect_right(self._ends, at) + 1


def _whole(value: str, line: int) -> str:
    # Escapes can spell half of a character; such text cannot be stored or sent.
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Malformed(line, "an escape spells half a character", "type the character itself")
    return value


def _hint(error: yaml.MarkedYAMLError) -> str:
    if "\\t" in (error.problem or ""):
        return "indent with spaces, not with tabs"
    if "single document" in (error.context or ""):
        return "keep one person in one file, without a second '---'"
    return "look at the indentation, a missing colon or a missing quote here or just before"


def _unprintable(text: str, error: yaml.reader.ReaderError) -> Malformed:
    line = text.count("\n", 0, error.position) + 1
    return Malformed(line, "there is a control character", "delete it and type the line again")


def _no_constant(name: str) -> str:
    return name


def _twice(line: int) -> Malformed:
    return Malformed(line, "the same field is given twice", "keep one of the two")


def _too_deep(line: int) -> Malformed:
    return Malformed(line, "the brackets or the indentation go too deep", "look for a stray one")


def _too_many(line: int) -> Malformed:
    return Malformed(
        line, "there are more values than a person has", "check that this is the right file"
    )
