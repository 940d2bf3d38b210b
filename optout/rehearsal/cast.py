"""Which providers a rehearsal is played with."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Kind, Provider
from optout.errors import WrongInput
from optout.running.planning import is_invented, usable


@dataclass(frozen=True, slots=True)
class Cast:
    """``named``: these and their parents. ``everybody``: all that are acted upon. Neither: the usual.

    The usual cast is everything but real brokers, of which there may be hundreds: the invented
    brokers misbehave in every way a real one is known to, so nothing is missed without them.
    """

    named: tuple[str, ...] = ()
    everybody: bool = False

    def of(self, catalog: Catalog) -> list[Provider]:
        """The providers by slug. ``WrongInput`` where a named one does not exist or has no twin."""
        if self.named:
            return [catalog.get(slug) for slug in _with_parents(catalog, self.named)]
        ready = [one for one in catalog if usable(one) and _has_twin(catalog, one.slug)]
        return [one for one in ready if self.everybody or _is_usual(one)]


def _is_usual(provider: Provider) -> bool:
    return provider.kind != Kind.DATA_BROKER or is_invented(provider)


def _with_parents(catalog: Catalog, named: Sequence[str]) -> list[str]:
    """A child is asked at its parent, so the parent must be there."""
    parents = [catalog.get(slug).parent for slug in named]
    found = sorted({*named, *(parent for parent in parents if parent)})
    for slug in found:
        if not _has_twin(catalog, slug):
            raise WrongInput(f"{slug} has no twin to rehearse with.", todo="Add its twin/__init__.py.")
    return found


def _has_twin(catalog: Catalog, slug: str) -> bool:
    return (catalog.folder(slug) / "twin" / "__init__.py").is_file()
