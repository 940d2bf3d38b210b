"""From a path that a contributor names to the catalog it belongs to."""

from pathlib import Path

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.loading import GROUPS
from optout.errors import WrongInput


def catalog_around(path: Path) -> Catalog:
    """The shipped catalog with the folder of providers that ``path`` is, or lies in.

    ``path`` is absolute: such a folder, one of its groups, a provider's folder or a file in it.
    """
    for folder in (path, *path.parents):
        if folder.name in GROUPS.values():
            return load_catalog(folder.parent)
    if any((path / group).is_dir() for group in GROUPS.values()):
        return load_catalog(path)
    raise WrongInput(
        f"{path} holds no providers.",
        todo=f"A providers folder has one of: {', '.join(GROUPS.values())}.",
    )
