"""What only the person can do becomes a task, and nothing leaves."""

import asyncio
from datetime import UTC, datetime

import pytest

from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture
from optout.channels.hand import HandChannel
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

BY_HAND = {"channel": "hand", "url": "https://registry.example/", "instructions": ["1. Sign in."]}
BY_LETTER = {"channel": "mail", "to": "privacy@registry.example"}


def provider(submit: dict[str, object], search: dict[str, object] | None = None) -> Provider:
    return Provider.model_validate(
        {
            "slug": "registry",
            "name": "Registry",
            "kind": "ai_training",
            "country": "US",
            "domains": ["registry.example"],
            "tier": "draft",
            "confidence": "A",
            "proof": {"rung": "attestation"},
            "right": "object",
            "tracks": "standing",
            "search": search,
            "submit": submit,
            "sources": [{"what": "invented", "as_of": "2026-01-01"}],
            "never_seen_live": "Nothing was seen.",
        }
    )


def run(definition: Provider, action: Action) -> tuple[Outcome, Capture]:
    capture = Capture()
    attempt = Attempt("a-1", definition, action, Facts(), datetime(2026, 3, 1, tzinfo=UTC), "ref-1")
    return asyncio.run(HandChannel().run(attempt, capture)), capture


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.SEARCH, Action.RECHECK])
def test_a_hand_step_is_always_the_persons(action: Action) -> None:
    outcome, capture = run(provider(BY_HAND, BY_HAND), action)
    assert outcome == Outcome(Answer.PERSON, Failure.BY_HAND)
    assert capture == Capture()


def test_a_switch_is_the_persons_as_well() -> None:
    outcome, capture = run(provider({**BY_HAND, "channel": "attest"}), Action.SUBMIT)
    assert outcome == Outcome(Answer.PERSON, Failure.BY_HAND)
    assert capture == Capture()


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.SEARCH, Action.CONFIRM])
def test_a_step_that_is_not_done_by_hand_is_not_handed_over(action: Action) -> None:
    outcome, _ = run(provider(BY_LETTER), action)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.OWN_FAULT)
