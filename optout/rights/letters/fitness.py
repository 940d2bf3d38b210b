"""Which values a letter takes as they are. Others are refused, and never quoted."""

import re
from collections.abc import Iterator

from optout.errors import WrongInput
from optout.people.facts import MEANINGS
from optout.rights.letters.wanted import Wanted

MAX_FACT, MAX_REASONS = 2000, 4000
MAX_LINES = 40
LISTED = frozenset({"url", "x-image-url"})
"""Of these a letter may name several, each on a line of its own: a comma may be part of an address."""
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# Line breaks and control characters, halves of characters, and what turns the direction of reading.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check_fitness(wanted: Wanted) -> None:
    """Raise ``WrongInput`` for a value with a line break or other control sign, or one too long."""
    if not REFERENCE.fullmatch(wanted.reference):
        raise WrongInput("The reference has a sign that a mail header cannot carry.")
    for meaning, value in wanted.facts.items():
        lines = value.split("\n") if meaning in LISTED else [value]
        if len(lines) > MAX_LINES + 1:
            raise WrongInput("There are more addresses than a letter names.")
        for line in lines:
            check_fact(meaning, line)
    for what, text, most in _texts(wanted):
        if text is not None and (_UNFIT.search(text) or len(text) > most):
            raise WrongInput(f"The {what} has a line break or is too long for a letter.")


def fit_reasons(reasons: str) -> None:
    """Raise ``WrongInput`` for the person's own words where no letter can carry them."""
    if _UNFIT.search(reasons) or len(reasons) > MAX_REASONS:
        raise WrongInput("The reason has a line break or is too long for a letter.")


def check_fact(meaning: str, value: str) -> None:
    """The same for one fact."""
    if meaning not in MEANINGS:
        raise WrongInput("A fact is of an unknown kind.")
    if _UNFIT.search(value) or len(value) > MAX_FACT:
        raise WrongInput(f"The {MEANINGS[meaning]} has a line break or is too long for a letter.")


def _texts(wanted: Wanted) -> Iterator[tuple[str, str | None, int]]:
    yield "provider's name", wanted.provider, MAX_FACT
    yield "reason", wanted.reasons, MAX_REASONS
    yield "ground of the refusal", wanted.ground, MAX_FACT
    yield "regulator's name", wanted.regulator, MAX_FACT
    if wanted.agent:
        yield "agent's name", wanted.agent.name, MAX_FACT
        yield "agent's e-mail address", wanted.agent.email, MAX_FACT
