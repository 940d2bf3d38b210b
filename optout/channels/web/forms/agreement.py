"""Which of two senses of one control agree, and which of them says more."""

from optout.channels.web.forms.sense import Sense

_FAMILIES = (
    {"street-address", "address-line1"},
    {"country", "country-name", "country?"},
    {"address-level1", "address-level1?", "x-state-of-residence"},
    {"email", "x-confirm-email"},
    {"name", "name?", "given-name"},
    {"name", "name?", "family-name"},
    {"bday", "bday-day", "bday-month", "bday-year"},
    {"url", "x-listing-url"},
)


def related(one: str | None, other: str | None) -> bool:
    """Whether two meanings may be two words for one thing."""
    return one == other or any(one in family and other in family for family in _FAMILIES)


def supports(witness: Sense, sense: Sense) -> bool:
    """Whether a name or id confirms a label that says more than was understood."""
    lines = sense.meaning in ("street-address", "address-line1") and witness.meaning == "address-line2"
    return lines or related(witness.meaning, sense.meaning)


def narrower(sense: Sense, witness: Sense) -> str | None:
    """``Year of birth`` of a box named ``birthdate3`` asks for the year."""
    of_date = str(sense.meaning).startswith("bday-") and witness.meaning == "bday"
    return sense.meaning if of_date else witness.meaning
