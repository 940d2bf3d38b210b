"""What a listing shows of a person, read into the kinds that are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from optout.matching.ages import Ages, read_ages
from optout.matching.listing import Listing
from optout.matching.places import Place, place


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


def shown_in_fields(fields: Mapping[str, str], on: date) -> Shown:
    """From a record's fields by meaning (see docs/reference/meanings.md)."""
    parts = [fields.get(key, "") for key in ("given-name", "additional-name", "family-name")]
    name = fields["name"] if "name" in fields else " ".join(part for part in parts if part)
    where = [fields.get(key) for key in ("address-level2", "address-level1", "postal-code")]
    return Shown(
        on=on,
        names=(name,) if "name" in fields or name else (),
        ages=read_ages(fields.get("x-age", "")),
        places=(place(*where),),
        phones=_given(fields, "tel"),
        urls=_given(fields, "url", "x-image-url"),
        usernames=_given(fields, "username"),
        emails=_given(fields, "email"),
    )


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
