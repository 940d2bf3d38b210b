"""JustDeleteMe: one JSON file about how an account is deleted at each of many sites.

Format: ``_data/sites.json`` of github.com/jdm-contrib/jdm (MIT), read 2026-11-20. Its notes are
quoted, shortened; the sentences about difficulty are our own.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.countries import UNKNOWN
from optout.catalog.importing.companies.domains import site_of
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.source_file import Found, Origin, bounded, opened
from optout.catalog.importing.companies.strict import Line, Strict, Text, record_of
from optout.catalog.importing.companies.texts import host_in, mail_in, name_in, page_in, shortened
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.strict_json import refuse_hidden, unlooked

SUFFIXES = (".json",)
_MOST_BYTES = 16 * 1024 * 1024
_TRANSLATED = re.compile(r"(?:name|url|notes|email|email_subject|email_body)_[a-z]{2,3}(?:-[A-Z]{2})?")
_HOW = {
    "easy": (3, "Sign in there and delete the account."),
    "medium": (8, "Sign in there and delete the account; it takes several steps."),
    "hard": (15, "Nobody can delete this account alone: ask there for it to be deleted."),
    "limited": (15, "Deletion is offered to people of some places only: look there whether to you."),
    "impossible": (20, "No deletion is offered: empty the account there, then ask for the rest."),
}
_LONGEST_NOTE = 400


class Site(Strict):
    """An entry, without its translations."""

    name: Line
    url: Line
    difficulty: Literal["easy", "medium", "hard", "limited", "impossible"]
    domains: list[Line]
    notes: Text = ""
    email: Line = ""
    email_subject: Text = ""
    email_body: Text = ""
    meta: Line = ""


def read(path: Path, today: date, found: Found) -> None:
    """Add what the file says to ``found``. Raises ``Unusable`` where it is not such a list."""
    raw, origin = opened(path, _MOST_BYTES, ListName.JUSTDELETEME, today)
    sites = unlooked(raw)
    if not isinstance(sites, list):
        raise Unusable("", "this is no list of sites, each with name, url, difficulty and domains")
    for site in bounded(sites):
        name = site.get("name") if isinstance(site, dict) else None
        with found.reading(name or "an entry without a name"):
            found.entries.append(_entry(site, origin))


def _entry(value: Any, origin: Origin) -> Entry:
    if not isinstance(value, dict):
        raise Unusable("", "it is no entry with name, url, difficulty and domains")
    refuse_hidden(value)
    untranslated = {key: inner for key, inner in value.items() if not _TRANSLATED.fullmatch(key)}
    site = record_of(Site, untranslated)
    identity, page = _identity(site), page_in(site.url)
    email = mail_in(site.email)
    own = email is not None and site_of(email.rpartition("@")[2]) == identity
    return Entry(
        **origin,
        key=f"{shortened(site.name, 120)}@{identity}",
        name=name_in(site.name),
        identity=identity,
        country=UNKNOWN,
        source=page,
        email=email if own else None,
        sureness=Sureness.IMPORTED,
        by_hand=_by_hand(site, page) if page else None,
    )


def _identity(site: Site) -> str:
    """The domain of the page where an account is deleted, if it is one of the site's; else the first."""
    hosts = [site_of(host_in(one)) for one in site.domains[:500]]
    if not hosts:
        raise Unusable("domains", "it names none")
    page = page_in(site.url)
    at = site_of(host_in(page)) if page else None
    return at if at is not None and at in hosts else hosts[0]


def _by_hand(site: Site, page: str) -> ByHand:
    minutes, how = _HOW[site.difficulty]
    note = shortened(site.notes, _LONGEST_NOTE)
    return ByHand(page, (how, f"JustDeleteMe says: {note}") if note else (how,), minutes)
