"""Builds a provider's twin; what its code does wrong is told to those who wrote it."""

from optout.catalog.catalog import Catalog
from optout.catalog.code_fault import code_fault
from optout.catalog.findings import Finding, WrongDefinition
from optout.errors import OptoutError
from optout.rehearsal.twin import Twin, World


def built(catalog: Catalog, slug: str, world: World) -> Twin:
    """The twin, able to serve. Raises ``WrongDefinition`` with the file and line of a fault in it."""
    try:
        twin: Twin = catalog.twin_of(slug)(world)
        _ = twin.app
    except OptoutError:
        raise
    except Exception as error:  # a contributor's code: whatever it raises is a finding, not our end
        folder = catalog.folder(slug)
        fault = code_fault(error, folder, folder / "twin" / "__init__.py")
        what = f"the twin of {slug} fails ({fault.what})"
        finding = Finding(fault.path, fault.line, "", what, "Mend its code, or add what is missing.")
        raise WrongDefinition([finding]) from error
    return twin
