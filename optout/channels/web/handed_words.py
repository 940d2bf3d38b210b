"""What the person at the assisted browser is told. Pure."""

from collections.abc import Sequence

from optout.catalog.steps import Verb
from optout.channels.attempt import FormSeen
from optout.channels.web.checks import CHECK_HOSTS
from optout.people.facts import Facts
from optout.requests.failures import MEANING, Failure
from optout.requests.outcome import Outcome

BEFORE = (
    "optout opens a window, fills in what the definition names, and presses nothing that sends. A check"
    " for humans may load in this window, and only there; its script runs in the page and could read"
    f" what is typed, and the page's address. Those known: {', '.join(CHECK_HOSTS)}."
)


def handed(why: Outcome, verb: Verb, rest: Sequence[Verb], form: FormSeen | None) -> tuple[str, ...]:
    """What stopped the program, what is different, and what the person has to do now."""
    lines = [f"Stopped at {verb.id}: {_reason(why)}"]
    if form is not None:
        lines += [f"  {change}" for change in form.changes.splitlines()]
    button = next((one.pressing for one in (verb, *rest) if one.pressing), "")
    then = f", press {button!r}" if button else ", send it"
    lines.append(f"Your turn in the window: solve what it asks, look at the form{then}.")
    return (*lines, "optout presses nothing from here on and watches; close the window to stop.")


def by_hand(verb: Verb, meanings: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """What to enter where the program could not: the person's own facts, for their eyes only."""
    chosen = verb.choose or {}
    lines = [f"  choose {chosen[one]!r} ({one})" for one in meanings if one in chosen]
    named = (one for one in meanings if one not in chosen)
    lines += [f"  {meaning}: {facts.one(meaning)}" for meaning in named if facts.one(meaning)]
    return ("Enter yourself what is asked of this:", *lines) if lines else ()


def _reason(why: Outcome) -> str:
    sentence = MEANING[why.failure].sentence if why.failure else "The form is filled; only you send it."
    same = why.detail and why.detail != "stopped before sending"
    quoted = why.failure == Failure.BY_HAND or same
    return f"{sentence} ({why.detail})" if quoted and why.failure else sentence
