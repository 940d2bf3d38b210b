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
    """Where a domain is read. ``meaning`` and ``thing`` are the fact that it was read from.

    ``origins`` (``https://host`` or ``https://host:port``) are those that the profile names; each has a
    robots.txt of its own. ``besides`` are the same with ``www.`` or without it, which may not exist.
    ``unread`` are own pages on it that are not on https: nothing is looked at there.
    """

    name: str = field(repr=False)
    origins: tuple[str, ...] = field(repr=False)
    besides: tuple[str, ...] = field(default=(), repr=False)
    unread: tuple[str, ...] = field(default=(), repr=False)
    meaning: str = "x-domain"
    thing: str = field(default="", repr=False)

    @property
    def first_page(self) -> str:
        return f"{self.origins[0] if self.origins else f'https://{self.name}'}/"

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
        OwnDomain(host.removeprefix("www."), (f"https://{host}",), meaning=meaning, thing=page)
        for host, (meaning, page) in found.items()
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
    unread = tuple(site for site in on_it if not _origin(site))
    origins = tuple(dict.fromkeys(one for site in on_it if (one := _origin(site))))
    if not on_it:
        origins = (f"https://{domain}",)
    besides = tuple(one for one in map(_besides, origins) if one not in origins)
    return OwnDomain(domain, origins, besides, unread, thing=domain)


def _origin(site: str) -> str:
    """Scheme, host and port; empty where it is not https, or no port."""
    parts = urlsplit(site)
    try:
        port = f":{parts.port}" if parts.port not in (None, 443) else ""
    except ValueError:
        return ""
    return f"https://{_host(site)}{port}" if parts.scheme == "https" else ""


def _besides(origin: str) -> str:
    host = origin.removeprefix("https://")
    return f"https://{host.removeprefix('www.') if host.startswith('www.') else f'www.{host}'}"


def _host(site: str) -> str:
    return (urlsplit(site).hostname or "").rstrip(".")


def _plain(site: str) -> str:
    return _host(site).removeprefix("www.")
