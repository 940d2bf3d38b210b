"""Is this listing that person? A decision with its reasons, from the facts both sides show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from optout.matching.names import same_name
from optout.people.subject import Subject
from optout.requests.outcome import Decision

AGE_TOLERANCE = 1
"""Years: sites compute ages from a birth year, or show the age at the last update."""


@dataclass(frozen=True, slots=True)
class Match:
    """The decision, and why, in words that name no values."""

    decision: Decision
    why: tuple[str, ...]


def match(subject: Subject, fields: Mapping[str, str], on: date) -> Match:
    """Decide about a record's fields (by meaning), as seen on a date.

    *Same* needs the name and two more facts, or one that is unique to the person (own page, user
    name); *possible* the name and one more, or the name alone; a contradicting age is *different*.
    """
    own = _own_things(subject, fields)
    if own is not None:
        return own
    if not same_name(fields.get("name", ""), subject.names):
        return Match(Decision.DIFFERENT, ("another name",))
    return _weigh(_age(subject, fields, on), _place(subject, fields))


def _weigh(age: bool | None, place: bool | None) -> Match:
    why = ("the name fits", *_words("age", age), *_words("place", place))
    if age is False:
        return Match(Decision.DIFFERENT, why)
    if age and place:
        return Match(Decision.SAME, why)
    if place is False and age is None:
        return Match(Decision.DIFFERENT, why)
    return Match(Decision.POSSIBLE, why)


def _words(fact: str, fits: bool | None) -> tuple[str, ...]:
    return () if fits is None else (f"the {fact} fits" if fits else f"another {fact}",)


def _own_things(subject: Subject, fields: Mapping[str, str]) -> Match | None:
    """Things that only this person has decide alone; a record of such a thing has no name."""
    if "name" in fields:
        return None
    urls = {fields[key] for key in ("url", "x-image-url") if key in fields}
    hosts = {_host(site) for site in subject.sites}
    if urls & {*subject.sites, *subject.images} or {_host(url) for url in urls} & hosts:
        return Match(Decision.SAME, ("an address of the person's own",))
    if fields.get("username") in subject.usernames:
        return Match(Decision.SAME, ("a user name of the person's own",))
    return Match(Decision.DIFFERENT, ("nothing of the person's own",))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _age(subject: Subject, fields: Mapping[str, str], on: date) -> bool | None:
    shown = fields.get("x-age", "")
    digits = "".join(sign for sign in shown if sign.isdigit())
    if subject.birth_date is None or not digits:
        return None
    born = subject.birth_date
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return abs(age - int(digits)) <= AGE_TOLERANCE


def _place(subject: Subject, fields: Mapping[str, str]) -> bool | None:
    city = fields.get("address-level2", "").casefold().strip()
    region = fields.get("address-level1", "").casefold().strip()
    if not city:
        return None
    return any(
        place.locality.casefold() == city and (not region or (place.region or "").casefold() == region)
        for place in subject.addresses
    )
