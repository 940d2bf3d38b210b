"""Where a person has an account, as far as their profile shows it."""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from optout.people.subject import Subject

_GITHUB = "github.com"
_BLUESKY = "bsky.app"
_YOUTUBE = "youtube.com"


def has_account(subject: Subject, domains: Collection[str]) -> bool:
    """Whether the profile shows an account at one of these domains.

    A named account is one at every domain of that service: ``google.com`` is one at
    ``myactivity.google.com``. A public profile, a site or a handle is one where it lies.
    """
    services = {domain.removeprefix("www.") for domain in domains}
    named = set(subject.accounts)
    shown = {*named, *_seen(subject)}
    return any(_is_below(host, service) for host in shown for service in services) or any(
        _is_below(service, host) for host in named for service in services
    )


def _seen(subject: Subject) -> Iterator[str]:
    for address in (*subject.profiles, *subject.sites):
        yield (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    if subject.github_accounts or subject.repositories:
        yield _GITHUB
    if subject.bluesky_handles:
        yield _BLUESKY
    if subject.videos:
        yield _YOUTUBE


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)
