"""A record of a search as a listing of ``optout match``."""

from collections.abc import Mapping
from datetime import date

from optout.matching.listing import ListedAddress, Listing
from optout.matching.shown import addresses_in_fields, shown_in_fields
from optout.matching.written_place import Address

_TEXT = 500
_OLDEST = 150


def listing_of(fields: Mapping[str, str], key: str, seen_on: date) -> Listing:
    """What the record's fields (by meaning) say, as ``optout match`` reads it.

    ``key`` becomes the listing's id. A range of ages becomes none, because a listing names one age.
    """
    shown = shown_in_fields(fields, seen_on)
    name, *others = shown.names or ("",)
    return Listing(
        id=key[:_TEXT] or "-",
        name=name[:_TEXT],
        also_known_as=_cut(others),
        age=_one_age(shown.ages),
        seen_on=seen_on,
        addresses=tuple(map(_listed, addresses_in_fields(fields))),
        phones=_cut(shown.phones),
        relatives=_cut(shown.relatives),
        url=_url(fields, key),
    )


def _one_age(ages: tuple[int, int] | None) -> int | None:
    return ages[0] if ages and ages[0] == ages[1] <= _OLDEST else None


def _listed(where: Address) -> ListedAddress:
    city, region, code = (text[:_TEXT] or None for text in where)
    return ListedAddress(locality=city, region=region, postal_code=code)


def _cut(texts: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(text[:_TEXT] for text in texts[:_TEXT])


def _url(fields: Mapping[str, str], key: str) -> str:
    address = fields.get("x-listing-url") or (key if "://" in key else "")
    return address[:2000]
