"""How an index of captures is asked for the person's own pages, and for nobody else's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from optout.people.facts import Facts

HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+(:\d+)?", re.IGNORECASE)
SAFE = "/%~:@!$&'()+,;="


@dataclass(frozen=True, slots=True)
class SiteQuestion:
    """One of the person's own addresses: the fact, the own page it stands for, the index's query.

    ``covers`` are own pages and images, each with its meaning, that the same answer is about.
    """

    meaning: str
    value: str = field(repr=False)
    page: str = field(repr=False)
    query: str = field(repr=False)
    covers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def site_questions(facts: Facts, images: bool = False) -> Iterator[SiteQuestion | None]:
    """What is asked; None for an address that cannot be asked for without guessing.

    With ``images``, the addresses of images that show the person are asked for as well.

    A domain is asked for as a whole only where it is the person's: not where all that the facts
    show of it is a page on it, because then others have theirs on the same host. ``example.org/*`` is
    everything below a path, ``*.example.org`` everything on a domain and below it.
    """
    own, pages = own_domains(facts), [("url", site) for site in facts.every("url")]
    pages += [("x-image-url", image) for image in facts.every("x-image-url")] if images else []
    for domain in own:
        yield _about_domain(domain, [page for page in pages if _host(page[1]) == domain])
    for meaning, page in pages:
        if _host(page) not in own:
            yield _about_page(meaning, page)


def own_domains(facts: Facts) -> tuple[str, ...]:
    """Those that are the person's, as far as the facts show: not where they only have a page."""
    sites = facts.every("url")
    return tuple(domain for domain in facts.every("x-domain") if _is_own(domain, sites))


def is_below(address: str, site: str) -> bool:
    """Whether a captured address is the own page ``site``, or in the folder that it stands for."""
    captured, own = urlsplit(address), urlsplit(site)
    if _host(address) != _host(site):
        return False
    path = own.path or "/"
    if path.endswith("/") and not own.query:
        return (captured.path or "/").startswith(path)
    return (captured.path, captured.query) == (path, own.query)


def _host(site: str) -> str:
    return (urlsplit(site).hostname or "").rstrip(".").removeprefix("www.")


def _is_own(domain: str, sites: tuple[str, ...]) -> bool:
    on_it = [urlsplit(site) for site in sites if _host(site) == domain]
    return not on_it or any(site.path in ("", "/") and not site.query for site in on_it)


def _about_domain(domain: str, covers: Sequence[tuple[str, str]]) -> SiteQuestion | None:
    known = HOST.fullmatch(domain)
    page = f"https://{domain}/"
    return SiteQuestion("x-domain", domain, page, f"*.{domain}", tuple(covers)) if known else None


def _about_page(meaning: str, page: str) -> SiteQuestion | None:
    parts = urlsplit(page)
    path = quote(parts.path or "/", safe=SAFE)
    query = "?" + quote(parts.query, safe=SAFE + "?") if parts.query else ""
    everything = "*" if path.endswith("/") and not query else ""
    known = HOST.fullmatch(parts.netloc)
    return SiteQuestion(meaning, page, page, parts.netloc + path + query + everything) if known else None
