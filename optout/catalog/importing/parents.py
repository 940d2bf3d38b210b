"""Which provider a broker's parent is: one of our own where we have one, otherwise an imported one."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Tier
from optout.catalog.importing.ddg.broker import Broker
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.slugs import slug_of


class Parents:
    """Slugs by domain, over what is imported now, what was before, and our own providers."""

    def __init__(self, brokers: Iterable[Broker], known: Mapping[str, Path], shipped: Catalog) -> None:
        self._parent_of = {broker.url: broker.parent for broker in brokers}
        self._imported = {slug_of(url) for url in self._parent_of} | set(known)
        self._own = {
            domain: provider.slug
            for provider in shipped
            if provider.tier != Tier.DRAFT
            for domain in provider.domains
        }

    def slug_at(self, domain: str) -> str | None:
        """The slug of the provider that has the domain; None where there is none."""
        if domain in self._own:
            return self._own[domain]
        slug = slug_of(domain)
        return slug if slug in self._imported else None

    def refuse_circles(self, broker: Broker) -> None:
        """Raises ``Unusable`` where a broker's parents lead back to it: nobody would ever be asked."""
        if broker.url in self._above(broker.url):
            raise Unusable("parent", "its parents lead back to itself")

    def _above(self, url: str) -> Iterator[str]:
        seen: set[str] = set()
        above = self._parent_of.get(url)
        while above is not None and above not in seen:
            seen.add(above)
            yield above
            above = self._parent_of.get(above)
