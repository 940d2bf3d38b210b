"""Which value goes into which control: only visible ones, only for meanings the verb names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from optout.channels.web.controls import Control
from optout.channels.web.formats import written
from optout.channels.web.forms.choices import month_number
from optout.channels.web.offered import folded, spellings
from optout.channels.web.understanding import meanings_of
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure


@dataclass(frozen=True, slots=True)
class Entry:
    """One control and the value it gets; ``fact`` is the fact as the person gave it.

    ``hint`` is the definition's selector of it, empty where the form's words alone were enough.
    """

    control: Control
    meaning: str
    value: str = field(repr=False)
    fact: str = field(repr=False)
    hint: str = ""


def entries(controls: Sequence[Control], meanings: Iterable[str], facts: Facts) -> tuple[Entry, ...]:
    """One entry per meaning that has a control and a fact; the others are left out.

    ``controls`` are those of one form. Raises ``Unanswered`` (form-changed) where two controls
    ask for the same, or where a select or radio group has no choice for the fact; fact-missing
    where the form insists on a fact that the person did not give.
    """
    shown = [control for control in controls if control.visible]
    asked = tuple(zip(shown, meanings_of(shown), strict=True))
    found = (_entry(asked, meaning, facts) for meaning in meanings)
    return tuple(entry for entry in found if entry)


def value_of(meaning: str, facts: Facts) -> str | None:
    """The fact for ``meaning``; a consent box needs none, a repeated e-mail is the e-mail."""
    if meaning == "x-consent":
        return "on"
    if meaning == "x-confirm-email" and meaning not in facts:
        return facts.one("email")
    return facts.one(meaning)


def _entry(asked: Sequence[tuple[Control, str | None]], meaning: str, facts: Facts) -> Entry | None:
    asking = [control for control, one in asked if one == meaning]
    fact = value_of(meaning, facts)
    if not asking:
        return None
    if fact is None:
        _allow_without_fact(asking, meaning)
        return None
    return entry_into(asking, meaning, fact)


def entry_into(asking: Sequence[Control], meaning: str, fact: str) -> Entry:
    """The entry of ``fact`` into the one control, or the radio group, that asks for ``meaning``.

    Raises ``Unanswered`` (form-changed) where there are several, or the fact does not fit.
    """
    if asking[0].type == "radio":
        return _chosen_radio(asking, meaning, fact)
    if len(asking) > 1:
        raise _changed(f"two controls ask for {meaning}")
    value = (
        _choice(asking[0], meaning, fact)
        if asking[0].tag == "select"
        else written(asking[0], meaning, fact)
    )
    if value is None:
        raise _changed(f"the fact for {meaning} does not fit into its control")
    return Entry(asking[0], meaning, value, fact)


def chosen(controls: Sequence[Control], meaning: str, text: str) -> Entry:
    """The choice of ``text`` in the list or group that asks for ``meaning``.

    Raises ``Unanswered`` (form-changed) where no such list or group asks for it, or has no such choice.
    """
    shown = [control for control in controls if control.visible]
    asked = zip(shown, meanings_of(shown), strict=True)
    asking = [
        one for one, said in asked if said == meaning and (one.tag == "select" or one.type == "radio")
    ]
    if not asking:
        raise _changed(f"no list or group asks for {meaning}")
    return entry_into(asking, meaning, text)


def _allow_without_fact(asking: Sequence[Control], meaning: str) -> None:
    if any(control.required for control in asking):
        raise Unanswered(Failure.FACT_MISSING, f"the form insists on {meaning}")


def _chosen_radio(asking: Sequence[Control], meaning: str, fact: str) -> Entry:
    for wanted in spellings(fact):
        for control in asking:
            if wanted in (folded(control.label), folded(control.value)):
                return Entry(control, meaning, control.value, fact)
    raise _changed(f"no choice fits the fact for {meaning}")


def _choice(control: Control, meaning: str, fact: str) -> str:
    for wanted in spellings(fact):
        for option in control.options:
            if wanted in (folded(option.text), folded(option.value)):
                return option.value
    if meaning == "bday-month" and (month := _month(control, fact)) is not None:
        return month
    raise _changed(f"no choice fits the fact for {meaning}")


def _month(control: Control, fact: str) -> str | None:
    if not fact.isdecimal() or not 1 <= int(fact) <= 12:
        return None
    wanted = int(fact)
    return next((one.value for one in control.options if month_number(one.text) == wanted), None)


def _changed(detail: str) -> Unanswered:
    return Unanswered(Failure.FORM_CHANGED, detail)
