"""What the person is told of a step by hand in a window. Pure."""

from collections.abc import Sequence

from optout.channels.hand_address import HandAddress
from optout.channels.web.checks import CHECK_HOSTS
from optout.channels.web.filling import Entry
from optout.http import Unanswered
from optout.people.facts import MEANINGS, Facts
from optout.requests.failures import MEANING

FILLING = (
    "optout opens a window and fills in what it is sure of, of what you agreed to; it ticks, signs and"
    " sends nothing, and what you do there is not kept. What the page loads from others is blocked, but"
    f" for checks for humans, whose scripts could read what is typed: {', '.join(CHECK_HOSTS)}."
)
TOO_LONG = "Nothing was filled in: the page took too long. The window is yours."
HALF = "Not everything could be filled in: look at each field. The window is yours."


def linked_words(address: HandAddress) -> tuple[str, ...]:
    """What the link tells, or why it is opened without facts."""
    if address.link is None:
        named = ", ".join(MEANINGS[one] for one in address.lacking)
        return (f"The link is opened without your facts; it lacks {named or 'a host of its own'}.",)
    told = ", ".join(MEANINGS[one] for one in address.told)
    return (f"Opening the link tells {address.host}: {told}.",) if told else ()


def filled_words(entries: Sequence[Entry]) -> str:
    """Kinds of facts; which values, the window shows."""
    if not entries:
        return "Nothing had to be filled in."
    named = ", ".join(MEANINGS[entry.meaning] for entry in entries)
    return f"Filled in: {named}. Look it over; the rest is yours."


def left_words(meanings: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """What the profile has and the form was not surely understood to ask for: for their eyes only."""
    lines = (f"  {MEANINGS[one]}: {facts.one(one)}" for one in meanings)
    return ("Enter yourself what is asked of this:", *lines) if meanings else ()


def unfilled_words(why: Unanswered) -> str:
    sentence = MEANING[why.failure].sentence
    return f"Nothing was filled in: {sentence} ({why.detail}) The window is yours."
