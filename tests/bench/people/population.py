"""A population of households: couples, children, parents and children of one name, moves, namesakes."""

import random
from dataclasses import dataclass, field
from datetime import date

from tests.bench.people.names import NamePool
from tests.bench.people.places import Home, home, moved

TODAY = date(2026, 6, 1)


@dataclass(slots=True, eq=False)
class Person:
    """A synthetic person. ``homes`` are the present one first; ``kin`` the household's other members."""

    number: int
    given: str
    middle: str
    family: str
    born: date
    woman: bool
    homes: list[Home]
    phones: list[str]
    suffix: str = ""
    former_family: str = ""
    kin: list["Person"] = field(default_factory=list, repr=False)

    def age(self, on: date = TODAY) -> int:
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


def population(seed: int, size: int) -> list[Person]:
    """At least ``size`` people; the same for the same seed."""
    rng = random.Random(seed)
    names = NamePool(rng)
    people: list[Person] = []
    while len(people) < size:
        household = _household(rng, names)
        for person in household:
            person.kin = [other for other in household if other is not person]
            person.number = len(people)
            people.append(person)
    return people


def _household(rng: random.Random, names: NamePool) -> list[Person]:
    family, where, line = names.family(), home(rng), _phone(rng)
    head = _adult(rng, names, family, where, line, rng.random() < 0.5)
    members = [head]
    if rng.random() < 0.55:
        members.append(_partner(rng, names, head, where, line))
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        child = _child(rng, names, head, where, line)
        if all(child.given != other.given for other in members):
            members.append(child)
    if rng.random() < 0.04:
        members.append(_heir(rng, names, head, where, line))
    if len(members) > 2 and rng.random() < 0.06:
        members.append(_twin(rng, names, members[-1]))
    return members


def _adult(
    rng: random.Random, names: NamePool, family: str, where: Home, line: str, woman: bool
) -> Person:
    born = date(TODAY.year - 1 - _years(rng), rng.randint(1, 12), rng.randint(1, 28))
    homes = [where, *(moved(rng, where) for _ in range(rng.choice((0, 0, 1, 1, 2, 3))))]
    phones = [_phone(rng), *([line] if rng.random() < 0.5 else [])]
    middle = names.given(woman) if rng.random() < 0.8 else ""
    return Person(0, names.given(woman), middle, family, born, woman, homes, phones)


def _years(rng: random.Random) -> int:
    return min(92, max(19, round(rng.triangular(18, 93, 42))))


def _partner(rng: random.Random, names: NamePool, head: Person, where: Home, line: str) -> Person:
    partner = _adult(rng, names, head.family, where, line, not head.woman)
    partner.born = partner.born.replace(year=head.born.year + rng.randint(-5, 5))
    wife = partner if partner.woman else head
    if rng.random() < 0.7:
        wife.former_family = names.family()
    return partner


def _child(rng: random.Random, names: NamePool, head: Person, where: Home, line: str) -> Person:
    child = _adult(rng, names, head.family, where, line, rng.random() < 0.5)
    child.born = child.born.replace(year=head.born.year + rng.randint(18, 38))
    return child


def _heir(rng: random.Random, names: NamePool, head: Person, where: Home, line: str) -> Person:
    """A child with the parent's own name; half of such pairs are told apart by a suffix."""
    heir = _child(rng, names, head, where, line)
    heir.given, heir.woman = head.given, head.woman
    heir.middle = head.middle if rng.random() < 0.7 else heir.middle
    if rng.random() < 0.5:
        heir.suffix, head.suffix = "Jr", "Sr"
    return heir


def _twin(rng: random.Random, names: NamePool, other: Person) -> Person:
    """Born on the same day in the same house; some have the same initial too."""
    twin = _child(rng, names, other, other.homes[0], other.phones[-1])
    twin.born = other.born
    while twin.given == other.given or (rng.random() < 0.7 and twin.given[0] != other.given[0]):
        twin.given = names.given(twin.woman)
    return twin


def _phone(rng: random.Random) -> str:
    return f"+1 {rng.randint(201, 989)}-555-{rng.randint(0, 9999):04d}"
