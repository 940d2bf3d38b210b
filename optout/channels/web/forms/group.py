"""What the controls of one form ask for together: halves of names, parts of dates, things twice."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from optout.channels.web.controls import Control
from optout.channels.web.forms.choices import kind_of
from optout.channels.web.forms.sense import sense_of_label
from optout.channels.web.forms.single import Reading

_REACH = 3
_SECOND = re.compile(
    r"(2|two|\[1\]|_1|confirm\w*|repeat\w*|again|retype|verify|bis|_?re)$"
    r"|^(re|confirm|repeat|verify)",
    re.IGNORECASE,
)
_HALF = {"given-name": "family-name", "family-name": "given-name"}
_STREETS = frozenset({"street-address", "address-line1"})
_NEWSLETTER = re.compile(
    r"news ?letter|subscri|sign up for|stay (in touch|updated|informed)|mailing list|abonn"
    r"|infolettre|suscr[ií]b|bolet[ií]n|iscri(viti|zione alla news)|nieuwsbrief|inscreva|novidades",
    re.IGNORECASE,
)

Readings = list[Reading]
Rule = Callable[[Sequence[Control], Readings], None]


def read_together(controls: Sequence[Control], readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one form's controls, in the order of the page, each in the light of the others."""
    result = list(readings)
    for rule in (
        _dates,
        _names,
        _country_codes,
        _counties,
        _second_emails,
        _second_lines,
        _newsletters,
        _phone_pieces,
    ):
        rule(controls, result)
    return result


def _dates(controls: Sequence[Control], readings: Readings) -> None:
    """Day, month and year side by side are one date; it is the birth date if any of them says so."""
    at = 0
    while at < len(readings):
        end = at
        while end < len(readings) and (readings[end].part or _is_whole(readings[end])) and end - at < 4:
            end += 1
        run = range(at, end)
        born = any(readings[one].born for one in run) or (end > at and _leads_to_birth(controls[at]))
        if born and sum(bool(readings[one].part) for one in run) > 1:
            for one in run:
                _take_part(readings, one)
        at = max(end, at + 1)


def _leads_to_birth(control: Control) -> bool:
    return sense_of_label(control.lead, control.language).born


def _is_whole(reading: Reading) -> bool:
    return reading.meaning == "bday"


def _take_part(readings: Readings, at: int) -> None:
    part = readings[at].part
    if part:
        readings[at] = replace(readings[at], meaning=f"bday-{part}", confidence=0.85, born=True)


def _names(controls: Sequence[Control], readings: Readings) -> None:
    """``Name`` beside a first name is the last name; ``Nom`` alone is the full name."""
    asked = [reading.meaning for reading in readings]
    for at, reading in enumerate(readings):
        if reading.meaning not in ("name", "name?"):
            continue
        around = asked[max(0, at - _REACH) : at + _REACH + 1]
        halves = [half for half in _HALF if half in around]
        meaning = _HALF[halves[0]] if len(halves) == 1 else "name"
        if reading.meaning == "name" and not _is_bare(controls[at]):
            meaning = "name"
        readings[at] = replace(reading, meaning=meaning, why=_also(reading, meaning, "name", halves))


def _country_codes(controls: Sequence[Control], readings: Readings) -> None:
    """A country code just before a telephone number dials; elsewhere it names the country."""
    for at, reading in enumerate(readings):
        if reading.meaning != "country?":
            continue
        if _dials(controls[at], readings[at + 1 : at + 2]):
            readings[at] = Reading(why=f"{reading.why}, before a telephone number", refused=True)
        else:
            readings[at] = replace(reading, meaning="country")


def _dials(control: Control, following: Sequence[Reading]) -> bool:
    return any(one.meaning == "tel" for one in following) and kind_of(control.options) != "country"


def _counties(controls: Sequence[Control], readings: Readings) -> None:
    """A county is the region of an address that asks for a city and for no larger region."""
    asked = {reading.meaning for reading in readings}
    is_region = "address-level2" in asked and not asked & {"address-level1", "x-state-of-residence"}
    for at, reading in enumerate(readings):
        if reading.meaning == "address-level1?" and is_region:
            readings[at] = replace(reading, meaning="address-level1")
        elif reading.meaning == "address-level1?":
            readings[at] = Reading(why=f"{reading.why}, not the largest region", refused=True)


def _is_bare(control: Control) -> bool:
    """Whether it says no more than "name": "full name" beside a first name is still the full name."""
    text = control.label or control.placeholder or control.near
    return len(re.findall(r"\w+", re.sub(r"\([^)]*\)", "", text))) <= 2 and not re.search(
        r"\b(full|complet\w*|real|legal|vollst|volledig)", text, re.IGNORECASE
    )


def _also(reading: Reading, meaning: str, usual: str, halves: Sequence[str]) -> str:
    return reading.why if meaning == usual else f"{reading.why}, beside the {halves[0]}"


def _second_emails(controls: Sequence[Control], readings: Readings) -> None:
    for at, reading in enumerate(readings):
        before = [one.meaning for one in readings[max(0, at - _REACH) : at]]
        if reading.meaning == "email" and "email" in before and _asks_again(controls, readings, at):
            readings[at] = replace(reading, meaning="x-confirm-email", why=f"{reading.why}, once more")


def _asks_again(controls: Sequence[Control], readings: Readings, at: int) -> bool:
    control, before = controls[at], controls[at - 1]
    twice = readings[at - 1].meaning == "email" and bool(control.label) and control.label == before.label
    return (
        readings[at].repeats or twice or bool(_SECOND.search(control.name) or _SECOND.search(control.id))
    )


def _second_lines(controls: Sequence[Control], readings: Readings) -> None:
    """What follows the street and says the same, or nothing at all, is the second line of it."""
    for at in range(1, len(readings)):
        before, reading, control = readings[at - 1], readings[at], controls[at]
        if before.meaning == "address-line2" and reading.meaning in (*_STREETS, "address-line2"):
            readings[at] = Reading(why="a third line of the address", refused=True)
        elif before.meaning in _STREETS and _is_second_line(control, controls[at - 1], reading):
            why = f"it follows {controls[at - 1].label[:40] or controls[at - 1].name[:40]!r}"
            readings[at] = Reading("address-line2", 0.75, why)


def _is_second_line(control: Control, before: Control, reading: Reading) -> bool:
    if control.tag != "input" or control.type not in ("", "text"):
        return False
    silent = not (control.label or control.placeholder) or control.label == before.label
    stem = re.sub(r"[\W\d_]+$", "", before.name or before.id)
    alike = bool(stem) and re.sub(r"[\W\d_]+$", "", control.name or control.id) == stem
    again = reading.meaning in _STREETS and (silent or bool(_SECOND.search(control.name)))
    return again or (reading.meaning is None and not reading.refused and silent and alike)


def _newsletters(controls: Sequence[Control], readings: Readings) -> None:
    """A form of one box that speaks of news wants subscribers: an e-mail, but not to be filled."""
    filled = [at for at, one in enumerate(controls) if _is_typed(one)]
    if len(filled) != 1 or readings[filled[0]].meaning != "email":
        return
    control = controls[filled[0]]
    words = " ".join(
        (control.label, control.near, control.section, control.placeholder, control.name, control.id)
    )
    if _NEWSLETTER.search(words):
        readings[filled[0]] = replace(
            readings[filled[0]], confidence=0.3, why="a form that only subscribes to news"
        )


def _is_typed(control: Control) -> bool:
    return control.visible and control.type not in ("checkbox", "radio")


def _phone_pieces(controls: Sequence[Control], readings: Readings) -> None:
    """A number that is asked for in pieces cannot be given as one."""
    for at, control in enumerate(controls):
        if readings[at].meaning == "tel" and 0 < control.max_length <= 5:
            readings[at] = Reading(why="a piece of a telephone number", refused=True)
