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
    seen = any(_is_below(host, service) for host in _seen(subject) for service in services)
    return seen or any(is_account_at(account, services) for account in subject.accounts)


def is_account_at(account: str, domains: Collection[str]) -> bool:
    """Whether an account that was named by this domain is one at one of these domains."""
    services = {domain.removeprefix("www.") for domain in domains}
    return any(_is_below(account, service) or _is_below(service, account) for service in services)


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
