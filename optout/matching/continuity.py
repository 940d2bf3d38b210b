"""Whether a record is a listing that was seen before, by what does not change in it.

A listing's age goes up, addresses are added, its page moves: it stays the same listing. What must be
the same is the name; what must agree is a place, a relative, a telephone number or a street; and the
age must be what it was, or what it has become since. What a record is to the person is not decided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from optout.matching.ages import Ages
from optout.matching.latin import plain
from optout.matching.names import Word, joined, written
from optout.matching.phones import digits_of
from optout.matching.shown import shown_in_fields
from optout.matching.written_place import street_in

_STREETS = ("street-address", "x-addresses")
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Trace:
    """What of a record lasts, as it was seen on a date."""

    on: date
    words: tuple[Word, ...] = field(repr=False)
    generation: int | None = field(repr=False)
    ages: Ages | None = field(repr=False)
    lasting: tuple[frozenset[str], ...] = field(repr=False)
    """Places, relatives, telephone numbers, streets; in forms that can be compared."""


def trace(fields: Mapping[str, str], on: date) -> Trace:
    """From a record's fields by meaning, as seen on a date."""
    shown = shown_in_fields(fields, on)
    name = written(shown.names[0] if shown.names else "")
    lines = (line for key in _STREETS for line in fields.get(key, "").splitlines())
    lasting = (
        (f"{each.city}/{each.region}" for each in shown.places if each.city),
        (_name_key(relative) for relative in shown.relatives),
        (digits[-10:] for digits in map(digits_of, shown.phones) if digits),
        (plain(street) for street in map(street_in, lines)),
    )
    return Trace(on, name.words, name.generation, shown.ages, tuple(map(_told, lasting)))


def likeness(known: Trace, now: Trace) -> int | None:
    """How much agrees; None where it is another listing.

    One agreement is enough where both show an age; without, a father and a son differ in nothing
    else, so two are needed. Kinds of facts that both show and that have nothing in common speak
    against it.
    """
    if not _same_name(known, now) or not _ages_fit(known, now):
        return None
    both = [(one, other) for one, other in zip(known.lasting, now.lasting, strict=True) if one and other]
    agreeing = sum(bool(one & other) for one, other in both)
    agreement = 2 * agreeing - len(both)
    needed = 1 if known.ages and now.ages else 2
    return agreement if agreement >= needed else None


def continued(known: Mapping[str, Trace], now: Sequence[Trace]) -> dict[int, str]:
    """Which of the records (by place in ``now``) continues which known listing.

    Each listing is continued by one record at most; where two fit it alike, by none, because they
    are two people.
    """
    fits = {
        (place, name): strength
        for place, record in enumerate(now)
        for name, before in known.items()
        if (strength := likeness(before, record)) is not None
    }
    return {
        place: name for (place, name), strength in fits.items() if _is_best(place, name, strength, fits)
    }


def _is_best(place: int, name: str, strength: int, fits: Mapping[tuple[int, str], int]) -> bool:
    rivals = (other for (at, listing), other in fits.items() if (at == place) != (listing == name))
    return all(strength > other for other in rivals)


def _same_name(one: Trace, other: Trace) -> bool:
    """The first and the last word are the same, and what stands between may only be left out or cut."""
    if len(one.words) < 2 or len(other.words) < 2:
        return joined(one.words) == joined(other.words) != ""
    ends = all(one.words[at].plain == other.words[at].plain for at in (0, -1))
    suffix = one.generation == other.generation or None in (one.generation, other.generation)
    return ends and suffix and _middles_fit(one.words[1:-1], other.words[1:-1])


def _middles_fit(one: Sequence[Word], other: Sequence[Word]) -> bool:
    if not one or not other:
        return True
    short, long = sorted((joined(one), joined(other)), key=len)
    return long.startswith(short)


def _ages_fit(known: Trace, now: Trace) -> bool:
    """The age is what it was or what it has become, give or take a year."""
    if known.ages is None or now.ages is None:
        return True
    passed = (now.on - known.on).days / _YEAR
    youngest = known.ages[0] + min(passed, 0) - 1
    oldest = known.ages[1] + max(passed, 0) + 1.5
    return now.ages[0] <= oldest and youngest <= now.ages[1]


def _name_key(name: str) -> str:
    words = written(name).words
    return f"{words[0].plain} {words[-1].plain}" if len(words) > 1 else ""


def _told(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value in values if value)
