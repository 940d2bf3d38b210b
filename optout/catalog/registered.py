"""Which providers stand in California's registry of data brokers, as the person imported it."""

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.importing.companies.entry import ListName
from optout.catalog.importing.companies.lists import LISTS


def registered_in_california(catalog: Catalog) -> frozenset[str]:
    """Their slugs; of one that we have a definition of our own for, that one's too."""
    listed = {provider.slug for provider in catalog if _is_listed(provider)}
    own = {ours for imported, ours in catalog.covered().items() if imported in listed}
    return frozenset(listed | own)


def _is_listed(provider: Provider) -> bool:
    title = LISTS[ListName.CPPA].title
    return any(source.what.startswith(title) for source in provider.sources)
