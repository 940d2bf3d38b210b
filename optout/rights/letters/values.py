"""What the placeholders of a letter stand for, as far as it is known."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from optout.rights.law import Law, Limit
from optout.rights.letters.language import Words
from optout.rights.letters.residence import lives_in, place_in
from optout.rights.letters.wanted import HAPPENED, Stage, Wanted

_STORY = ("reference", "asked_on", "answer_by", "refused_on", "ground", "reasons", "signed")
_PERSON = ("name", "email", "unnamed", "about_me", "of_me", "works", "residence", "facts", "location")
_AGENT = ("agent_name", "agent_email", "permission_signed_on")
NAMES: frozenset[str] = frozenset(
    ("provider", "regulator", "law", "gdpr", "title", *_STORY, *HAPPENED, *_PERSON, *_AGENT)
)
"""What a text may name in braces."""

CONDITIONS: frozenset[str] = frozenset(
    (
        *get_args(Limit),
        "partial",
        "alone",
        "marketing",
        "appeals",
        "timed",
        "supervised",
        "identity",
        "sender",
    )
)
"""What a variant may be `given` besides: there or not, and never written."""

LOCATIONS = ("x-listing-url", "x-image-url")
_UNKNOWN_GROUND = "other"
_IDENTIFYING = frozenset(
    ("name", "family-name", "email", "tel", "username", "url", "x-domain", "x-signature", *LOCATIONS)
)


def values_of(wanted: Wanted, words: Words) -> dict[str, str]:
    """Name to value of what is known; ``title`` is not yet among them."""
    named = {
        "provider": wanted.provider,
        "reference": wanted.reference,
        "unnamed": words.unnamed,
        **words.about(wanted.role),
        "name": name_in(wanted.facts),
        "email": wanted.facts.get("email"),
        "reasons": wanted.reasons,
        "ground": _ground(wanted, words),
        "regulator": words.authorities.get(wanted.regulator or "", wanted.regulator),
        "facts": "\n".join("- " + line.replace("\n", "\n  ") for line in _lines(wanted, words)),
        "location": "\n".join(wanted.facts[one] for one in LOCATIONS if one in wanted.facts),
        **_of_agent(wanted, words),
        **_of_law(wanted, words),
        **_days(wanted, words),
        **{condition: condition for condition in _conditions(wanted)},
    }
    return {name: value for name, value in named.items() if value}


def name_in(facts: Mapping[str, str]) -> str | None:
    """The whole name, as far as the facts go."""
    parts = (facts.get(part) for part in ("given-name", "additional-name", "family-name"))
    return facts.get("name") or " ".join(part for part in parts if part) or None


def _lines(wanted: Wanted, words: Words) -> Iterator[str]:
    for meaning, value in wanted.facts.items():
        if meaning not in LOCATIONS:
            several = "\n" in value
            start = f"{words.facts[meaning]}{words.colon}"
            yield start.rstrip() + "\n" + value if several else start + value
    if _is_known_by_sender(wanted):
        yield words.sender_address


def _is_known_by_sender(wanted: Wanted) -> bool:
    by_facts = _IDENTIFYING & wanted.facts.keys()
    return wanted.replies_to_sender and wanted.role == "person" and not by_facts


def _ground(wanted: Wanted, words: Words) -> str | None:
    """A known kind of ground in the letter's language; other words as they were given."""
    if wanted.ground in (None, _UNKNOWN_GROUND):
        return None
    return words.grounds.get(wanted.ground, wanted.ground)


def _of_agent(wanted: Wanted, words: Words) -> dict[str, str]:
    if wanted.agent is None or wanted.role != "agent":
        return {}
    return {
        "agent_name": wanted.agent.name,
        "agent_email": wanted.agent.email,
        "permission_signed_on": words.dated(wanted.agent.signed_on),
    }


def _of_law(wanted: Wanted, words: Words) -> dict[str, str]:
    law = wanted.law
    if law is None:
        return {}
    known = {"law": words.law(law)}
    if law.slug in ("gdpr", "uk_gdpr"):
        known["gdpr"] = words.gdpr if law.slug == "gdpr" else words.uk_gdpr
    if lives_in(wanted.facts, law.jurisdiction):
        known["residence"] = place_in(words, law.jurisdiction)
    return known


def _days(wanted: Wanted, words: Words) -> dict[str, str]:
    days: dict[str, date | None] = {
        "asked_on": wanted.asked_on,
        "answer_by": None if _is_early(wanted) else wanted.answer_by,
        "refused_on": wanted.refused_on,
        "signed": wanted.signed,
    }
    told = {name: words.dated(day) for name, day in days.items() if day}
    return told | {str(name): words.dated(day) for name, day in wanted.happened.items()}


def _is_early(wanted: Wanted) -> bool:
    """Nobody is reminded of a day, or complained about for it, that has not passed."""
    if wanted.stage not in (Stage.REMINDER, Stage.COMPLAINT) or not wanted.written_on:
        return False
    return wanted.answer_by is not None and wanted.answer_by >= wanted.written_on


def _conditions(wanted: Wanted) -> Iterator[str]:
    law = wanted.law
    if wanted.is_marketing:
        yield "marketing"
    if law and law.appeal:
        yield "appeals"
    if law and law.answer:
        yield "timed"
    if law and law.regulator:
        yield "supervised"
    if wanted.replies_to_sender:
        yield "sender"
    if wanted.stands_alone:
        yield "alone"
    yield from _limits(law)
    if _IDENTIFYING & wanted.facts.keys() or _is_known_by_sender(wanted):
        yield "identity"


def _limits(law: Law | None) -> Iterator[str]:
    """What the right leaves out; ``partial`` where it is a part of the data."""
    limits = law.limits if law else ()
    yield from limits
    if {"only-provided", "only-part"} & set(limits):
        yield "partial"
