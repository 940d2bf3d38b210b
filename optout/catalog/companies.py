"""Imported organisations as the catalog reads them: one file for all, a provider when it is asked for.

Each line of ``companies.jsonl`` is a slug, a mark, a domain and the definition as JSON, with tabs
between them, sorted by slug. The mark is ``listed``, or ``kept`` for what is kept only for requests
that were opened before. Thousands of folders would take seconds to read; this takes milliseconds.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from optout.catalog.definition import Provider
from optout.catalog.findings import Finding, WrongDefinition

FILE = "companies.jsonl"
LISTED, KEPT = "listed", "kept"
_TODO = "Import its list again: optout providers import."


class Companies:
    """The organisations in one file; none where there is no such file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or Path(FILE)
        self._text: dict[str, str] = {}
        self._domain: dict[str, str] = {}
        self._read: dict[str, Provider] = {}
        for line in _lines(path):
            slug, mark, domain, definition = [*line.split("\t", 3), "", "", ""][:4]
            self._text[slug] = definition
            if mark == LISTED:
                self._domain[slug] = domain

    def __contains__(self, slug: object) -> bool:
        """Also for what is only kept."""
        return slug in self._text

    @property
    def domains(self) -> dict[str, str]:
        """By slug, of those that are listed: the domain that identifies each."""
        return self._domain

    def get(self, slug: str) -> Provider:
        """``KeyError`` where there is none, ``WrongDefinition`` where the file was damaged."""
        if slug not in self._read:
            self._read[slug] = self._provider(slug)
        return self._read[slug]

    def _provider(self, slug: str) -> Provider:
        try:
            provider = Provider.model_validate_json(self._text[slug])
        except ValidationError:
            raise self._damaged(slug) from None
        if provider.slug != slug:
            raise self._damaged(slug)
        return provider

    def _damaged(self, slug: str) -> WrongDefinition:
        line = list(self._text).index(slug) + 1
        return WrongDefinition([Finding(self._path, line, slug, "the line was damaged", _TODO)])


def line_of(provider: Provider, mark: str) -> str:
    """The line that is read back as the same provider."""
    definition = provider.model_dump_json(exclude_defaults=True)
    return f"{provider.slug}\t{mark}\t{provider.domains[0]}\t{definition}\n"


def lines_of(providers: Iterable[tuple[Provider, str]]) -> str:
    """The whole file, for providers with their marks."""
    return "".join(sorted(line_of(provider, mark) for provider, mark in providers))


def _lines(path: Path | None) -> Iterator[str]:
    """Of a file that cannot be read, none: it is as if nothing was imported."""
    try:
        text = path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError):
        return
    yield from (line for line in text.split("\n") if line)
