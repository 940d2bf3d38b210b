"""Things that only this person has: own pages, user names, e-mail addresses."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from optout.matching.evidence import Evidence
from optout.matching.frequencies import is_family, is_given
from optout.people.subject import Subject

_ONLY_THEIRS = 14.0
_SHORTEST = 6
SHARED_USER_NAME = Evidence("a user name of the person's own that others have too", 3.0, 3.0)
"""On another site "john" is somebody else's: it counts, and decides nothing alone."""


OWN_THINGS: Mapping[str, str] = {
    "x-profile-url": "profiles",
    "x-github-account": "github_accounts",
    "x-repository": "repositories",
    "x-bluesky-handle": "bluesky_handles",
    "x-image-hash": "image_hashes",
    "x-video-id": "videos",
}
"""Meanings of things that one person has and nobody else, with where their profile keeps them."""
_EXACT = frozenset({"x-video-id"})


class _Address(NamedTuple):
    host: str
    path: str
    query: str


def own_evidence(
    subject: Subject,
    urls: Iterable[str],
    usernames: Iterable[str],
    emails: Iterable[str],
    things: Iterable[tuple[str, str]] = (),
) -> Evidence | None:
    """The first thing that is the person's own, or None. ``things`` are of ``OWN_THINGS``."""
    if any(_is_own_page(subject, url) for url in urls):
        return Evidence("an address of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    if any(_is_own_thing(subject, meaning, value) for meaning, value in things):
        return Evidence("a thing of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    own_names = {_handle(name) for name in usernames} & {_handle(name) for name in subject.usernames}
    if any(not _is_shared(name) for name in own_names):
        return Evidence("a user name of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    if {mail.strip().casefold() for mail in emails} & {mail.casefold() for mail in subject.emails}:
        return Evidence("an e-mail address of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    return SHARED_USER_NAME if own_names else None


def _is_own_page(subject: Subject, url: str) -> bool:
    if url in subject.images:
        return True
    shown = _address(url)
    return shown is not None and any(_covers(_address(site), shown) for site in subject.sites)


def _is_own_thing(subject: Subject, meaning: str, value: str) -> bool:
    """The sites that give them tell no case apart, but for the ids of videos."""
    own: tuple[str, ...] = getattr(subject, OWN_THINGS[meaning])
    if meaning in _EXACT:
        return value in own
    return value.casefold() in {one.casefold() for one in own}


def _covers(site: _Address | None, shown: _Address) -> bool:
    """A site's own folder and all below it; somebody else's page of the same host is not."""
    if site is None or site.host != shown.host:
        return False
    if site.path == shown.path and site.query in ("", shown.query):
        return True
    return not site.query and shown.path.startswith(site.path.rstrip("/") + "/")


def _address(url: str) -> _Address | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return _Address(host, parts.path or "/", parts.query) if host else None


def _is_shared(handle: str) -> bool:
    """A short one, or nothing but a common name."""
    return len(handle) < _SHORTEST or is_given(handle) or is_family(handle)


def _handle(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
