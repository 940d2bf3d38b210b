"""datenanfragen.de: one JSON file for each organisation, with its address for privacy requests.

Format: ``schema.json`` of github.com/datenanfragen/data (CC0-1.0), read 2026-11-20. It grows: keys
that it did not have then are left out, and named in the notes.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic.alias_generators import to_snake

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.asked_for import AskedFor, needs_of
from optout.catalog.importing.companies.countries import UNKNOWN, country_of
from optout.catalog.importing.companies.domains import own_site
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.languages import language_for
from optout.catalog.importing.companies.source_file import Found, Origin, opened
from optout.catalog.importing.companies.strict import Growing, Line, Strict, Text, record_of
from optout.catalog.importing.companies.texts import (
    host_in,
    identity_of,
    mail_in,
    name_in,
    page_in,
    shortened,
)
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.strict_json import parsed

SUFFIXES = (".json",)
_MOST_BYTES = 256 * 1024
_MINUTES = 10
_FORM = "Ask there for deletion: it is the organisation's own form for privacy requests."
_DOCUMENT = "It asks for an identity document with every request."


class Element(Strict):
    """One thing that a request has to tell."""

    desc: Line
    type: Literal["input", "textarea", "email", "address", "name", "birthdate"] = "input"
    optional: bool = False


class Company(Growing):
    """A record. Keys are spelt with hyphens in the file."""

    slug: str = Field(pattern=r"^[a-z0-9-]{1,200}$")
    relevant_countries: list[Line]
    name: Line
    address: Text
    sources: list[Line]
    quality: Literal["tested", "verified", "imported", "scraped"]
    email: Line = ""
    webform: Line = ""
    web: Line = ""
    runs: list[Line] = Field(default_factory=list)
    required_elements: list[Element] = Field(default_factory=list)
    request_language: Line = ""
    needs_id_document: bool = False
    suggested_transport_medium: Line = ""


_READ = {field.replace("_", "-") for field in Company.model_fields}
_LEFT_OUT = {
    *("categories", "phone", "fax", "pgp-fingerprint", "pgp-url", "comments", "facet-group", "nsfw"),
    *(f"custom-{right}-template" for right in ("access", "erasure", "rectification", "objection")),
}


def read(path: Path, today: date, found: Found) -> None:
    """Add what the file says to ``found``; a file that is no record is skipped."""
    with found.reading(path.name):
        raw, origin = opened(path, _MOST_BYTES, ListName.DATENANFRAGEN, today)
        found.entries.append(_entry(parsed(raw), origin))


def _entry(value: object, origin: Origin) -> Entry:
    if not isinstance(value, dict) or not {"slug", "relevant-countries", "quality"} <= value.keys():
        raise Unusable("", "this is no organisation's record")
    company = record_of(Company, {to_snake(key): inner for key, inner in value.items()})
    email, page = mail_in(company.email), page_in(company.webform)
    if email and page and company.suggested_transport_medium == "webform":
        email = None
    needs, also = needs_of(
        [AskedFor(one.desc, one.type, one.optional) for one in company.required_elements]
    )
    country = country_of(company.address.splitlines()[-1:], company.relevant_countries)
    return Entry(
        **origin,
        key=company.slug,
        name=name_in(company.name),
        identity=_identity(company),
        country=country,
        source=next(filter(None, map(page_in, company.sources)), None),
        email=email,
        sureness=Sureness(company.quality),
        by_hand=ByHand(page, (_FORM,), _MINUTES) if page else None,
        needs=needs,
        language=language_for(company.request_language, _where(country, company)),
        notes=tuple(_notes(company, also, value.keys() - _READ - _LEFT_OUT)),
        runs=tuple(shortened(one, 200) for one in company.runs[:100]),
    )


def _where(country: str, company: Company) -> list[str]:
    """Its country; where that is not known, those whose people it has to do with."""
    return [one.upper() for one in company.relevant_countries] if country == UNKNOWN else [country]


def _identity(company: Company) -> str:
    if host := host_in(company.web):
        return own_site(host)
    if mail := mail_in(company.email):
        return identity_of(mail)
    if page := page_in(company.webform):
        return own_site(host_in(page))
    raise Unusable("", "it names neither a web site nor an e-mail address")


def _notes(company: Company, also: list[str], unknown: set[str]) -> list[str]:
    notes = [_DOCUMENT] if company.needs_id_document else []
    if also:
        notes.append(f"It also asks for what the profile has no place for: {', '.join(also)}.")
    if unknown:
        names = ", ".join(sorted(shortened(key, 40) for key in unknown))
        notes.append(f"Its record says more than was understood: {names}.")
    return notes
