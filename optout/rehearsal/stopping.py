"""What kept a provider from ever being asked, in words: for those who write its definition. Pure."""

from collections.abc import Sequence
from itertools import groupby

from optout.rehearsal.claims import Story, says_absent
from optout.requests.actions import Action
from optout.requests.events import Concluded
from optout.requests.failures import MEANING, Failure
from optout.requests.history import Moment
from optout.requests.outcome import Answer, Outcome


def stopped(stories: Sequence[Story]) -> dict[str, str]:
    """By slug the last failure of each provider of which no request came to an effect.

    What waits for the person is no failure, unless they would have to give a fact first.
    """
    ordered = sorted(stories, key=lambda story: story.provider.slug)
    grouped = groupby(ordered, key=lambda story: story.provider.slug)
    found = {slug: _last_failure([*own]) for slug, own in grouped}
    return {slug: words for slug, words in found.items() if words}


def _last_failure(stories: Sequence[Story]) -> str:
    moments = [moment for story in stories for moment in story.moments]
    if any(moment.submitted or says_absent(moment) for moment in moments):
        return ""
    ends = [(moment.action, _outcome(moment)) for moment in moments]
    failures = [_words(action, end) for action, end in ends if action and end and _has_failed(end)]
    return failures[-1] if failures else ""


def _outcome(moment: Moment) -> Outcome | None:
    return moment.event.outcome if isinstance(moment.event, Concluded) else None


def _has_failed(outcome: Outcome) -> bool:
    is_left = outcome.answer == Answer.PERSON and outcome.failure != Failure.FACT_MISSING
    return outcome.failure is not None and not is_left


def _words(action: Action, outcome: Outcome) -> str:
    place = ", ".join(part for part in (action.value, outcome.step) if part)
    sentence = MEANING[outcome.failure].sentence if outcome.failure else ""
    return f"{place}: {sentence} {outcome.detail or ''}".strip()
