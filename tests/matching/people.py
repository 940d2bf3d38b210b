"""The person whom the tests of matching compare with listings."""

from datetime import date

from optout.matching.listing import ListedAddress, Listing
from optout.people.subject import PersonName, PostalAddress, Subject
from tests.matching.cases import Case

SEEN_ON = date(2026, 6, 1)


def person(names: str = "Desmond||Quillfeather", **more: object) -> Subject:
    """A subject of 41 in Peoria; names are "given|middle|family", former ones after a slash."""
    fields: dict[str, object] = {
        "names": tuple(_name(text) for text in names.split("/")),
        "birth_date": date(1985, 3, 14),
        "emails": ("d@quillfeather.example",),
        "phones": ("+1 309 555 0142",),
        "addresses": (
            PostalAddress(locality="Peoria", region="IL", postal_code="61602", country="US"),
            PostalAddress(locality="Waco", region="TX", country="US", until=date(2010, 1, 1)),
        ),
    }
    return Subject.model_validate(fields | more)


def listing_of(case: Case) -> Listing:
    return Listing(
        id="one",
        name=case.shown,
        also_known_as=case.aka,
        age=case.age,
        seen_on=SEEN_ON,
        addresses=tuple(_address(*place) for place in case.at),
        phones=case.phones,
        relatives=case.relatives,
        url="https://broker.example/one",
    )


def _name(text: str) -> PersonName:
    given, middle, family = text.split("|")
    return PersonName(given=given, additional=middle or None, family=family)


def _address(city: str | None, region: str | None, code: str | None = None) -> ListedAddress:
    return ListedAddress(locality=city, region=region, postal_code=code)
