"""What the definition of the Spawning registry promises, and what it hands to the person."""

import asyncio
from datetime import UTC, datetime

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Tier
from optout.catalog.steps import HandStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.hand import HandChannel
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

PROVIDER = load_catalog().get("spawning_registry")


def test_submitting_is_handed_to_the_person_and_nothing_leaves() -> None:
    capture = Capture()
    at = datetime(2026, 3, 2, tzinfo=UTC)
    attempt = Attempt("a-1", PROVIDER, Action.SUBMIT, Facts(), at, "ref-1")
    assert asyncio.run(HandChannel().run(attempt, capture)) == Outcome(Answer.PERSON, Failure.BY_HAND)
    assert capture == Capture()


def test_the_task_says_where_to_go_what_to_do_and_what_it_does_not_do() -> None:
    step = PROVIDER.submit
    assert isinstance(step, HandStep)
    assert step.url == "https://haveibeentrained.com/"
    text = " ".join(step.instructions)
    assert [word for word in ("account", "domain", "prove", "trained before") if word not in text] == []
    numbered = [line[0] for line in step.instructions if line[0].isdigit()]
    assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
    assert "What it does not do:" in step.instructions[-1]


def test_it_claims_no_more_than_was_seen() -> None:
    assert PROVIDER.tier is Tier.REHEARSED
    assert PROVIDER.verified_on is None
    assert "Nobody has seen" in (PROVIDER.never_seen_live or "")
