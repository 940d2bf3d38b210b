"""Which provider a broker's parent is: one of our own where we have one, otherwise an imported one."""

from collections.abc import Iterable, Iterator

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Tier
from optout.catalog.importing.ddg.broker import Broker
from optout.catalog.importing.earlier import Earlier
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.slugs import slug_of


class Parents:
    """Slugs by domain, over what is imported now, what was before, and our own providers."""

    def __init__(self, brokers: Iterable[Broker], known: Earlier, shipped: Catalog) -> None:
        now = {broker.url: broker.parent for broker in brokers}
        self._known = known
        self._parent_of = _parents_before(known) | now
        before = {provider.domains[0]: provider.slug for provider in known}
        self._imported = before | {url: slug_of(url) for url in now}
        self._hidden = set(shipped.slugs)
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
        slug = self._imported.get(domain)
        return None if slug in self._hidden else slug

    def refuse_taken(self, broker: Broker) -> None:
        """Raises ``Unusable`` where its slug is that of another broker, with requests of its own."""
        before = self._known.get(slug_of(broker.url))
        if before is not None and before.domains[0] != broker.url:
            raise Unusable("url", f"{broker.url} looks the same as {before.domains[0]}, imported before")

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


def _parents_before(known: Earlier) -> dict[str, str | None]:
    """From the domain of what was imported before to that of its parent, where that was imported too."""
    above = {one.domains[0]: known.get(one.parent) for one in known if one.parent}
    return {domain: parent.domains[0] for domain, parent in above.items() if parent}
