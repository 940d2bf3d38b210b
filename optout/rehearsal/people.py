"""Synthetic people for rehearsals and tests: invented, seeded, and nobody's."""

import random
from collections.abc import Iterator
from datetime import date

from optout.people.subject import PersonName, PostalAddress, Subject

_GIVEN = (
    "Maribel", "Theodore", "Priscilla", "Desmond", "Rosalind", "Everett", "Guadalupe", "Ignatius",
    "Winifred", "Leopold", "Marguerite", "Terrence", "Antonella", "Bartholomew", "Clementine",
    "Fitzgerald", "Henrietta", "Jebediah", "Katarina", "Lysander", "Mireille", "Nathaniel",
    "Ottoline", "Percival", "Quintessa", "Raymundo", "Seraphina", "Thaddeus", "Ursuline",
    "Valentino",
)  # fmt: skip
_FAMILY = (
    "Ashgrove", "Birchwater", "Calloway-Finch", "Dunmarrow", "Elderbrook", "Fairhollow", "Garrowby",
    "Hathersley", "Inglewick", "Jessamyn", "Kettlewell", "Larkspurn", "Merriwane", "Northbrae",
    "Oakhampton", "Pemberling", "Quillfeather", "Ravensdow", "Silverthwaite", "Tolliveer",
    "Underbank", "Vantongeren", "Whitlowe", "Yarborne", "Zellinger",
)  # fmt: skip
_PLACES = (
    ("Fresno", "CA", "93701"), ("Sacramento", "CA", "95814"), ("San Jose", "CA", "95112"),
    ("Oakland", "CA", "94607"), ("Austin", "TX", "78701"), ("El Paso", "TX", "79901"),
    ("Lubbock", "TX", "79401"), ("Denver", "CO", "80202"), ("Boulder", "CO", "80302"),
    ("Pueblo", "CO", "81003"), ("Portland", "OR", "97205"), ("Eugene", "OR", "97401"),
    ("Salem", "OR", "97301"), ("Albany", "NY", "12207"), ("Buffalo", "NY", "14202"),
    ("Syracuse", "NY", "13202"), ("Hartford", "CT", "06103"), ("Stamford", "CT", "06901"),
    ("New Haven", "CT", "06510"), ("Richmond", "VA", "23219"), ("Norfolk", "VA", "23510"),
    ("Roanoke", "VA", "24011"),
)  # fmt: skip
_STREETS = ("Alder Street", "Bluff Road", "Canyon Lane", "Depot Avenue", "Elm Court", "Foundry Way")
_AREA_CODES = ("209", "303", "458", "518", "540", "737", "860", "915")
_BORN = (1951, 2000)  # ages 25 to 75 in 2026
_APART_YEARS = (12, 25)
"""A namesake is at least this much and at most that much older or younger."""


def synthetic_people(seed: int, count: int) -> list[Subject]:
    """``count`` invented people with different names; the same for the same seed.

    Each has a present and a past address in two different states, a telephone number from the
    range kept for fiction (555-0100 to 555-0199), and addresses under ``.example`` (RFC 2606).
    """
    names = [(given, family) for family in _FAMILY for given in _GIVEN]
    if count > len(names):
        raise ValueError(f"no more than {len(names)} different people")
    rng = random.Random(seed)
    return [_person(rng, given, family) for given, family in rng.sample(names, count)]


def namesakes(subject: Subject, rng: random.Random, count: int) -> list[Subject]:
    """``count`` other people with the subject's present name.

    By turns: far in age in the same city; far in age elsewhere in the same state; in a state in
    which the subject never lived, where the age may be the same.
    """
    return [found for _, found in zip(range(count), _namesakes(subject, rng), strict=False)]


def _namesakes(subject: Subject, rng: random.Random) -> Iterator[Subject]:
    home = subject.addresses[0]
    lived = {address.region for address in subject.addresses}
    same_state = [place for place in _PLACES if place[1] == home.region and place[0] != home.locality]
    far_away = [place for place in _PLACES if place[1] not in lived]
    here = (home.locality, home.region or "", home.postal_code or "")
    while True:
        yield _namesake(subject, rng, here, _far_in_age(subject, rng))
        yield _namesake(subject, rng, rng.choice(same_state or far_away), _far_in_age(subject, rng))
        yield _namesake(subject, rng, rng.choice(far_away), rng.choice((0, _far_in_age(subject, rng))))


def _far_in_age(subject: Subject, rng: random.Random) -> int:
    years = rng.randint(*_APART_YEARS)
    born = subject.birth_date.year if subject.birth_date else _BORN[0]
    return years if born + years <= _BORN[1] else -years


def _namesake(subject: Subject, rng: random.Random, place: tuple[str, str, str], apart: int) -> Subject:
    name = subject.names[0]
    born = subject.birth_date or date(_BORN[0], 1, 1)
    birth_date = date(born.year + apart, born.month, min(born.day, 28))
    past = rng.choice([other for other in _PLACES if other[1] == place[1] and other[0] != place[0]])
    return _described(rng, name, birth_date, place, past)


def _person(rng: random.Random, given: str, family: str) -> Subject:
    birth_date = date(rng.randint(*_BORN), rng.randint(1, 12), rng.randint(1, 28))
    place = rng.choice(_PLACES)
    past = rng.choice([other for other in _PLACES if other[1] != place[1]])
    name = PersonName(given=given, family=family, additional=None)
    return _described(rng, name, birth_date, place, past)


def _described(
    rng: random.Random,
    name: PersonName,
    birth_date: date,
    place: tuple[str, str, str],
    past: tuple[str, str, str],
) -> Subject:
    handle = f"{name.given}-{name.family}-{rng.randrange(16**6):06x}".lower()
    domain = f"{handle}.example"
    images = tuple(f"https://{domain}/images/{number}.jpg" for number in range(1, rng.randint(2, 3) + 1))
    return Subject(
        names=(name,),
        birth_date=birth_date,
        emails=(f"{name.given.lower()}@{domain}",),
        phones=(f"+1 {rng.choice(_AREA_CODES)}-555-01{rng.randrange(100):02d}",),
        addresses=(_address(rng, place), _address(rng, past, until=_moved(rng, birth_date))),
        usernames=(handle.replace("-", "_"),),
        sites=(f"https://{domain}/",),
        images=images,
        github_accounts=(handle[-39:].lstrip("-"),),
        repositories=(f"{handle[-39:].lstrip('-')}/garden-notes",),
        videos=(handle[-11:].replace("-", "_"),),
        bluesky_handles=(f"{handle}.bsky.social",),
        profiles=tuple(_profiles(handle)),
    )


def _profiles(handle: str) -> Iterator[str]:
    """Small sites and pages on platforms that let their people refuse AI."""
    for platform in ("wordpress.com", "substack.com", "squarespace.com"):
        yield f"https://{handle}.{platform}/"
    yield f"https://www.deviantart.com/{handle}/art/a-garden-1"
    yield f"https://www.artstation.com/artwork/{handle}"


def _moved(rng: random.Random, birth_date: date) -> date:
    return date(birth_date.year + rng.randint(19, 25), rng.randint(1, 12), 1)


def _address(
    rng: random.Random, place: tuple[str, str, str], until: date | None = None
) -> PostalAddress:
    locality, region, postal_code = place
    return PostalAddress(
        street=f"{rng.randint(10, 9899)} {rng.choice(_STREETS)}",
        locality=locality,
        region=region,
        postal_code=postal_code,
        country="US",
        until=until,
    )
