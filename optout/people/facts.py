"""What a fact about a person means, named as HTML autofill names it.

Source of the plain names: the HTML standard, "Autofill field names". Names that start with
``x-`` are our own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MEANINGS: Mapping[str, str] = {
    "name": "full name",
    "given-name": "first name",
    "additional-name": "middle name",
    "family-name": "last name",
    "email": "e-mail address",
    "tel": "telephone number",
    "street-address": "street address, all lines",
    "address-line1": "street and number",
    "address-line2": "flat, floor, suite",
    "address-level2": "city",
    "address-level1": "state or region",
    "postal-code": "postal code",
    "country": "country code",
    "country-name": "country",
    "bday": "birth date",
    "bday-day": "day of birth",
    "bday-month": "month of birth",
    "bday-year": "year of birth",
    "username": "user name",
    "url": "own web page",
    "organization": "organisation",
    "x-age": "age in years",
    "x-place": "city and state, as in Springfield, IL",
    "x-image-url": "address of an image that shows the person",
    "x-domain": "own domain",
    "x-image-hash": "hash of an image that shows the person",
    "x-profile-url": "address of an own profile on a platform",
    "x-github-account": "own GitHub account",
    "x-repository": "own code repository, as owner/name",
    "x-bluesky-handle": "own Bluesky handle",
    "x-video-id": "id of an own YouTube video",
    "x-listing-url": "address of the listing",
    "x-reason": "reason for the request",
    "x-request-type": "kind of request",
    "x-relationship": "who is asking",
    "x-state-of-residence": "state of residence",
    "x-signature": "full name, typed as a signature",
    "x-consent": "a box that must be ticked to send",
    "x-code": "code from a mail that the provider sent",
    "x-confirm-email": "e-mail address, repeated",
    "x-confirm-link": "link from a mail that the provider sent",
}
"""Every meaning a definition may name, with its words for people."""

LISTED: Mapping[str, str] = {
    "x-also-known-as": "other names, one per line",
    "x-relatives": "relatives, one per line",
    "x-places": "places lived in, one per line, as city and state",
    "x-addresses": "whole addresses, one per line",
    "x-phones": "telephone numbers, one per line",
}
"""What only a listing says: read off a page, never filled in."""

THINGS: frozenset[str] = frozenset(
    {"url", "username", "x-image-url", "x-domain", "x-image-hash", "x-profile-url"}
    | {"x-github-account", "x-repository", "x-bluesky-handle", "x-video-id"}
)
"""Own things that a person may or may not have, and that something is asked about."""

IMPERSONAL: frozenset[str] = frozenset(
    {"x-reason", "x-request-type", "x-relationship", "x-consent", "x-code", "x-confirm-link"}
)
"""Meanings whose values say nothing about the person that the provider did not say first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts one attempt may use: meaning to values, most preferred first. Nothing else leaves."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __contains__(self, meaning: object) -> bool:
        return bool(self.values.get(str(meaning)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def one(self, meaning: str) -> str | None:
        """The preferred value, or None where the person gave none."""
        found = self.values.get(meaning, ())
        return found[0] if found else None

    def every(self, meaning: str) -> tuple[str, ...]:
        return self.values.get(meaning, ())

    def extended(self, **values: str) -> "Facts":
        """A copy with more single values; underscores stand for hyphens (``x_code``)."""
        more = {name.replace("_", "-"): (value,) for name, value in values.items()}
        return Facts({**self.values, **more})
