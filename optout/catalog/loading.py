"""Reads one ``provider.yaml``. Every fault of the file is reported at once, each with its line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optout.catalog.definition import Kind, Provider
from optout.catalog.findings import Finding, WrongDefinition
from optout.catalog.known_forms import known_forms_beside
from optout.catalog.wording import worded
from optout.catalog.yaml_tree import Key, Tree, Unreadable, read_tree

FILE = "provider.yaml"
GROUPS: Mapping[Kind, str] = {
    Kind.DATA_BROKER: "data_brokers",
    Kind.AI_TRAINING: "ai_training",
    Kind.DATASET_SEARCH: "dataset_search",
    Kind.TAKEDOWN: "takedown",
    Kind.COMPANY: "companies",
}
"""The folder in which the providers of a kind live."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A provider with the file it came from."""

    provider: Provider
    path: Path
    tree: Tree

    def finding(self, place: tuple[Key, ...], what: str, todo: str) -> Finding:
        """A fault at ``place``, the keys and indexes that lead there."""
        where = ".".join(map(str, place))
        return Finding(self.path, self.tree.line_of(*place), where, what, todo)


Misplacements = Callable[[Path, Tree], Iterator[Finding]]


def load_definition(path: Path) -> Provider:
    """The provider that ``path`` defines. Raises ``WrongDefinition`` with every finding."""
    return read_definition(path).provider


def load_anywhere(path: Path) -> Provider:
    """The same, wherever the file lies: its folder need not be named by its slug."""
    return _definition(path, lambda _path, _tree: iter(())).provider


def read_definition(path: Path) -> Definition:
    """The same as ``load_definition``, with the positions in the file."""
    return _definition(path, _misplaced)


def _definition(path: Path, misplacements: Misplacements) -> Definition:
    tree = _read(path)
    if not isinstance(tree.value, dict):
        raise WrongDefinition([Finding(path, tree.line, "", "not a mapping", "Write key: value lines.")])
    try:
        provider = Provider.model_validate(tree.value)
    except ValidationError as error:
        named = [worded(each, tree, path) for each in error.errors() if not _follows(each)]
        raise WrongDefinition([*named, *misplacements(path, tree)]) from None
    misplaced = list(misplacements(path, tree))
    if misplaced:
        raise WrongDefinition(misplaced)
    return Definition(provider.knowing(known_forms_beside(path)), path, tree)


def _read(path: Path) -> Tree:
    try:
        return read_tree(path.read_bytes())
    except OSError as error:
        what = f"the file cannot be read ({type(error).__name__})"
        raise WrongDefinition(
            [Finding(path, 1, "", what, "Check that it is there and readable.")]
        ) from None
    except Unreadable as error:
        raise WrongDefinition([Finding(path, error.line, "", error.what, error.todo)]) from None


def _follows(error: Mapping[str, Any]) -> bool:
    """Whether it only says again that the items of a list, reported each, were wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _misplaced(path: Path, tree: Tree) -> Iterator[Finding]:
    slug, kind = tree.value.get("slug"), tree.value.get("kind")
    folder = path.resolve().parent
    if isinstance(slug, str) and folder.name != slug:
        what = f"the folder {folder.name!r} is not named by the slug {slug!r}"
        yield Finding(
            path,
            tree.line_of("slug"),
            "slug",
            what,
            "Rename the folder, or mend the slug if the provider is new: it is permanent later.",
        )
    group = GROUPS.get(Kind(kind)) if kind in list(Kind) else None
    if group and folder.parent.name != group:
        what = f"a provider of kind {kind} lives in {group}/, not in {folder.parent.name}/"
        yield Finding(path, tree.line_of("kind"), "kind", what, "Move the folder or mend the kind.")
