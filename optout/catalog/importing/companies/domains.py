"""Whose site it is: the registrable part of a host's name."""

from optout.catalog.importing.companies.letters import in_plain_letters
from optout.catalog.importing.companies.shared import HOSTING, MAILBOXES, RENTED, SUFFIXES
from optout.catalog.importing.ddg.sites import is_site
from optout.catalog.importing.faults import Unusable

NO_SITE = "it names no domain of its own"


def site_of(host: str) -> str:
    """The registrable domain that ``host`` is or lies below. Raises ``Unusable`` where there is none."""
    plain = in_plain_letters(host.strip().rstrip(".")).removeprefix("www.")
    if not is_site(plain):
        raise Unusable("", NO_SITE)
    labels = plain.split(".")
    below = next((n for n in (3, 2) if ".".join(labels[-n:]) in SUFFIXES), 1)
    return plain if len(labels) <= below else ".".join(labels[-below - 1 :])


def own_site(host: str) -> str:
    """The same; ``Unusable`` also where the host is what many rent, and says nothing of whose it is."""
    site = site_of(host)
    if site in RENTED and in_plain_letters(host.strip().rstrip(".")).removeprefix("www.") != site:
        raise Unusable("", NO_SITE)
    return site


def is_shared(site: str) -> bool:
    """Whether organisations that have nothing to do with each other use this domain."""
    return site in RENTED or site in MAILBOXES or site in HOSTING
