"""Where people live and where laws are in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from optout.matching.regions import region_of
from optout.people.subject import PostalAddress, Subject

_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_MEMBERS = frozenset(_MEMBERS.split())
_EEA_BESIDES = frozenset({"IS", "LI", "NO"})  # EEA Joint Committee decision 154/2018
_PARTS = {"AX": "FI", "GF": "FR", "GP": "FR", "MF": "FR", "MQ": "FR", "RE": "FR", "YT": "FR"}
"""Parts of member states with a country code of their own where EU law is in force (Art. 355 TFEU)."""


@dataclass(frozen=True, slots=True)
class Residence:
    """Where a person lives: a country's code, and the code or name of the region, in capitals."""

    country: str
    region: str = ""

    @property
    def code(self) -> str:
        """Such as ``DE`` or ``US-CA``."""
        known = self.country in ("US", "CA") and len(self.region) == 2
        return f"{self.country}-{self.region}" if known else self.country


def residence_of(subject: Subject, on: date) -> Residence | None:
    """Where the subject lives on that day: the first address that is not past. None where none is."""
    return _residence(next(_present(subject.addresses, on), None))


def residence_now(subject: Subject) -> Residence | None:
    """The same where no day is known: the first address that was given no end."""
    return _residence(next((each for each in subject.addresses if each.until is None), None))


def _residence(address: PostalAddress | None) -> Residence | None:
    if address is None:
        return None
    country = _PARTS.get(address.country, address.country)
    return Residence(country, region_of(address.region).upper())


def _present(addresses: Iterable[PostalAddress], on: date) -> Iterator[PostalAddress]:
    return (address for address in addresses if address.until is None or address.until >= on)


def is_in_eea(country: str) -> bool:
    """Whether EU data protection law is in force there: the EU and Iceland, Liechtenstein, Norway."""
    return _PARTS.get(country, country) in EU_MEMBERS | _EEA_BESIDES


def within(jurisdiction: str, place: Residence) -> bool:
    """Whether ``place`` lies in a law's jurisdiction: a country's code, ``EU``, or such as ``US-CA``."""
    if jurisdiction == "EU":
        return is_in_eea(place.country)
    return jurisdiction in (place.country, place.code)
