"""What is wrong with a definition: the file, the line, what is wrong and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from optout.errors import WrongInput


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault. ``where`` is the dotted place in the file, empty for the file as a whole."""

    path: Path
    line: int
    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{shown(self.path)}:{self.line}: {place}{self.what}. {self.todo}"

    def as_json(self) -> dict[str, object]:
        return {
            "path": shown(self.path),
            "line": self.line,
            "where": self.where,
            "what": self.what,
            "todo": self.todo,
        }


class WrongDefinition(WrongInput):
    """A definition that cannot be used, with everything that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def as_json(self) -> dict[str, object]:
        return super().as_json() | {"findings": [finding.as_json() for finding in self.findings]}


def shown(path: Path) -> str:
    """The path as a reader would type it: relative to where they are, if below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
