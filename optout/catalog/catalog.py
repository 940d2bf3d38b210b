"""The catalog: every provider folder, discovered by looking, read when asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from optout.catalog import companies
from optout.catalog.companies import Companies
from optout.catalog.definition import Provider, Tier
from optout.catalog.findings import WrongDefinition
from optout.catalog.loading import FILE, GROUPS, Definition, read_definition
from optout.errors import WrongInput


class Catalog:
    """Providers by slug. A definition is read and validated at its first use.

    One of ours that cannot be used is a fault that stops. An imported one (``imported`` are their
    slugs) that was damaged is left out, as if it were not there, until it is imported again.
    """

    def __init__(
        self,
        folders: Mapping[str, Path],
        imported: Iterable[str] = (),
        others: Companies | None = None,
    ) -> None:
        self._folders = dict(sorted(folders.items()))
        self._imported = frozenset(imported)
        self._others = others or Companies()
        self._slugs = tuple(sorted(self._folders.keys() | self._others.domains.keys()))
        self._read: dict[str, Definition] = {}

    def __len__(self) -> int:
        return len(self._slugs)

    def __contains__(self, slug: object) -> bool:
        """Also for an imported organisation that is kept only for requests that were opened before."""
        known = slug in self._folders or slug in self._others
        return known and not self._is_damaged(str(slug))

    def __iter__(self) -> Iterator[Provider]:
        """Every provider, by slug. Raises ``WrongDefinition`` at one of ours that cannot be used."""
        return (self.get(slug) for slug in self._slugs if not self._is_damaged(slug))

    def damaged(self) -> tuple[str, ...]:
        """The imported ones that are left out."""
        return tuple(slug for slug in self._slugs if self._is_damaged(slug))

    @property
    def slugs(self) -> tuple[str, ...]:
        return self._slugs

    @property
    def in_folders(self) -> tuple[str, ...]:
        """The slugs of those that have a folder, with a file that somebody can mend."""
        return tuple(self._folders)

    def get(self, slug: str) -> Provider:
        """``WrongInput`` where there is none of that name, ``WrongDefinition`` where it is faulty."""
        if slug not in self._folders and slug in self._others:
            return self._others.get(slug)
        return self.definition(slug).provider

    def definition(self, slug: str) -> Definition:
        """The same, with the file and its positions; for those that have a folder."""
        if slug not in self._read:
            self._read[slug] = self._reading(slug)
        return self._read[slug]

    def _reading(self, slug: str) -> Definition:
        try:
            return read_definition(self.folder(slug) / FILE)
        except WrongDefinition as wrong:
            if slug not in self._imported:
                raise
            todo = "Import it again: optout providers import ddg PATH."
            raise WrongDefinition(replace(each, todo=todo) for each in wrong.findings) from None

    def _is_damaged(self, slug: str) -> bool:
        if slug in self._folders and slug not in self._imported:
            return False
        try:
            self.get(slug)
        except WrongDefinition:
            return True
        return False

    def folder(self, slug: str) -> Path:
        """The provider's folder; ``WrongInput`` where it has none, with the nearest slug there is."""
        if slug not in self._folders and slug in self._others:
            raise WrongInput(
                f"{slug} was imported from a list of organisations and has no folder.",
                todo="Its definition is shown by: optout providers show.",
            )
        if slug not in self._folders:
            near = get_close_matches(slug, self._slugs, n=1)
            todo = f"Did you mean {near[0]!r}?" if near else "See optout providers list."
            raise WrongInput(f"There is no provider {slug!r}.", todo=todo)
        return self._folders[slug]

    def covered(self) -> dict[str, str]:
        """Imported providers that are better defined elsewhere: their slug, and the better one's.

        Ours goes before all others, and what has a folder before what is only an address in a list.
        A draft of ours, which is never acted upon, covers nothing; nor does an imported one that is
        retired.
        """
        defined = [self.get(slug) for slug in self._folders if not self._is_damaged(slug)]
        ours = _owners(one for one in defined if one.origin is None and one.tier != Tier.DRAFT)
        theirs = [one for one in defined if one.origin is not None]
        every = _owners(one for one in theirs if one.tier != Tier.RETIRED) | ours
        covered = {one.slug: ours[one.domains[0]] for one in theirs if one.domains[0] in ours}
        others = {slug: every[at] for slug, at in self._others.domains.items() if at in every}
        return covered | {slug: by for slug, by in others.items() if slug not in self._folders}

    def in_use(self) -> tuple[Provider, ...]:
        """Every provider that is not retired."""
        return tuple(provider for provider in self if provider.tier != Tier.RETIRED)

    def flow_of(self, slug: str) -> type[Any]:
        """The class ``Flow`` in the provider's ``flow.py``."""
        from optout.catalog.code import class_in

        return class_in(self.folder(slug), "flow", "Flow")

    def twin_of(self, slug: str) -> type[Any]:
        """The class ``Twin`` in the provider's ``twin/``."""
        from optout.catalog.code import class_in

        return class_in(self.folder(slug), "twin", "Twin")


def load_catalog(extra: Path | None = None, imported: Path | None = None) -> Catalog:
    """Discover the shipped providers and those in ``extra``, a folder laid out like ``providers/``.

    ``imported`` is where imported definitions are kept. A slug of ours hides an imported one.
    """
    if extra and not extra.is_dir():
        raise WrongInput(f"The folder of providers {extra} does not exist.", todo="Mend the setting.")
    folders: dict[str, Path] = {}
    for folder in (folder for root in roots(extra) for folder in _provider_folders(root)):
        if folder.name in folders:
            raise WrongInput(
                f"The slug {folder.name!r} is taken twice: {folders[folder.name]} and {folder}.",
                todo="A slug names one provider: rename the newer one.",
            )
        folders[folder.name] = folder
    from optout.catalog.importing.generations import in_use

    root = in_use(imported) if imported else None
    others = folders_in(root)
    listed = Companies(root / companies.FILE) if root else None
    return Catalog(others | folders, others.keys() - folders.keys(), listed)


def _owners(providers: Iterable[Provider]) -> dict[str, str]:
    return {domain: provider.slug for provider in providers for domain in provider.domains}


def roots(extra: Path | None = None) -> tuple[Path, ...]:
    """The folders under which provider folders are looked for, each once."""
    import optout.providers

    every = [*map(Path, optout.providers.__path__), *([extra] if extra else [])]
    return tuple(dict.fromkeys(path.resolve() for path in every))


def folders_in(root: Path | None) -> dict[str, Path]:
    """The provider folders of one root, by slug; none where there is no root."""
    return {folder.name: folder for folder in _provider_folders(root)} if root else {}


def _provider_folders(root: Path) -> Iterator[Path]:
    for group in GROUPS.values():
        yield from (file.parent for file in (root / group).glob(f"*/{FILE}"))
