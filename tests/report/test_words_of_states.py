"""What a state claims and does not prove."""

from pathlib import Path

import pytest

from optout.report.words_of_states import CLAIMS, claim_of
from optout.requests.events import Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.history import history_of
from optout.requests.proof import Rung
from optout.requests.rights import Right
from optout.requests.state import State
from tests.report.stories import (
    ABSENT,
    SAME,
    asked,
    asked_again,
    attested,
    confirmed_in_writing,
    in_crawl,
    in_force,
    on,
    planned,
    recheck,
    removed,
    search,
    submit,
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


def test_what_only_the_person_sees_is_said_to_be_their_word() -> None:
    set_by_them = claim_of(history_of(attested()))
    assert set_by_them.name == "set by you on 4 March 2026"
    assert set_by_them.says == "You said that you set it yourself. Nobody can read it back for you."
    reset = [*asked_again(), PersonAnswered(on(181), PersonSays.DID_NOT)]
    assert claim_of(history_of(reset)).name == "no longer so"


def test_what_was_looked_through_is_seen_absent_and_never_removed_or_in_force() -> None:
    seen = claim_of(history_of(in_crawl("CC-MAIN-2026-10")))
    assert seen.name == "seen absent on 12 March 2026"
    assert seen.says == "What is yours was looked for in CC-MAIN-2026-10, and was not there."
    again = claim_of(history_of([*in_crawl("CC-MAIN-2026-10"), *recheck(30, SAME)]))
    assert again.name == "no longer so"


def test_a_site_that_says_so_is_published_and_not_obeyed() -> None:
    first = planned(Right.OPT_OUT_OF_TRAINING, "standing", absences=1, rung=Rung.SIGNAL)
    claim = claim_of(history_of([*first, *search(0, SAME), *submit(0), *recheck(1, ABSENT)]))
    assert claim.name == "published, read back on 3 March 2026"
    assert claim.not_say.startswith("That any robot obeys it;")


def test_where_nothing_is_offered_nothing_is_said_to_be_asked() -> None:
    looked = [*attested()[:-1], PersonAnswered(on(2), PersonSays.LOOKED, again_at=on(300))]
    claim = claim_of(history_of(looked))
    assert claim.name == "no opt-out there"
    assert claim.says.endswith("You look again on 27 December 2026.")
    assert "nothing was asked of anybody" in claim.not_say


@pytest.mark.parametrize("rung", [None, *Rung])
@pytest.mark.parametrize("tracks", ["listing", "standing"])
def test_about_training_nothing_is_ever_called_removed(rung: Rung | None, tracks: str) -> None:
    first = planned(Right.OPT_OUT_OF_TRAINING, tracks, rung=rung)
    whole = [
        *first,
        *search(0, SAME),
        *submit(0),
        Mailed(on(1), "m-1", MailSays.GRANTED),
        *recheck(7, ABSENT),
        *recheck(14, ABSENT),
        *recheck(40, SAME),
    ]
    for length in range(1, len(whole) + 1):
        claim = claim_of(history_of(whole[:length]))
        assert "removed" not in claim.name + claim.says
    for length in range(1, len(attested()) + 1):
        claim = claim_of(history_of(attested()[:length]))
        assert "removed" not in claim.name + claim.says


def test_other_states_claim_what_the_table_says() -> None:
    assert claim_of(history_of(asked())) == CLAIMS[State.SUBMITTED]
