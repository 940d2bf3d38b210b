"""What a hint must never override: what a control is understood to ask for. Pure."""

import re

from optout.channels.web.controls import Control
from optout.channels.web.forms.sense import sense_of_attribute, sense_of_label
from optout.people.facts import IMPERSONAL

_FAMILIES = (
    {"name", "given-name", "x-signature"},
    {"name", "additional-name", "x-signature"},
    {"name", "family-name", "x-signature"},
    {
        "street-address",
        "address-line1",
        "address-line2",
        "address-level1",
        "address-level2",
        "postal-code",
        "country",
        "country-name",
        "x-state-of-residence",
        "x-place",
    },
    {"email", "x-confirm-email"},
    {"tel"},
    {"bday", "bday-day", "bday-month", "bday-year", "x-age"},
    {"url", "x-listing-url", "x-image-url", "x-domain"},
)
_UNFILLABLE = frozenset({"password", "file", "hidden", "color", "range", "image"})
_PAYMENT = re.compile(r"^(cc-(?!given|additional|family)|transaction-|current-password$)")


def conflict(wanted: str, understood: str | None) -> bool:
    """Whether a control understood as ``understood`` must not be given the fact ``wanted``.

    First and last names are no family of their own: one in the place of the other is a changed form.
    """
    if understood is None or understood == wanted:
        return False
    if understood in IMPERSONAL and understood != "x-code":
        return wanted in ("x-code", "email", "tel")
    return not any(wanted in family and understood in family for family in _FAMILIES)


def is_shown_otherwise(control: Control, meaning: str) -> bool:
    """Whether people see a label that asks for something else than the accessible name does."""
    sense = sense_of_label(control.shown_label, control.language)
    return sense.is_forbidden or (sense.sure and conflict(meaning, sense.meaning))


def is_never_filled(control: Control) -> bool:
    """Passwords, payment, official numbers, facts about others: whatever any of its words says."""
    if control.type in _UNFILLABLE or any(_PAYMENT.search(one) for one in control.autocomplete.split()):
        return True
    language = control.language
    said = (
        control.label,
        control.shown_label,
        control.placeholder,
        "" if control.label or control.placeholder else control.near,
    )
    senses = [sense_of_label(text, language) for text in said if text]
    senses += [sense_of_attribute(text, language) for text in (control.name, control.id) if text]
    return any(sense.is_forbidden for sense in senses)
