"""A subject's identifiers as California's DROP compares them: standardised, then hashed. Pure.

Source: the agency's technical specification for brokers (privacy.ca.gov, read 2026-11-20 in excerpts and
in a public mirror of its OpenAPI file 1.2.0). Brokers are given only the hashes; a person who knows
their own can see whether a broker could have matched them. A hash of an e-mail address or telephone
number is no secret: who guesses the value can check the guess.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from optout.matching.latin import plain
from optout.people.subject import PersonName, PostalAddress, Subject

_NOT_PLAIN = re.compile(r"[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier: its kind in words, as the person gives it, as DROP compares it, and the hash.

    ``kind`` is "e-mail", "telephone" or "name, birth date and ZIP". ``standard`` holds the parts of a
    composite one. ``hash`` is Base64 of SHA-256; of a composite one, of the joined hashes of its parts.
    """

    kind: str
    given: str = field(repr=False)
    standard: tuple[str, ...] = field(repr=False)
    hash: str = field(repr=False)


def identifiers(subject: Subject) -> tuple[Identifier, ...]:
    """Every identifier of the subject that DROP takes and that can be made; values that cannot be
    standardised (a number with fewer than ten digits, an address without a ZIP code) are left out."""
    return (*_emails(subject), *_phones(subject), *_composites(subject))


def email_standard(value: str) -> str:
    """Without white space, in small letters."""
    return "".join(value.split()).lower()


def phone_standard(value: str) -> str | None:
    """The last ten digits; None where there are fewer."""
    digits = re.sub(r"[^0-9]", "", value)
    return digits[-10:] if len(digits) >= 10 else None


def name_standard(value: str) -> str:
    """Small Latin letters and digits only; Greek and Cyrillic transliterated, accents dropped."""
    return _NOT_PLAIN.sub("", plain(unicodedata.normalize("NFKC", value)))


def zip_standard(value: str) -> str | None:
    """At most five letters and digits, without the +4 part and leading zeros; None where none is."""
    head = value.strip().partition("-")[0]
    bare = _NOT_PLAIN.sub("", head.lower()).lstrip("0")[:5]
    return bare or None


def date_standard(value: date) -> str:
    """YYYYMMDD."""
    return f"{value:%Y%m%d}"


def hash_of(*standard: str) -> str:
    """The hash of one standardised value, or the composite hash of several."""
    hashes = [_digest(one) for one in standard]
    return hashes[0] if len(hashes) == 1 else _digest("".join(hashes))


def _digest(value: str) -> str:
    return base64.b64encode(hashlib.sha256(value.encode()).digest()).decode("ascii")


def _emails(subject: Subject) -> Iterator[Identifier]:
    for given in subject.emails:
        standard = email_standard(given)
        yield Identifier("e-mail", given, (standard,), hash_of(standard))


def _phones(subject: Subject) -> Iterator[Identifier]:
    for given in subject.phones:
        standard = phone_standard(given)
        if standard:
            yield Identifier("telephone", given, (standard,), hash_of(standard))


def _composites(subject: Subject) -> Iterator[Identifier]:
    if subject.birth_date is None:
        return
    for name in subject.names:
        for address in subject.addresses:
            parts = _parts(name, subject.birth_date, address)
            if parts:
                given = f"{name.given} {name.family}, {subject.birth_date}, {address.postal_code}"
                yield Identifier("name, birth date and ZIP", given, parts, hash_of(*parts))


def _parts(name: PersonName, born: date, address: PostalAddress) -> tuple[str, ...] | None:
    """First name, last name, birth date, ZIP; None outside the United States and where one is empty."""
    if address.country != "US" or address.postal_code is None:
        return None
    code = zip_standard(address.postal_code)
    parts = (name_standard(name.given), name_standard(name.family), date_standard(born), code)
    return tuple(part for part in parts if part) if all(parts) else None
