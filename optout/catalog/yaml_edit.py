"""Small edits of a definition's text that leave its comments, order and layout as they are.

Each edit changes a line or two, and counts only where the text then says exactly what was meant
and nothing else; otherwise there is no such edit, and a person has to make it.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from optout.catalog.yaml_tree import Key, Tree, Unreadable, read_tree

Place = tuple[Key, ...]
_LINES = 8
_PLAIN = re.compile(r"[A-Za-z][\w ./:-]*")


@dataclass(frozen=True, slots=True)
class SetText:
    """The text at ``place`` becomes ``new``."""

    place: Place
    new: str

    def apply(self, text: str) -> str | None:
        tree = read_tree(text.encode())
        old = _part(tree, self.place).value
        wanted = deepcopy(tree.value)
        _inside(wanted, self.place[:-1])[self.place[-1]] = self.new
        spelled = [json.dumps(old, ensure_ascii=False), f"'{old}'", str(old)]
        return _first_right(_replaced(text, _lines(tree, self.place), spelled, self.new), wanted)


@dataclass(frozen=True, slots=True)
class AddTo:
    """``item`` becomes the last of the list at ``place``, or of the mapping, with its ``value``."""

    place: Place
    item: str
    value: str | None = None

    def apply(self, text: str) -> str | None:
        tree = read_tree(text.encode())
        wanted = deepcopy(tree.value)
        holder = _inside(wanted, self.place)
        if isinstance(holder, dict):
            holder[self.item] = self.value
        else:
            holder.append(self.item)
        return _first_right(self._candidates(text, tree), wanted)

    def _candidates(self, text: str, tree: Tree) -> Iterator[str]:
        lines, said = text.splitlines(keepends=True), _entry(self.item, self.value)
        first = _part(tree, self.place).line - 1
        for number in range(first, min(first + _LINES, len(lines))):
            for close in re.finditer(r"[\]}]", lines[number]):
                at = close.start()
                yield _with_line(lines, number, f"{lines[number][:at]}, {said}{lines[number][at:]}")
            indent = re.match(r"\s*(- )?", lines[number])
            head = indent[0] if indent else ""
            yield "".join([*lines[: number + 1], f"{head}{said}\n", *lines[number + 1 :]])


@dataclass(frozen=True, slots=True)
class TakeFrom:
    """``item`` is taken out of the list or the mapping at ``place``."""

    place: Place
    item: str

    def apply(self, text: str) -> str | None:
        tree = read_tree(text.encode())
        wanted = deepcopy(tree.value)
        holder = _inside(wanted, self.place)
        value = holder.pop(self.item) if isinstance(holder, dict) else holder.remove(self.item)
        return _first_right(self._candidates(text, tree, _entry(self.item, value)), wanted)

    def _candidates(self, text: str, tree: Tree, said: str) -> Iterator[str]:
        lines = text.splitlines(keepends=True)
        first = _part(tree, self.place).line - 1
        for number in range(first, min(first + _LINES, len(lines))):
            line = lines[number]
            for sides in (f"{said}, ", f", {said}"):
                for found in re.finditer(re.escape(sides), line):
                    yield _with_line(lines, number, line[: found.start()] + line[found.end() :])
            if line.strip() in (said, f"- {said}"):
                yield _with_line(lines, number, "")


Edit = SetText | AddTo | TakeFrom


def apply_edits(text: str, edits: tuple[Edit, ...]) -> str | None:
    """The text after all of them, or None where one cannot be made."""
    for edit in edits:
        try:
            edited = edit.apply(text)
        except (Unreadable, LookupError, ValueError):
            return None
        if edited is None:
            return None
        text = edited
    return text


def _entry(item: str, value: str | None) -> str:
    return item if value is None else f"{item}: {value}"


def _replaced(text: str, numbers: range, spelled: list[str], new: str) -> Iterator[str]:
    lines = text.splitlines(keepends=True)
    written = [new] if _PLAIN.fullmatch(new) else []
    for number in numbers:
        line = lines[number] if number < len(lines) else ""
        for old in spelled:
            for found in re.finditer(re.escape(old), line):
                for as_text in (*written, json.dumps(new, ensure_ascii=False)):
                    changed = line[: found.start()] + as_text + line[found.end() :]
                    yield _with_line(lines, number, changed)


def _with_line(lines: list[str], number: int, line: str) -> str:
    return "".join([*lines[:number], line, *lines[number + 1 :]])


def _lines(tree: Tree, place: Place) -> range:
    line = _part(tree, place).line - 1
    return range(line, line + 1)


def _first_right(candidates: Iterator[str], wanted: object) -> str | None:
    return next((one for one in candidates if _says(one) == wanted), None)


def _says(text: str) -> object:
    try:
        return read_tree(text.encode()).value
    except Unreadable:
        return None


def _part(tree: Tree, place: Place) -> Tree:
    for key in place:
        tree = tree.parts[key]
    return tree


def _inside(value: Any, place: Place) -> Any:
    for key in place:
        value = value[key]
    return value
