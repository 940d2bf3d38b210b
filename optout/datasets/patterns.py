"""Expressions for things that have more spellings than can be listed, each with its exact check.

The expression goes over every row in an engine without backtracking and may let too much through;
what it lets through is judged exactly, row by row.
"""

import re
from collections.abc import Iterator, Sequence

from optout.datasets.addresses import address, host_in_punycode
from optout.datasets.wanted import ADDRESSES, Wanted

_FORGE = r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?(?:www\.|api\.)?github\.com[/:]+(?:repos/)?"
ODD = r"^[^/\\?#]*(?:[/\\]{2,})?[^/\\?#]*[%\x{80}-\x{10FFFF}]"
"""A host with escapes or other letters than those of the Latin alphabet, however it is coded."""


def host_expression(wanted: Sequence[Wanted]) -> str | None:
    """For rows that are on a host of one of the wanted, in plain letters; None where none has a host.

    ``ODD`` is for all other rows. It heeds case: without, it would hold s and k, of which other
    scripts have variants.
    """
    hosts = sorted({host for one in wanted if (host := wanted_host(one))})
    if not hosts:
        return None
    names = "|".join(re.escape(each) for each in hosts)
    begin = r"^[\s\x00'\"<>]*(?:[a-z][a-z0-9+.-]*:)?[/\\]*(?:[^/\\?#]*[@.])?"
    return rf"(?i){begin}(?:{names})\.?(?:[:/\\?#\s\x00'\"<>&]|$)"


def host_words(wanted: Sequence[Wanted]) -> frozenset[bytes]:
    """What every row has in it that ``host_expression`` finds, and ``ODD`` does not: in lower case."""
    return frozenset(host.encode("ascii", "replace") for one in wanted if (host := wanted_host(one)))


def name_expression(wanted: Sequence[Wanted]) -> str | None:
    """For rows that may name an account or a repository of the wanted otherwise than bare."""
    sources = [source for one in wanted if (source := _named(one))]
    return f"(?i)(?:{'|'.join(sources)})" if sources else None


class Judge:
    """Says which of the wanted, by their places, a row's text is: exactly, and at one look-up each."""

    def __init__(self, wanted: Sequence[tuple[int, Wanted]]) -> None:
        self._keys: dict[str, list[int]] = {}
        self._domains: dict[str, list[int]] = {}
        self._names: list[tuple[int, re.Pattern[str]]] = []
        for place, one in wanted:
            if one.meaning in ADDRESSES:
                self._keys.setdefault(address(one.value).key, []).append(place)
            elif one.meaning == "x-domain":
                self._domains.setdefault(wanted_host(one), []).append(place)
            elif source := _named(one):
                self._names.append((place, re.compile(source, re.IGNORECASE)))

    @property
    def wants_domains(self) -> bool:
        return bool(self._domains)

    def places(self, text: str) -> Iterator[int]:
        found = address(text)
        yield from self._keys.get(found.key, ())
        labels = found.host.split(".") if self._domains else []
        for start in range(len(labels)):
            yield from self._domains.get(".".join(labels[start:]), ())
        for place, name in self._names:
            if name.search(text):
                yield place


def wanted_host(wanted: Wanted) -> str:
    """The host of an address or a domain; empty for anything else."""
    if wanted.meaning == "x-domain":
        return host_in_punycode(wanted.value.strip())
    return address(wanted.value).host if wanted.meaning in ADDRESSES else ""


def _named(wanted: Wanted) -> str | None:
    name = re.escape(wanted.value)
    if wanted.meaning == "x-github-account":
        return rf"^\s*(?:{_FORGE}{name}(?:[/?#\s]|$)|{name}/)"
    if wanted.meaning == "x-repository":
        return rf"^\s*(?:{_FORGE})?{name}(?:\.git)?(?:[/?#\s]|$)"
    return None
