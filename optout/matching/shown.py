"""What a listing shows of a person, read into the kinds that are compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from optout.matching.ages import Ages, read_ages
from optout.matching.listing import Listing
from optout.matching.own_things import OWN_THINGS
from optout.matching.places import MOST, Place, place
from optout.matching.written_place import Address, address_in, is_no_city

_PLACE = ("address-level2", "address-level1", "postal-code")
_PLACES = ("x-place", "street-address", "x-places", "x-addresses")


@dataclass(frozen=True, slots=True)
class Shown:
    """The facts of one listing, seen on a date; empty or None for what it does not show."""

    on: date
    names: tuple[str, ...] = field(default=(), repr=False)
    ages: Ages | None = field(default=None, repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    relatives: tuple[str, ...] = field(default=(), repr=False)
    urls: tuple[str, ...] = field(default=(), repr=False)
    usernames: tuple[str, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    things: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # meaning and value


def shown_in_fields(fields: Mapping[str, str], on: date) -> Shown:
    """From a record's fields by meaning (see docs/reference/meanings.md)."""
    return Shown(
        on=on,
        names=names_in_fields(fields),
        ages=read_ages(fields.get("x-age", "")) or _ages_by_birth(fields, on),
        places=tuple(place(*where) for where in addresses_in_fields(fields)),
        phones=(*_given(fields, "tel"), *_lines(fields, "x-phones")),
        relatives=_lines(fields, "x-relatives"),
        urls=_given(fields, "url", "x-image-url"),
        usernames=_given(fields, "username"),
        emails=_given(fields, "email"),
        things=tuple((meaning, fields[meaning]) for meaning in OWN_THINGS if fields.get(meaning)),
    )


def _ages_by_birth(fields: Mapping[str, str], on: date) -> Ages | None:
    """The ages that a year of birth allows on the day; None where none is shown in full."""
    shown = f"{fields.get('bday-year', '')} {fields.get('bday', '')}"
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", shown[:100])
    age = on.year - int(year[0]) if year else 0
    return (max(age - 1, 0), age) if year and age >= 0 else None


def names_in_fields(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The name of the record first, then the others that it gives."""
    parts = [fields.get(key, "") for key in ("given-name", "additional-name", "family-name")]
    name = fields["name"] if "name" in fields else " ".join(part for part in parts if part)
    others = _lines(fields, "x-also-known-as")
    return (name, *others) if "name" in fields or name else others


def addresses_in_fields(fields: Mapping[str, str]) -> tuple[Address, ...]:
    """City, region and postal code as written; the present place first, then those that are listed."""
    city, region, code = (fields.get(key, "") for key in _PLACE)
    listed = (line for key in _PLACES for line in _lines(fields, key))
    present = address_in(city) if not region and is_no_city(city) else Address(city, region, code)
    found = [present, *map(address_in, islice(listed, MOST))]
    return tuple(dict.fromkeys(one for one in found if any(one)))


def shown_in_listing(listing: Listing) -> Shown:
    """From a listing of ``optout match``."""
    return Shown(
        on=listing.seen_on,
        names=(listing.name, *listing.also_known_as),
        ages=None if listing.age is None else (listing.age, listing.age),
        places=tuple(place(a.locality, a.region, a.postal_code) for a in listing.addresses),
        phones=listing.phones,
        relatives=listing.relatives,
        urls=(listing.url,) if listing.url else (),
    )


def _given(fields: Mapping[str, str], *keys: str) -> tuple[str, ...]:
    return tuple(fields[key] for key in keys if fields.get(key))


def _lines(fields: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The values of what is listed one per line."""
    lines = (line.strip() for line in fields.get(key, "").splitlines()[:MOST])
    return tuple(line for line in lines if line)
