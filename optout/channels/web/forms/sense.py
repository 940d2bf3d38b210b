"""What one text, a label or the name of a control, asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from optout.channels.web.forms.lexicon import Found, Tags, attribute_words, phrases_in, words_of

HARD = frozenset({"!secret", "!person"})
_MOST_WORDS = 12
_GENERIC = frozenset(
    {"name", "street-address", "address-level1", "country-name", "x-code", "organization", "url"}
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ASIDE = re.compile(
    r"\b(as (it )?(appears?|shown|stated|printed|written|in|on|per)"
    r"|(exactly )?(on|in) (your )?(id|passport)|wie (im|auf|in)|gem(ä|ae)(ss|ß)"
    r"|comme (sur|dans|indiqu)|tel(le)? que|como (aparece|figura|consta|en|no|na)"
    r"|come (da|su|sul|riportat|indicat)|zoals)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_EXAMPLE = re.compile(
    r"((e\.?g|ex|example|z\. ?b|bsp|p\. ?ex|p\. ?ej|bijv)\.?:? *)?\S+@\S+\.\w+", re.IGNORECASE
)
_TRAP = re.compile(
    r"\bleave (this |it )?(field )?(blank|empty|unchanged)"
    r"|\b(do not|don.t) (fill|enter|change)|if you are (a )?human"
    r"|nicht ausf(ü|ue)llen|leer lassen|frei ?lassen|laiss(er|ez) (ce champ )?vide|ne pas remplir"
    r"|(dej(ar|e|a)|deixe) (este campo )?(en|em) (blanco|branco)|no rellen"
    r"|lascia(re|te)? (questo campo )?vuoto"
    r"|laat (dit veld )?leeg|niet invullen|n(ã|a)o preench",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<!\bid )(?<!identity )(?<!id-)\b(credit |debit |bank )?cards?\b|\b(kredit|debit|bank)?karten?\b"
    r"|\bcarte (bancaire|bleue|de (cr(é|e)dit|paiement))|\b(sur|de) (la|votre) carte\b|\btarjeta\b"
    r"|\b(sulla|della) carta\b|\bcart(ã|a)o\b|\b(credit|bank)?kaart\b",
    re.IGNORECASE,
)
_NAMES = frozenset({"name", "name?", "given-name", "additional-name", "family-name"})
_NUMBERED = frozenset({"number", "id", "no", "nummer", "nr", "numero"})
_PLACES = frozenset(
    {
        "postal-code",
        "country-name",
        "street-address",
        "address-line1",
        "address-line2",
        "address-level1",
        "address-level2",
    }
)
_BILLED = _PLACES | {"tel", "email", "username", "given-name", "additional-name", "family-name"}
_SEGMENT = re.compile(r"[\[\].:$/]+|__+|--+")


@dataclass(frozen=True, slots=True)
class Sense:
    """``meaning`` if the text asks for one, ``sure`` if by all its words; ``refused`` by which tag not.

    ``parts`` are the parts of a date it names, ``known`` whether any of its words were understood,
    by the phrases in ``tags``.
    """

    meaning: str | None = None
    sure: bool = False
    refused: str | None = None
    parts: frozenset[str] = frozenset()
    repeats: bool = False
    born: bool = False
    known: bool = False
    tags: Tags = ()

    @property
    def is_forbidden(self) -> bool:
        return self.refused in HARD


NOTHING = Sense()


@lru_cache(maxsize=4096)
def sense_of_label(text: str, language: str) -> Sense:
    """By the words for people, without what brackets hold unless that is all there is."""
    if _EXAMPLE.fullmatch(text):
        return Sense("email", sure=True, known=True)
    if _TRAP.search(text):
        return Sense(refused="!other", known=True)
    found = _said(text, language)
    if found.tags == ("email",) and found.unknown and _NUMBERED & set(words_of(text)):
        found = Found(("username",))
    sense = _judged(_with_asides(found, text, language), is_question="?" in text)
    if sense.meaning in _NAMES and _CARD.search(text):
        return Sense(refused="!secret", known=True)
    elsewhere = sense.meaning == "username" and found.unknown > 0
    return replace(sense, sure=False) if elsewhere else sense


def _said(text: str, language: str) -> Found:
    """Without brackets and asides, unless with them all is one thing: ``Address (line 2)``."""
    whole = phrases_in(words_of(text)[:_MOST_WORDS], language)
    if len(whole.tags) == 1 and whole.unknown == 0:
        return whole
    short = _ASIDE.sub(" ", _BRACKETS.sub(" ", text))
    words = words_of(short) or words_of(_ASIDE.sub(" ", text))
    return phrases_in(words[:_MOST_WORDS], language)


def _with_asides(found: Found, text: str, language: str) -> Found:
    """What brackets say counts where it says "once more": ``Email (confirm)``."""
    asides = words_of(" ".join(_BRACKETS.findall(text)))[:_MOST_WORDS]
    again = phrases_in(asides, language) == Found(("~repeat",))
    return replace(found, tags=(*found.tags, "~repeat")) if again else found


@lru_cache(maxsize=4096)
def sense_of_attribute(text: str, language: str) -> Sense:
    """By the last segment that says something: ``user[address][city]``; a refusal counts anywhere."""
    segments = [attribute_words(one) for one in _SEGMENT.split(text)]
    senses = [_of_segment(words, language) for words in segments if words]
    forbidden = next((one for at, one in enumerate(senses) if _forbids(one, senses[at + 1 :])), None)
    forbidden = forbidden or next((one for one in senses if one.refused == "~part"), None)
    return forbidden or _innermost([one for one in senses if one.known])


def _innermost(senses: list[Sense]) -> Sense:
    """The last one: ``month`` under ``birthDate`` is born, ``city`` under ``departureCity`` no city."""
    last = senses[-1] if senses else NOTHING
    if any(one.refused == "!other" and last.meaning in one.tags for one in senses):
        return replace(last, meaning=None, sure=False, refused="!other")
    if last.parts and any(one.born for one in senses):
        return replace(last, born=True, meaning=_of_birth(last.meaning, last.parts))
    return last


def _forbids(sense: Sense, inner: list[Sense]) -> bool:
    """Under ``creditCard.billingAddress`` may still be the city; a full name or number may not."""
    last = next((one for one in reversed(inner) if one.known), NOTHING)
    excused = sense.refused == "!secret" and last.meaning in _BILLED
    return sense.is_forbidden and not excused


def _of_segment(words: tuple[str, ...], language: str) -> Sense:
    found = phrases_in(words, language, attribute=True)
    tags, unknown = found.tags, found.unknown
    spoken = [tag for tag in tags if tag[0] not in "~!"]
    if "!other" in tags and spoken and tags[-1] in ("email", "tel", "given-name", "family-name"):
        return Sense(meaning=tags[-1], known=True)
    if tags and tags[-1] in _PLACES and "!secret" in tags and "!person" not in tags:
        return Sense(meaning=tags[-1], known=True)
    if spoken in (["country-name"], ["address-level1"]):
        unknown = 0
    return _judged(Found(tags, min(unknown, 1) if spoken != ["name"] else unknown), is_question=False)


def _judged(found: Found, is_question: bool) -> Sense:
    tags = found.tags
    present = frozenset(tags)
    refused = next((tag for tag in ("!secret", "!person", "!other", "~part") if tag in present), None)
    parts = present & {"~day", "~month", "~year"}
    born = "~birth" in present or any(tag.startswith("bday") for tag in tags)
    meaning = None if refused else _only(tuple(dict.fromkeys(tag for tag in tags if tag[0] not in "~!")))
    if born and not refused:
        meaning = _of_birth(meaning, parts)
    if meaning == "email" and "~repeat" in present:
        meaning = "x-confirm-email"
    sure = meaning is not None and _is_sure(meaning, found, is_question)
    return Sense(meaning, sure, refused, parts, "~repeat" in present, born, bool(tags), tags)


def _is_sure(meaning: str, found: Found, is_question: bool) -> bool:
    if meaning.startswith("x-") and meaning not in ("x-code", "x-age", "x-confirm-email", "x-domain"):
        return True
    most = 0 if meaning in _GENERIC or meaning == "name?" else 1 if is_question else 2
    return found.unknown <= most and not found.narrowed


def _of_birth(meaning: str | None, parts: frozenset[str]) -> str | None:
    if meaning not in (None, "bday", "bday-day", "bday-month", "bday-year"):
        return None
    if len(parts) == 1 and meaning in (None, "bday"):
        return "bday-" + next(iter(parts))[1:]
    return meaning or "bday"


def _only(meanings: Tags) -> str | None:
    """The one thing that is asked for; None where several are."""
    found = list(meanings)
    own = [one for one in found if one.startswith("x-")]
    if own:
        return own[0]
    found = _without(
        found, "street-address", beside=lambda other: other not in ("name", "name?", "organization")
    )
    for generic in ("name", "name?"):
        found = _without(found, generic, beside=lambda other: other != "organization")
    return found[0] if len(found) == 1 else _JOINED.get(frozenset(found))


def _without(found: list[str], one: str, beside: Callable[[str], bool]) -> list[str]:
    others = [other for other in found if other != one]
    return others if one in found and others and all(beside(other) for other in others) else found


_JOINED = {
    frozenset({"given-name", "family-name"}): "name",
    frozenset({"given-name", "additional-name", "family-name"}): "name",
    frozenset({"given-name", "additional-name"}): "given-name",
    frozenset({"address-level1", "address-level1?"}): "address-level1",
    frozenset({"address-level2", "address-level1"}): "x-place",
    frozenset({"email", "username"}): "email",
    frozenset({"email", "organization"}): "email",
    frozenset({"bday", "bday-day"}): "bday-day",
    frozenset({"bday", "bday-month"}): "bday-month",
    frozenset({"bday", "bday-year"}): "bday-year",
    frozenset({"bday-day", "bday-month", "bday-year"}): "bday",
}
