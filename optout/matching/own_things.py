"""Things that only this person has: own pages, user names, e-mail addresses."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from optout.matching.evidence import Evidence
from optout.people.subject import Subject

_ONLY_THEIRS = 14.0


def own_evidence(
    subject: Subject, urls: Iterable[str], usernames: Iterable[str], emails: Iterable[str]
) -> Evidence | None:
    """The first thing that is the person's own, or None."""
    if any(_is_own_page(subject, url) for url in urls):
        return Evidence("an address of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    if {_handle(name) for name in usernames} & {_handle(name) for name in subject.usernames}:
        return Evidence("a user name of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    if {mail.strip().casefold() for mail in emails} & {mail.casefold() for mail in subject.emails}:
        return Evidence("an e-mail address of the person's own", _ONLY_THEIRS, _ONLY_THEIRS)
    return None


def _is_own_page(subject: Subject, url: str) -> bool:
    shown = _address(url)
    if shown is None:
        return False
    if url in subject.images:
        return True
    return any(_covers(_address(site), shown) for site in subject.sites)


def _covers(site: tuple[str, str] | None, shown: tuple[str, str]) -> bool:
    """A site's own folder and all below it; somebody else's page of the same host is not."""
    if site is None or site[0] != shown[0]:
        return False
    return shown[1] == site[1] or shown[1].startswith(site[1].rstrip("/") + "/")


def _address(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return (host, parts.path or "/") if host else None


def _handle(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
