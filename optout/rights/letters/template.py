"""A text with placeholders in braces, which are filled in literally."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """``parts`` are words and names of placeholders in turn, words first and last."""

    parts: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The placeholders. Whatever else is in braces was written so, and stays."""
        return frozenset(self.parts[1::2])

    def filled(self, values: Mapping[str, str]) -> str:
        """The text. A value stays as it is, braces and all. ``KeyError`` where one is not there."""
        parts = list(self.parts)
        parts[1::2] = [values[name] for name in self.parts[1::2]]
        return "".join(parts)


def template(text: str) -> Template:
    return Template(tuple(_PLACEHOLDER.split(text)))
