"""The address of a page, with the person's facts in its placeholders. Pure."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from optout.catalog.placeholders import Change, Placeholder, bands, placeholders
from optout.channels.web.regions import other_form
from optout.http import Unanswered
from optout.people.facts import IMPERSONAL, Facts
from optout.requests.failures import Failure


def meanings_in(url: str) -> tuple[str, ...]:
    """The meanings that an address names, in order and once each."""
    return tuple(dict.fromkeys(one.meaning for one in placeholders(url)))


def personal_in(url: str) -> tuple[str, ...]:
    return tuple(meaning for meaning in meanings_in(url) if meaning not in IMPERSONAL)


def filled(url: str, facts: Facts) -> str:
    """``url`` with every placeholder replaced: changed as it says, then percent-encoded.

    Raises ``Unanswered``: fact-missing.
    """
    for one in placeholders(url):
        url = url.replace(one.text, quote(_value(one, facts), safe=""), 1)
    return url


def value_meant(placeholder: Placeholder, facts: Facts) -> str | None:
    """The fact that it stands for, unchanged; all of its kind, one on each line, where it says so."""
    every = facts.every(placeholder.meaning) if placeholder.takes_every else ()
    return "\n".join(every) if every else facts.one(placeholder.meaning)


def _value(placeholder: Placeholder, facts: Facts) -> str:
    fact = value_meant(placeholder, facts)
    if fact is None and placeholder.default is not None:
        return placeholder.default
    if fact is None:
        raise _missing(placeholder.meaning)
    for change in placeholder.changes:
        fact = _changed(change, fact, placeholder.meaning)
    return fact


def _changed(change: Change, value: str, meaning: str) -> str:
    if change.name == "range":
        return _band(change.argument, value, meaning)
    if change.name == "space":
        return change.argument.join(value.split())
    return _PLAIN[change.name](value)


def _band(argument: str, value: str, meaning: str) -> str:
    number = int(value) if value.isdecimal() else -1
    fitting = (text for low, high, text in bands(argument) if low <= number <= high)
    found = next(fitting, None)
    if found is None:
        raise _missing(f"{meaning} that fits")
    return found


def _capital(value: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in value.split())


def _state(value: str, *, code: bool) -> str:
    """``IL`` or ``Illinois``; what is no state of the United States stays as it is."""
    is_code = len(value.strip()) == 2
    return value if is_code == code else other_form(value) or value


_PLAIN: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capital": _capital,
    "hyphens": lambda value: "-".join(value.split()),
    "underscores": lambda value: "_".join(value.split()),
    "state-name": lambda value: _state(value, code=False),
    "state-code": lambda value: _state(value, code=True),
    "or": lambda value: value,
    "every": lambda value: value,
}


def _missing(what: str) -> Unanswered:
    return Unanswered(Failure.FACT_MISSING, f"no {what} to put into the address")
