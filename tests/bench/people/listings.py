"""What a broker's search returns for a person: own listings with noise, and other people's."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from optout.matching.listing import ListedAddress, Listing
from optout.people.subject import PersonName, PostalAddress, Subject
from tests.bench.people.names import short_form
from tests.bench.people.places import NAMES, Home
from tests.bench.people.population import TODAY, Person

_MOST = 25
"""Other people's listings that one search shows; the nearest to the person's name come first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A listing, whose it is, and in which ways it differs from what the person would write."""

    listing: Listing
    own: bool
    kinds: tuple[str, ...]


def listings_for(people: list[Person], seed: int, count: int) -> list[tuple[Subject, list[Shown]]]:
    """``count`` people of age with what a search by their name shows."""
    rng = random.Random(seed + 1)
    by_family: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for family in sorted({person.family, person.former_family} - {""}):
            by_family[family].append(person)
    grown = [person for person in people if 18 <= person.age() <= 95]
    chosen = rng.sample(grown, min(count, len(grown)))
    return [(subject_of(person, rng), list(_results(person, by_family, rng))) for person in chosen]


def subject_of(person: Person, rng: random.Random) -> Subject:
    """What the person tells about themself: the present name and home, most of the past."""
    middle = person.middle if rng.random() < 0.7 else ""
    family = f"{person.family} {person.suffix}".strip() if rng.random() < 0.9 else person.family
    names = [PersonName(given=person.given, additional=middle or None, family=family)]
    if person.former_family:
        names.append(PersonName(given=person.given, family=person.former_family))
    homes = [person.homes[0], *(old for old in person.homes[1:] if rng.random() < 0.9)]
    return Subject(
        names=tuple(names),
        birth_date=person.born,
        emails=("someone@mail.example",),
        phones=tuple(person.phones),
        addresses=tuple(_told(where, number) for number, where in enumerate(homes)),
    )


def _told(where: Home, number: int) -> PostalAddress:
    until = date(2026 - number, 1, 1) if number else None
    return PostalAddress(
        locality=where.city, region=where.state, postal_code=where.postal_code, country="US", until=until
    )


def _results(person: Person, by_family: dict[str, list[Person]], rng: random.Random) -> Iterator[Shown]:
    for _ in range(rng.choice((1, 1, 1, 2))):
        yield listing_of(person, None, rng)
    found = {
        other.number: other
        for family in sorted({person.family, person.former_family} - {""})
        for other in by_family[family]
        if other is not person and _would_show(other, person)
    }
    nearest = sorted(found.values(), key=lambda other: (other.given != person.given, rng.random()))
    for other in nearest[:_MOST]:
        yield listing_of(other, person, rng)


def _would_show(other: Person, person: Person) -> bool:
    """A broker matches the start of the given name, and shows the household with it."""
    return other.given[:1] == person.given[:1] or other in person.kin


def listing_of(person: Person, wanted: Person | None, rng: random.Random) -> Shown:
    """A listing of ``person``; ``wanted`` is who was searched for, None for the person themself."""
    noise: list[str] = []
    seen = date(2026, rng.randint(1, 5), rng.randint(1, 28))
    listing = Listing(
        id=f"{person.number:x}-{rng.randrange(16**6):06x}",
        name=_name(person, rng, noise),
        age=_age(person, seen, rng, noise),
        seen_on=seen,
        addresses=tuple(_places(person, rng, noise)),
        phones=tuple(_number(phone, rng) for phone in person.phones if rng.random() < 0.5),
        relatives=tuple(f"{other.given} {other.family}" for other in person.kin if rng.random() < 0.7),
        url=f"https://broker.example/{person.number}",
    )
    if wanted is None:
        return Shown(listing, True, tuple(f"own: {kind}" for kind in noise or ["exact"]))
    return Shown(listing, False, (f"other: {_kind(person, wanted)}",))


def _kind(other: Person, wanted: Person) -> str:
    same_name = other.given == wanted.given
    if other in wanted.kin:
        return _kind_of_kin(other, wanted, same_name)
    if not same_name:
        return "another given name"
    shared = {(at.city, at.state) for at in other.homes} & {(at.city, at.state) for at in wanted.homes}
    where = "same city" if shared else "elsewhere"
    apart = abs(other.age(TODAY) - wanted.age(TODAY))
    return f"namesake, {where}, {'same age' if apart < 2 else 'another age'}"


def _kind_of_kin(other: Person, wanted: Person, same_name: bool) -> str:
    if same_name:
        return "parent or child of the same name"
    if other.born == wanted.born:
        return "twin"
    return "household, same initial" if other.given[0] == wanted.given[0] else "household"


def _name(person: Person, rng: random.Random, noise: list[str]) -> str:
    given, family = _given(person, rng, noise), person.family
    if person.former_family and rng.random() < 0.1:
        family = person.former_family
        noise.append("former name")
    middle = rng.choice(("", "", person.middle, person.middle[:1]))
    if person.middle and not middle:
        noise.append("no middle name")
    suffix = f" {person.suffix}" if person.suffix and rng.random() < 0.6 else ""
    return _styled(given, middle, family, suffix, rng, noise)


def _styled(
    given: str, middle: str, family: str, suffix: str, rng: random.Random, noise: list[str]
) -> str:
    first = f"{given} {middle}".strip()
    luck = rng.random()
    if luck < 0.08:
        noise.append("last, first")
        return f"{family}{suffix}, {first}"
    full = f"{first} {family}{suffix}"
    if luck < 0.2 and not full.isascii():
        noise.append("no accents")
        return "".join(_WITHOUT_ACCENTS.get(letter, letter) for letter in full)
    return full.upper() if luck < 0.3 else full


_WITHOUT_ACCENTS = dict(zip("éëöúñüèá", "eeounuea", strict=True))


def _given(person: Person, rng: random.Random, noise: list[str]) -> str:
    luck = rng.random()
    if luck < 0.06 and (short := short_form(person.given, rng)):
        noise.append("short form")
        return short
    if luck > 0.97:
        noise.append("initial")
        return f"{person.given[0]}."
    return person.given


def _age(person: Person, seen: date, rng: random.Random, noise: list[str]) -> int | None:
    luck = rng.random()
    if luck < 0.12:
        noise.append("no age")
        return None
    off = 0 if luck < 0.86 else rng.choice((-1, 1))
    if off:
        noise.append("age off by one")
    return max(0, person.age(seen) + off)


def _places(person: Person, rng: random.Random, noise: list[str]) -> Iterator[ListedAddress]:
    luck = rng.random()
    if luck < 0.05:
        noise.append("no place")
        return
    homes = [person.homes[0], *(old for old in person.homes[1:] if rng.random() < 0.7)]
    if luck < 0.15 and len(person.homes) > 1:
        noise.append("only an old place")
        homes = [rng.choice(person.homes[1:])]
    for where in homes:
        yield _listed(where, rng, noise)


def _listed(where: Home, rng: random.Random, noise: list[str]) -> ListedAddress:
    city = where.city
    if rng.random() < 0.03:
        noise.append("misspelt city")
        cut = rng.randrange(1, len(city) - 1)
        city = city[:cut] + city[cut + 1 :]
    if rng.random() < 0.3:
        city = city.replace("Saint ", "St. ").replace("Fort ", "Ft. ").replace("Mount ", "Mt ")
    region = NAMES[where.state] if rng.random() < 0.2 else where.state
    code = where.postal_code if rng.random() < 0.3 else None
    return ListedAddress(locality=city, region=region, postal_code=code)


def _number(phone: str, rng: random.Random) -> str:
    digits = phone.removeprefix("+1 ").replace("-", "")
    return rng.choice((phone, f"({digits[:3]}) {digits[3:6]}-{digits[6:]}", digits))
