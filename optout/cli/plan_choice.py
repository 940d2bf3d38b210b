"""Which providers a plan is about: those that are named, whole groups, or what is asked by default."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.definition import Provider
from optout.cli.session import settings
from optout.errors import WrongInput
from optout.report.forecast import Having
from optout.report.groups import group_of, grouped
from optout.report.left_out import LeftOut, left_out
from optout.running.planning import is_invented, usable


@dataclass(frozen=True, slots=True)
class Choice:
    """``offered`` is what there is to choose from, ``groups`` the names of the chosen ones.

    ``named``: whether the person named providers or groups, and so is not asked again.
    ``one_by_one``: whether they named each provider, and so is planned what only a name plans.
    """

    offered: Sequence[Provider]
    groups: Collection[str]
    named: bool
    one_by_one: bool = False

    @classmethod
    def of(cls, only: Collection[str], groups: Collection[str]) -> "Choice":
        """Raises ``WrongInput`` for a provider or a group that there is not."""
        catalog = load_catalog(settings().providers, settings().imported)
        named = [catalog.get(slug) for slug in dict.fromkeys(only)]
        offered = named if only else _to_be_asked(catalog)
        known = grouped(offered)
        if groups:
            chosen = tuple(_known(name, known) for name in groups)
            return cls(offered, chosen, named=True, one_by_one=bool(only))
        return cls(offered, tuple(known), named=bool(only), one_by_one=bool(only))

    @property
    def chosen(self) -> list[Provider]:
        """Everybody in the chosen groups."""
        return [provider for provider in self.offered if group_of(provider) in self.groups]

    def planned(self, having: Having) -> list[Provider]:
        """Of the chosen groups those that this person's plan takes in: all where each was named."""
        return [provider for provider in self.chosen if self._why_not(provider, having) is None]

    def left_out(self, having: Having) -> dict[LeftOut, list[str]]:
        """The slugs of the others, by why."""
        found: dict[LeftOut, list[str]] = {}
        for provider in self.chosen:
            if (why := self._why_not(provider, having)) is not None:
                found.setdefault(why, []).append(provider.slug)
        return found

    def _why_not(self, provider: Provider, having: Having) -> LeftOut | None:
        """Companies are taken a group at a time; what else is left out needs its own name."""
        if self.one_by_one:
            return None
        why = left_out(provider, having)
        return None if self.named and why == LeftOut.STRANGER else why

    def only(self, groups: Collection[str]) -> "Choice":
        """The same offer, of which these groups are chosen."""
        return replace(self, groups=tuple(groups))


def _to_be_asked(catalog: Catalog) -> list[Provider]:
    """Without those of rehearsals, which are ours: what is imported, somebody else has listed."""
    covered = catalog.covered()
    return [
        provider
        for provider in catalog
        if usable(provider)
        and (provider.origin is not None or not is_invented(provider))
        and provider.slug not in covered
    ]


def _known(name: str, known: Collection[str]) -> str:
    """The group's name as it is written."""
    by_words = {one.casefold(): one for one in known}
    if name.casefold() in by_words:
        return by_words[name.casefold()]
    near = get_close_matches(name.casefold(), by_words, n=1)
    todo = f"Did you mean {by_words[near[0]]!r}?" if near else "See optout plan."
    raise WrongInput(f"There is no group {name!r}.", todo=todo)
