"""Which hosts are the person's own. No other host is ever asked or written for. Pure."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.people.facts import Facts

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*[a-z0-9]")
"""Letters at the end: a number there would be an address of a network, a single name this machine."""


@dataclass(frozen=True, slots=True)
class OwnDomain:
    """``hosts`` are the names it is reached by; each has a robots.txt of its own. ``pages`` are the
    person's own addresses on it, and always the first page of each host. ``meaning`` and ``thing`` are
    the fact that it was read from."""

    name: str = field(repr=False)
    hosts: tuple[str, ...] = field(repr=False)
    pages: tuple[str, ...] = field(repr=False)
    meaning: str = "x-domain"
    thing: str = field(default="", repr=False)

    def holds(self, host: str) -> bool:
        """Whether a redirect may lead there: the domain itself, and the same with ``www.``."""
        return host.lower().rstrip(".").removeprefix("www.") == self.name


def own_domains(facts: Facts) -> tuple[OwnDomain, ...]:
    """The domains that are the person's as a whole, in the order of the profile.

    Not one of which all that the facts show is a page on it: then others have theirs there too.
    """
    sites = facts.every("url")
    named = (one for one in facts.every("x-domain") if _NAME.fullmatch(one))
    return tuple(_described(one, sites) for one in named if _is_own(one, sites))


def sites_on(facts: Facts, platform: Provider) -> tuple[OwnDomain, ...]:
    """The person's own sites below a platform's domains, such as ``https://rosalind.platform.example/``."""
    told = [(one, page) for one in ("x-profile-url", "url") for page in facts.every(one)]
    found = {_host(page): (meaning, page) for meaning, page in told if _is_first(page)}
    return tuple(
        OwnDomain(host, (host,), (f"https://{host}/",), *fact)
        for host, fact in found.items()
        if platform.speaks_for(host) and host.removeprefix("www.") not in platform.domains
    )


def _is_first(page: str) -> bool:
    parts = urlsplit(page)
    return parts.path in ("", "/") and not parts.query


def _is_own(domain: str, sites: tuple[str, ...]) -> bool:
    on_it = [urlsplit(site) for site in sites if _plain(site) == domain]
    return not on_it or any(site.path in ("", "/") and not site.query for site in on_it)


def _described(domain: str, sites: tuple[str, ...]) -> OwnDomain:
    on_it = [site for site in sites if _plain(site) == domain]
    hosts = tuple(dict.fromkeys(_host(site) for site in on_it)) or (domain,)
    first = (f"https://{host}/" for host in hosts)
    return OwnDomain(domain, hosts, tuple(dict.fromkeys([*first, *on_it])), thing=domain)


def _host(site: str) -> str:
    return (urlsplit(site).hostname or "").rstrip(".")


def _plain(site: str) -> str:
    return _host(site).removeprefix("www.")
