"""What was imported before, as it can still be read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from optout.catalog.catalog import folders_in
from optout.catalog.definition import Provider
from optout.catalog.findings import WrongDefinition
from optout.catalog.importing.generations import in_use
from optout.catalog.loading import FILE, load_definition


class Earlier:
    """The definitions in use below ``folder``, by slug; each is read at its first use."""

    def __init__(self, folder: Path) -> None:
        self.folders: Mapping[str, Path] = folders_in(in_use(folder))
        self._read: dict[str, Provider | None] = {}

    def get(self, slug: str) -> Provider | None:
        """None for one that is not there, and for one that was damaged since."""
        if slug not in self._read:
            self._read[slug] = self._loaded(slug) if slug in self.folders else None
        return self._read[slug]

    def __iter__(self) -> Iterator[Provider]:
        """Those that can be read."""
        return (known for slug in self.folders if (known := self.get(slug)) is not None)

    def _loaded(self, slug: str) -> Provider | None:
        try:
            return load_definition(self.folders[slug] / FILE)
        except WrongDefinition:
            return None
