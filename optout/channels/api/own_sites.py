"""How an index of captures is asked for the person's own pages, and for nobody else's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from urllib.parse import quote, unquote_to_bytes, urlsplit

from optout.people.facts import Facts

HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+(:\d+)?", re.IGNORECASE)
SAFE = "/%~:@!$&'()+,;="
_SLASHES = re.compile(r"/{2,}")
_INDEX_PAGE = re.compile(r"(?<=/)(index|default)\.[a-z]{3,5}$")
_SESSION_PATH = re.compile(r";(jsessionid|phpsessid|sid)[^/]*|\(s\([a-z0-9]{24}\)\)/?")
_SESSION = re.compile(r"(jsessionid|phpsessid|sid|aspsessionid[a-z]*|cfid|cftoken|utm_[a-z]+)(=|$)")
_NUMBERED = re.compile(r"^www\d+\.")


class Match(IntEnum):
    """``NEAR`` is another address to us and may be the same to an index: it proves nothing."""

    NONE = 0
    NEAR = 1
    SURE = 2


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


def match(addresses: Iterable[str], site: str) -> Match:
    """How the nearest of some captured addresses fits an own page, or the folder that it stands for."""
    best = Match.NONE
    for address in addresses:
        if is_below(address, site):
            return Match.SURE
        best = Match.NEAR if _fits(_roughly(address), _roughly(site)) else best
    return best


def is_below(address: str, site: str) -> bool:
    """Whether a captured address is the own page ``site``, or in the folder that it stands for.

    However it is percent-encoded, ends, or orders its query, as indexes of captures do not tell these
    apart.
    """
    return _fits(_canonical(address), _canonical(site))


@dataclass(frozen=True, slots=True)
class _Address:
    host: str
    path: bytes
    query: tuple[bytes, ...]
    is_folder: bool


def _fits(captured: _Address, own: _Address) -> bool:
    if captured.host != own.host:
        return False
    if own.is_folder:
        return captured.path == own.path or captured.path.startswith(own.path + b"/")
    return (captured.path, captured.query) == (own.path, own.query)


def _canonical(address: str) -> _Address:
    parts = urlsplit(address)
    path, query = _unquoted(parts.path), sorted(_unquoted(one) for one in parts.query.split("&") if one)
    is_folder = (not path or path.endswith(b"/")) and not query
    return _Address(_host(address), path.rstrip(b"/"), tuple(query), is_folder)


def _roughly(address: str) -> _Address:
    """Without what an index may leave out besides: letter case, sessions, names of index pages."""
    exact = _canonical(address)
    path = _INDEX_PAGE.sub("", _SLASHES.sub("/", _SESSION_PATH.sub("", _plain(exact.path)))).rstrip("/")
    query = sorted(_plain(one.replace(b"+", b" ")) for one in exact.query)
    kept = tuple(one.encode() for one in query if not _SESSION.match(one))
    return _Address(_NUMBERED.sub("", exact.host), path.encode(), kept, exact.is_folder)


def _unquoted(text: str) -> bytes:
    return unquote_to_bytes(text.encode("utf-8", "surrogatepass"))


def _plain(text: bytes) -> str:
    return unicodedata.normalize("NFKC", text.decode("utf-8", "replace")).casefold()


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
