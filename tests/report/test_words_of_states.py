"""What a state claims and does not prove."""

from pathlib import Path

from optout.report.words_of_states import CLAIMS, claim_of
from optout.requests.history import history_of
from optout.requests.rights import Right
from optout.requests.state import State
from tests.report.stories import (
    ABSENT,
    asked,
    confirmed_in_writing,
    in_force,
    planned,
    removed,
    search,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "lifecycle.md"


def test_every_state_says_what_it_claims_and_what_it_does_not_prove() -> None:
    assert set(CLAIMS) == set(State)
    for claim in CLAIMS.values():
        assert claim.name
        assert claim.says.endswith(".")
        assert claim.not_say.endswith(".")


def test_every_state_is_in_the_reference() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [state for state in State if f"| {state.value} |" not in text] == []


def test_a_listing_that_is_gone_is_removed_but_never_in_training() -> None:
    assert claim_of(history_of(removed())).name == "removed"
    training = claim_of(history_of(removed(Right.OPT_OUT_OF_TRAINING)))
    assert training.name == "seen absent on 16 March 2026"
    assert "removed" not in training.says + training.not_say


def test_holding_says_how_it_is_known() -> None:
    assert claim_of(history_of(in_force())).name == "in force"
    written = claim_of(history_of(confirmed_in_writing()))
    assert written.name == "confirmed by the provider"
    assert written.not_say == "That it is obeyed. That anything made before it was undone."
    nothing = [*planned(Right.OPT_OUT_OF_TRAINING, "standing"), *search(0, ABSENT)]
    assert claim_of(history_of(nothing)).name == "nothing to ask for"


def test_other_states_claim_what_the_table_says() -> None:
    assert claim_of(history_of(asked())) == CLAIMS[State.SUBMITTED]
