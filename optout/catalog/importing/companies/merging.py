"""Which entries mean the same organisation. The result does not depend on the order of the lists.

Entries of one identity are one organisation. Where one says that it runs another, the other's
entries count as its own; the other keeps its slug, for requests that were opened before that was
known, but is listed no more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.domains import is_shared, site_of
from optout.catalog.importing.companies.entry import Entry
from optout.catalog.importing.faults import Unusable

_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORDS_OF_A_NAME = 2
"""So few tell a name from a word that several organisations may have for a name."""

_VOUCHED = (Sureness.VERIFIED, Sureness.TESTED, Sureness.REGISTRY)


@dataclass(frozen=True, slots=True)
class Organisation:
    """All that the lists say of one organisation, sorted. ``part_of``: the identity that runs it."""

    identity: str
    entries: tuple[Entry, ...]
    part_of: str | None = None


def organisations(entries: Iterable[Entry]) -> list[Organisation]:
    """Every organisation by identity; what runs others has their entries too."""
    own: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.list, one.key)):
        own[entry.identity].append(entry)
    above = _above(own)
    heads = {identity: _head(identity, above) for identity in own}
    whole: dict[str, list[Entry]] = defaultdict(list)
    for identity in sorted(own, key=lambda one: (one != heads[one], one)):
        whole[heads[identity]] += own[identity]
    return [
        Organisation(identity, tuple(whole[identity]))
        if heads[identity] == identity
        else Organisation(identity, tuple(own[identity]), part_of=heads[identity])
        for identity in sorted(own)
    ]


def _above(own: Mapping[str, Sequence[Entry]]) -> dict[str, str]:
    """From an identity to that which runs it; the first by name where several say so.

    Only an entry that a human or an authority vouches for is believed: whoever runs another is
    asked in its place.
    """
    named = _by_name(own)
    above: dict[str, str] = {}
    for identity, entries in sorted(own.items(), reverse=True):
        vouched = (entry for entry in entries if entry.sureness in _VOUCHED)
        for runs in (run for entry in vouched for run in entry.runs):
            for below in _meant(runs, own, named):
                if below != identity:
                    above[below] = identity
    return above


def _meant(runs: str, own: Mapping[str, object], named: Mapping[str, str]) -> set[str]:
    """The identities that a text such as "Bitbucket (bitbucket.example)" or a company's name means."""
    found = {named[_plain(runs)]} if _plain(runs) in named else set()
    for domain in _DOMAIN.findall(runs):
        try:
            site = site_of(domain)
        except Unusable:
            continue
        if site in own and not is_shared(site):
            found.add(site)
    return found


def _by_name(own: Mapping[str, Sequence[Entry]]) -> dict[str, str]:
    """Identities by the names that only one has, and that are more than one word."""
    named: dict[str, set[str]] = defaultdict(set)
    for identity, entries in own.items():
        for entry in entries:
            named[_plain(entry.name)].add(identity)
    return {
        name: next(iter(found))
        for name, found in named.items()
        if len(found) == 1 and len(name.split()) >= _WORDS_OF_A_NAME
    }


def _plain(name: str) -> str:
    return _NOT_LETTERS.sub(" ", name).strip().casefold()


def _head(identity: str, above: Mapping[str, str]) -> str:
    """The one at the top; of a circle the first by name."""
    path = [identity]
    while path[-1] in above:
        upper = above[path[-1]]
        if upper in path:
            return min(path[path.index(upper) :])
        path.append(upper)
    return path[-1]
