"""One difference at a time: how a listing departs from the exact one of the person.

Unlike ``listings.py``, which mixes what brokers do as often as they do it, every kind comes equally
often here, so that a kind that the matcher gets wrong as a whole is seen as such.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from optout.matching.listing import ListedAddress, Listing
from optout.people.subject import Subject
from tests.bench.people.names import short_form
from tests.bench.people.places import NAMES, home
from tests.bench.people.population import Person

SEEN = date(2026, 5, 20)
Change = Callable[[Person, random.Random], dict[str, object] | None]
"""What the difference changes in the exact listing; None where the person cannot have it."""


def exact(person: Person, number: str) -> Listing:
    """A listing that shows everything as it is."""
    return Listing(
        id=number,
        name=full_name(person),
        age=person.age(SEEN),
        seen_on=SEEN,
        addresses=tuple(
            ListedAddress(locality=at.city, region=at.state, postal_code=at.postal_code)
            for at in person.homes
        ),
        phones=tuple(person.phones),
        relatives=tuple(f"{kin.given} {kin.family}" for kin in person.kin),
        url=f"https://broker.example/{number}",
    )


def full_name(person: Person, **parts: str) -> str:
    shown = {"given": person.given, "middle": person.middle, "family": person.family}
    return " ".join(filter(None, [*(shown | parts).values(), person.suffix]))


def differing(
    person: Person, kinds: dict[str, Change], rng: random.Random
) -> Iterator[tuple[str, Listing]]:
    """For each kind that the person can have, the exact listing with this one difference."""
    listing = exact(person, f"{person.number:x}")
    for kind, change in kinds.items():
        changed = change(person, rng)
        if changed is not None:
            yield kind, listing.model_copy(update=changed)


def mixed(person: Person, rng: random.Random) -> Listing:
    """A listing of the person's own with two or three differences at once."""
    listing = exact(person, f"{person.number:x}")
    for kind in rng.sample(sorted(OWN), rng.choice((2, 3))):
        listing = listing.model_copy(update=OWN[kind](person, rng) or {})
    return listing


def told_with_less(subject: Subject) -> Subject:
    """The same person, who tells only a name, a birth date and the present home."""
    return subject.model_copy(
        update={"phones": (), "addresses": subject.addresses[:1], "names": subject.names[:1]}
    )


def _name(person: Person, **parts: str) -> dict[str, object]:
    return {"name": full_name(person, **parts)}


def _nickname(person: Person, rng: random.Random) -> dict[str, object] | None:
    short = short_form(person.given, rng)
    return _name(person, given=short, middle="") if short else None


def _no_accents(person: Person, rng: random.Random) -> dict[str, object] | None:
    bare = unicodedata.normalize("NFKD", full_name(person)).encode("ascii", "ignore").decode()
    return {"name": bare} if bare != full_name(person) else None


def _umlauts(person: Person, rng: random.Random) -> dict[str, object] | None:
    name = full_name(person)
    spelt = name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    return {"name": spelt} if spelt != name else None


def _without_signs(sign: str, instead: str) -> Change:
    def change(person: Person, rng: random.Random) -> dict[str, object] | None:
        return (
            _name(person, family=person.family.replace(sign, instead)) if sign in person.family else None
        )

    return change


def _initial(person: Person, rng: random.Random) -> dict[str, object]:
    return _name(person, given=f"{person.given[0]}.", middle="")


def _initials(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, given=person.given[0], middle=person.middle[0]) if person.middle else None


def _no_suffix(person: Person, rng: random.Random) -> dict[str, object] | None:
    return {"name": f"{person.given} {person.family}"} if person.suffix else None


def _last_first(person: Person, rng: random.Random) -> dict[str, object]:
    return {"name": f"{person.family}, {person.given} {person.middle[:1]}".strip()}


def _last_first_capitals(person: Person, rng: random.Random) -> dict[str, object]:
    return {"name": f"{person.family} {person.suffix}, {person.given}".upper().replace(" ,", ",")}


def _swapped(person: Person, rng: random.Random) -> dict[str, object]:
    return {"name": f"{person.family} {person.given}"}


def _former(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, family=person.former_family) if person.former_family else None


def _former_with_alias(person: Person, rng: random.Random) -> dict[str, object] | None:
    if not person.former_family:
        return None
    aliases = (f"{person.given} {person.family}",)
    return {**_name(person, family=person.former_family), "also_known_as": aliases}


def _both_families(person: Person, rng: random.Random) -> dict[str, object] | None:
    if not person.former_family:
        return None
    return _name(person, family=f"{person.former_family}-{person.family}", middle="")


def _former_as_middle(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, middle=person.former_family) if person.former_family else None


def _no_middle(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, middle="") if person.middle else None


def _middle_initial(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, middle=person.middle[0] + ".") if person.middle else None


def _middle_in_use(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, given=person.middle, middle="") if person.middle else None


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return rng.choice((turned, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


def _misspelt_given(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, given=_misspelt(person.given, rng)) if len(person.given) > 3 else None


def _misspelt_family(person: Person, rng: random.Random) -> dict[str, object] | None:
    return _name(person, family=_misspelt(person.family, rng)) if len(person.family) > 3 else None


def _off_by(years: int) -> Change:
    def change(person: Person, rng: random.Random) -> dict[str, object]:
        return {"age": max(0, person.age(SEEN) + years)}

    return change


def _lacking(*parts: str) -> Change:
    empty: dict[str, object] = {"age": None, "addresses": (), "phones": (), "relatives": ()}

    def change(person: Person, rng: random.Random) -> dict[str, object]:
        return {part: empty[part] for part in parts}

    return change


def _moved(person: Person, rng: random.Random) -> dict[str, object]:
    where = home(rng)
    return {"addresses": (ListedAddress(locality=where.city, region=where.state),)}


def _old_place(person: Person, rng: random.Random) -> dict[str, object] | None:
    if len(person.homes) < 2:
        return None
    old = person.homes[-1]
    return {"addresses": (ListedAddress(locality=old.city, region=NAMES[old.state]),), "phones": ()}


def _next_village(person: Person, rng: random.Random) -> dict[str, object]:
    at = person.homes[0]
    near = ListedAddress(
        locality="Little Hollow", region=at.state, postal_code=at.postal_code[:3] + "99"
    )
    return {"addresses": (near,), "phones": ()}


OWN: dict[str, Change] = {
    "exact": lambda person, rng: {},
    "short form": _nickname,
    "no accents": _no_accents,
    "umlauts as two letters": _umlauts,
    "no hyphen": _without_signs("-", " "),
    "hyphen left out": _without_signs("-", ""),
    "no apostrophe": _without_signs("'", ""),
    "apostrophe as a blank": _without_signs("'", " "),
    "initial": _initial,
    "initials": _initials,
    "no suffix": _no_suffix,
    "last, first": _last_first,
    "LAST, FIRST": _last_first_capitals,
    "last first": _swapped,
    "former name": _former,
    "former name, present as alias": _former_with_alias,
    "both families": _both_families,
    "former name as middle": _former_as_middle,
    "no middle name": _no_middle,
    "middle initial": _middle_initial,
    "middle name in use": _middle_in_use,
    "misspelt given name": _misspelt_given,
    "misspelt family name": _misspelt_family,
    "age a year more": _off_by(1),
    "age a year less": _off_by(-1),
    "age two years less": _off_by(-2),
    "no age": _lacking("age"),
    "no place": _lacking("addresses", "phones"),
    "no place, but telephone": _lacking("addresses"),
    "no age, no place": _lacking("age", "addresses", "phones"),
    "only name and place": _lacking("age", "phones", "relatives"),
    "a place not told": _moved,
    "only an old place": _old_place,
    "the next village": _next_village,
}
"""Differences of the person's own listings."""


def _elder(person: Person, rng: random.Random) -> dict[str, object]:
    return {"age": person.age(SEEN) + rng.randint(18, 40), "name": f"{person.given} {person.family}"}


def _younger(person: Person, rng: random.Random) -> dict[str, object]:
    return {"age": max(1, person.age(SEEN) - rng.randint(18, 40))}


def _a_few_years(person: Person, rng: random.Random) -> dict[str, object]:
    return {"age": person.age(SEEN) + rng.choice((-9, -6, -4, 3, 5, 8))}


def _longer_family(person: Person, rng: random.Random) -> dict[str, object] | None:
    if not person.family.isalpha():
        return None
    return _name(person, family=rng.choice(("Gold", "Black", "Kauf")) + person.family.lower())


def _lengthened_family(person: Person, rng: random.Random) -> dict[str, object]:
    return _name(person, family=person.family + "son")


def _sibling(person: Person, rng: random.Random) -> dict[str, object] | None:
    kin = [
        other
        for other in person.kin
        if other.given[0] == person.given[0] and other.given != person.given
    ]
    return {**_name(person, given=kin[0].given, middle=""), "age": kin[0].age(SEEN)} if kin else None


def _spouse(person: Person, rng: random.Random) -> dict[str, object] | None:
    kin = [other for other in person.kin if other.given not in (person.given, person.middle)]
    return _name(person, given=kin[0].given, middle="") if kin else None


def _stranger_elsewhere(person: Person, rng: random.Random) -> dict[str, object]:
    where = home(rng, "NY" if person.homes[0].state != "NY" else "TX")
    return {
        "addresses": (ListedAddress(locality=where.city, region=where.state),),
        "phones": ("+1 213-555-0000",),
        "relatives": ("Zed Unrelated",),
        "age": rng.randint(20, 90),
        "name": f"{person.given} {person.family}",
    }


def _other_suffix(person: Person, rng: random.Random) -> dict[str, object] | None:
    other = {"Jr": "Sr", "Sr": "Jr"}.get(person.suffix)
    return {"name": f"{person.given} {person.family} {other}", "age": None} if other else None


OTHERS: dict[str, Change] = {
    "a parent of the same name": _elder,
    "a child of the same name": _younger,
    "a namesake a few years apart": _a_few_years,
    "a family name that ends alike": _longer_family,
    "a family name that begins alike": _lengthened_family,
    "a sibling of the same initial": _sibling,
    "another of the household, same age": _spouse,
    "a namesake elsewhere": _stranger_elsewhere,
    "the other suffix, no age": _other_suffix,
}
"""Listings of somebody else who is near; the rest of the listing is as the person's own."""
