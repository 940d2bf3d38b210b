"""What may be disclosed for one step: the facts it needs, derived from the subject, and no others."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from optout.errors import WrongInput
from optout.people.countries import COUNTRIES
from optout.people.facts import IMPERSONAL, MEANINGS, Facts
from optout.people.subject import PostalAddress, Subject

Derivation = Callable[[Subject, date], Iterable[str | None]]


class MissingFacts(WrongInput):
    """The subject lacks facts that a step cannot do without; ``meanings`` names them, sorted."""

    def __init__(self, meanings: tuple[str, ...]) -> None:
        words = ", ".join(MEANINGS.get(meaning, "a fact of an unknown kind") for meaning in meanings)
        super().__init__(
            f"Your profile lacks what this step needs: {words}.",
            todo="Add it to the profile, or leave this provider out.",
        )
        self.meanings = meanings


def facts_for(
    subject: Subject,
    needs: Mapping[str, Literal["required", "optional"]],
    *,
    on: date,
    listing_url: str | None = None,
) -> Facts:
    """The subject's facts with the meanings in ``needs``, most preferred first, as they are on ``on``.

    Meanings whose value is made or received during the request (``IMPERSONAL``) are left out and
    never count as missing. ``MissingFacts`` when a required one cannot be had.
    """
    wanted = [meaning for meaning in needs if meaning not in IMPERSONAL]
    values = {meaning: _values(meaning, subject, on, listing_url) for meaning in wanted}
    missing = (meaning for meaning in wanted if needs[meaning] == "required" and not values[meaning])
    if lacking := tuple(sorted(missing)):
        raise MissingFacts(lacking)
    return Facts({meaning: found for meaning, found in values.items() if found})


def completed_years(born: date, on: date) -> int | None:
    """The age in years on ``on``; who was born on 29 February ages on 1 March of a common year.

    None before the birth.
    """
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if years >= 0 else None


def _values(meaning: str, subject: Subject, on: date, listing_url: str | None) -> tuple[str, ...]:
    if meaning == "x-listing-url":
        return (listing_url,) if listing_url else ()
    derivation = _DERIVATIONS.get(meaning)
    return tuple(value for value in derivation(subject, on) if value) if derivation else ()


def _present(subject: Subject) -> PostalAddress | None:
    return next((address for address in subject.addresses if address.until is None), None)


def _name(part: str) -> Derivation:
    return lambda subject, on: (getattr(subject.names[0], part),)


def _address(part: str) -> Derivation:
    return lambda subject, on: (getattr(_present(subject), part, None),)


def _country_name(subject: Subject, on: date) -> Iterable[str | None]:
    present = _present(subject)
    return (COUNTRIES.get(present.country) if present else None,)


def _place(subject: Subject, on: date) -> Iterable[str | None]:
    present = _present(subject)
    return (f"{present.locality}, {present.region}" if present and present.region else None,)


def _birth(part: Callable[[date], object]) -> Derivation:
    return lambda subject, on: (str(part(subject.birth_date)),) if subject.birth_date else ()


def _age(subject: Subject, on: date) -> Iterable[str | None]:
    years = completed_years(subject.birth_date, on) if subject.birth_date else None
    return (None if years is None else str(years),)


def _domains(subject: Subject, on: date) -> Iterable[str]:
    hosts = (urlsplit(site).hostname or "" for site in subject.sites)
    return dict.fromkeys(host.rstrip(".").removeprefix("www.") for host in hosts)


_DERIVATIONS: Mapping[str, Derivation] = {
    "name": _name("full"),
    "given-name": _name("given"),
    "additional-name": _name("additional"),
    "family-name": _name("family"),
    "email": lambda subject, on: subject.emails[:1],
    "x-signature": _name("full"),
    "x-confirm-email": lambda subject, on: subject.emails[:1],
    "tel": lambda subject, on: subject.phones[:1],
    "street-address": _address("street"),
    "address-line1": _address("street"),
    "address-level2": _address("locality"),
    "address-level1": _address("region"),
    "x-state-of-residence": _address("region"),
    "postal-code": _address("postal_code"),
    "country": _address("country"),
    "country-name": _country_name,
    "bday": _birth(date.isoformat),
    "bday-day": _birth(lambda born: born.day),
    "bday-month": _birth(lambda born: born.month),
    "bday-year": _birth(lambda born: born.year),
    "x-age": _age,
    "x-place": _place,
    "username": lambda subject, on: subject.usernames,
    "url": lambda subject, on: subject.sites,
    "x-image-url": lambda subject, on: subject.images,
    "x-domain": _domains,
    "x-image-hash": lambda subject, on: subject.image_hashes,
    "x-profile-url": lambda subject, on: subject.profiles,
    "x-github-account": lambda subject, on: subject.github_accounts,
    "x-repository": lambda subject, on: subject.repositories,
    "x-bluesky-handle": lambda subject, on: subject.bluesky_handles,
    "x-video-id": lambda subject, on: subject.videos,
}
