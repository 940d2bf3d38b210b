"""What one control asks for by its own words. No meaning is better than a wrong one."""

import re
from dataclasses import dataclass

from optout.channels.web.controls import Control
from optout.channels.web.forms.agreement import narrower, related, supports
from optout.channels.web.forms.choices import fits, kind_of
from optout.channels.web.forms.consent import asks_consent
from optout.channels.web.forms.lexicon import LANGUAGES
from optout.channels.web.forms.sense import NOTHING, Sense, sense_of_attribute, sense_of_label
from optout.people.facts import MEANINGS

_UNFILLABLE = frozenset(
    {"password", "file", "hidden", "color", "range", "search", "time", "week", "month", "datetime-local"}
)
_PAYMENT = re.compile(r"^(cc-(?!given|additional|family)|transaction-|current-password$)")
_RENAMED = {
    "one-time-code": "x-code",
    "tel-national": "tel",
    "cc-given-name": "given-name",
    "cc-family-name": "family-name",
    "nickname": "username",
}
_KINDS = {"country-name": "country", "address-level1": "state", "address-level1?": "state"}
_VAGUE = frozenset({"name", "url", "organization", "x-code", "username"})
_GENERATED = re.compile(
    r"(\d{5,}|[0-9a-f]{8,}|^:r|react|ember|mui|input-?\d|^field[_-]?\d)", re.IGNORECASE
)
_QUOTED = 60
_SHORTEST_DATE = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What one control seems to ask for, how sure that is (0 to 1), and by which words.

    ``part`` is day, month or year of a date that nobody called a birth date; ``born`` whether its
    words speak of birth; ``repeats`` whether they ask once more; ``refused`` that they forbid it.
    """

    meaning: str | None = None
    confidence: float = 0.0
    why: str = "nothing says what it asks for"
    part: str | None = None
    born: bool = False
    repeats: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The senses of a control's texts."""

    label: Sense
    placeholder: Sense
    name: Sense
    id: Sense
    near: Sense
    section: Sense


def read_control(control: Control) -> Reading:
    """The reading of ``control`` alone, without its neighbours."""
    if control.is_pressed or control.type in _UNFILLABLE:
        return _refusal("controls of this type are never filled")
    if control.type in ("checkbox", "radio"):
        return _read_choice(control)
    words = _words(control)
    reading = _forbidden(control, words) or _by_autocomplete(control, words) or _by_words(control, words)
    return _checked(control, words, reading)


def _words(control: Control) -> Words:
    language = control.language
    near = sense_of_label(control.near, language)
    id_ = NOTHING if _GENERATED.search(control.id) else sense_of_attribute(control.id, language)
    return Words(
        label=sense_of_label(control.label, language),
        placeholder=sense_of_label(control.placeholder, language),
        name=sense_of_attribute(control.name, language),
        id=id_,
        near=near,
        section=sense_of_label(control.section, language),
    )


def _forbidden(control: Control, words: Words) -> Reading | None:
    if any(_PAYMENT.search(token) for token in control.autocomplete.split()):
        return _refusal(f"autocomplete {control.autocomplete!r}")
    for source in (
        "label",
        "placeholder",
        "name",
        "id",
        *(() if control.label or words.placeholder.sure else ("near",)),
    ):
        if getattr(words, source).is_forbidden:
            return _refusal(f"{source} {_quote(control, source)} is about something never to be filled")
    if words.section.tags[:1] == ("!person",):
        return _refusal(f"section {_quote(control, 'section')} is about somebody else")
    return None


def _by_autocomplete(control: Control, words: Words) -> Reading | None:
    token = (control.autocomplete.split() or [""])[-1]
    meaning = _RENAMED.get(token, token)
    if meaning not in MEANINGS or (meaning.startswith("x-") and token not in _RENAMED):
        return None
    said = words.label if words.label.known else words.placeholder
    if said.refused or (said.sure and not related(said.meaning, meaning)):
        return None
    if meaning == "email" and (said.repeats or words.name.repeats):
        meaning = "x-confirm-email"
    return Reading(meaning, 0.98, f"autocomplete {token!r}", repeats=said.repeats)


def _by_words(control: Control, words: Words) -> Reading:
    for source, confidence in (("label", 0.95), ("placeholder", 0.9)):
        sense: Sense = getattr(words, source)
        if sense.refused:
            return _refusal(f"{source} {_quote(control, source)} asks for something else")
        if sense.sure and _is_piece(sense, words):
            return _refusal(f"{source} {_quote(control, source)} is a part of a telephone number")
        if sense.sure:
            return _said(control, source, sense, confidence)
        if (
            sense.known
            and words.near.sure
            and words.near.meaning in (words.name.meaning, words.id.meaning)
        ):
            return _said(control, "near", words.near, 0.8)
        if sense.known and sense.meaning is None and not (sense.repeats or sense.parts):
            return _refusal(f"{source} {_quote(control, source)} asks for several things")
        if sense.meaning:
            return _supported(control, words, source, sense)
    return _by_attributes(control, words)


def _is_piece(sense: Sense, words: Words) -> bool:
    dials = "~part" in (words.name.refused, words.id.refused)
    return dials and sense.meaning in ("country-name", "country?", "tel")


def _said(control: Control, source: str, sense: Sense, confidence: float) -> Reading:
    why = f"{source} {_quote(control, source)}"
    return Reading(sense.meaning, confidence, why, repeats=sense.repeats, born=sense.born)


def _supported(control: Control, words: Words, source: str, sense: Sense) -> Reading:
    """A label that says more than was understood needs a second witness."""
    if _is_piece(sense, words):
        return _refusal(f"{source} {_quote(control, source)} is a part of a telephone number")
    for other in ("name", "id", "placeholder"):
        witness: Sense = getattr(words, other)
        if witness.sure and supports(witness, sense):
            why = f"{source} {_quote(control, source)}, {other} {_quote(control, other)}"
            return Reading(narrower(sense, witness), 0.85, why, repeats=sense.repeats)
    if control.tag == "select" and kind_of(control.options) == _KINDS.get(sense.meaning or "", ""):
        return Reading(sense.meaning, 0.85, f"{source} {_quote(control, source)} and its options")
    if control.type == sense.meaning:
        return Reading(sense.meaning, 0.8, f"{source} {_quote(control, source)}, type {control.type!r}")
    return _refusal(f"{source} {_quote(control, source)} says more than is understood")


def _by_attributes(control: Control, words: Words) -> Reading:
    """Where words for people say nothing that is understood: name, id, what stands near, the type."""
    unread = bool(control.label) and not words.label.known
    if not unread and {words.name.meaning, words.id.meaning} == {"email", "username"}:
        return Reading(words.id.meaning, 0.6, f"it is called both {control.name!r} and {control.id!r}")
    if words.near.sure and not control.label and _overrules(words):
        return _said(control, "near", words.near, 0.8)
    for source in ("name", "id"):
        sense: Sense = getattr(words, source)
        if sense.refused:
            return _refusal(f"{source} {_quote(control, source)} asks for something else")
        if sense.sure and not _doubtful(control, words, sense, unread):
            return _said(control, source, sense, 0.7 if unread else 0.85)
    if words.near.sure and not unread:
        return _said(control, "near", words.near, 0.8)
    if control.type == "email" and not words.near.refused:
        return Reading("email", 0.75, "type 'email'", repeats=words.label.repeats)
    if control.type == "tel" and not (control.label or control.placeholder or control.near):
        return Reading("tel", 0.6, "type 'tel'") if control.max_length == 0 else Reading()
    return Reading()


def _overrules(words: Words) -> bool:
    """Whether what stands near says more than a name: ``Name`` beside ``userName`` does."""
    return words.near.meaning not in ("name", "name?") or words.name.meaning == "username"


def _doubtful(control: Control, words: Words, sense: Sense, unread: bool) -> bool:
    """Whether the words for people speak against a name: of something else, or of nothing we know."""
    vague = sense.meaning in _VAGUE or sense.meaning in words.near.tags
    if words.near.refused and (vague or words.near.refused == "~part"):
        return True
    if control.type in ("email", "tel") and sense.meaning not in (
        "email",
        "tel",
        "x-confirm-email",
        "postal-code",
    ):
        return control.type == "email" and sense.meaning != "username"
    return unread and sense.meaning in _VAGUE and _is_readable(control)


def _is_readable(control: Control) -> bool:
    """Whether its label could be read at all: in Latin letters, on a page in a known language."""
    spoken = control.language.split("-")[0].lower()
    letters = [sign for sign in control.label if sign.isalpha()]
    return spoken in ("", *LANGUAGES) and sum(sign < "\u0250" for sign in letters) * 2 > len(letters)


def _checked(control: Control, words: Words, reading: Reading) -> Reading:
    """With the parts of a date, and by the options of a select."""
    if reading.refused:
        return reading
    part, born = _part(control, words), _is_born(words)
    if part and (reading.meaning is None or str(reading.meaning).startswith("bday")):
        if born or reading.meaning is not None:
            return Reading(f"bday-{part}", 0.9, f"{reading.why}; it holds the {part}", part, True)
        return Reading(why=f"it holds the {part} of some date", part=part)
    if reading.meaning == "bday" and 0 < control.max_length < _SHORTEST_DATE:
        return _refusal("too short for a whole date")
    if reading.meaning and not fits(control, reading.meaning):
        return _refusal(f"its options do not fit {reading.meaning}")
    return reading if reading.meaning else _by_options(control)


def _is_born(words: Words) -> bool:
    return any(
        one.born
        for one in (words.label, words.placeholder, words.name, words.id, words.near, words.section)
    )


def _part(control: Control, words: Words) -> str | None:
    kind = kind_of(control.options) if control.tag == "select" else None
    if kind in ("day", "month", "year"):
        return kind
    if control.type == "date" or control.tag == "textarea":
        return None
    for sense in (words.label, words.placeholder, words.name, words.id, words.near):
        if len(sense.parts) == 1:
            return next(iter(sense.parts))[1:]
        if len(sense.parts) > 1:
            return None
    return None


def _by_options(control: Control) -> Reading:
    kind = kind_of(control.options) if control.tag == "select" else None
    if kind == "country":
        return Reading("country-name", 0.7, "its options are countries")
    if kind == "state":
        return Reading("address-level1", 0.7, "its options are states")
    return Reading()


def _read_choice(control: Control) -> Reading:
    if control.type == "checkbox":
        beside = control.near if control.near != control.lead else ""
        consents = asks_consent(control.label or beside)
        why = f"label {(control.label or beside)[:_QUOTED]!r}"
        return (
            Reading("x-consent", 0.9, why)
            if consents
            else _refusal("a box that asks no consent to send")
        )
    asked = control.group or control.section
    sense = sense_of_label(asked, control.language)
    if sense.sure and sense.meaning in (
        "x-request-type",
        "x-relationship",
        "x-reason",
        "x-state-of-residence",
    ):
        return Reading(sense.meaning, 0.9, f"group {asked[:_QUOTED]!r}")
    return _refusal("a choice among things that are no facts about the person")


def _quote(control: Control, source: str) -> str:
    return repr(str(getattr(control, source))[:_QUOTED])


def _refusal(why: str) -> Reading:
    return Reading(why=why, refused=True)
