"""From weights to a decision."""

from math import log

import pytest

from optout.matching.decision import Match, decide
from optout.matching.evidence import Evidence
from optout.requests.outcome import Decision

SURE = Evidence("the name fits", 30.0, 6.0)


def test_the_score_is_the_share_of_the_person_among_all_who_would_show_the_same() -> None:
    nine_strangers = Evidence("a common name", log(10_000_000 / 9), 20.0)
    assert decide([nine_strangers]).score == 0.1
    one_relative = Evidence("a rare name", 40.0, log(0.03))
    assert decide([one_relative]).score == 0.5


@pytest.mark.parametrize(
    ("evidence", "decision"),
    [
        ([SURE], Decision.SAME),
        ([Evidence("the name fits", 30.0, 0.0)], Decision.POSSIBLE),  # a relative is not excluded
        ([Evidence("the name fits", 18.0, 6.0)], Decision.POSSIBLE),  # nor are strangers
        ([SURE, Evidence("initial", 0.0, doubtful=True)], Decision.POSSIBLE),
        ([SURE, Evidence("other places", 0.0, against=True)], Decision.POSSIBLE),
        ([SURE, Evidence("another age", 0.0, excludes=True)], Decision.DIFFERENT),
        ([Evidence("the name fits", 5.0)], Decision.POSSIBLE),  # nothing speaks against it
        (
            [Evidence("the name fits", 5.0), Evidence("other places", 0.0, against=True)],
            Decision.DIFFERENT,
        ),
        ([Evidence("initial", 5.0, doubtful=True)], Decision.DIFFERENT),
    ],
)
def test_only_what_is_all_but_certain_is_the_same(evidence: list[Evidence], decision: Decision) -> None:
    assert decide(evidence).decision is decision


def test_enormous_weights_are_still_a_probability() -> None:
    assert decide([Evidence("no", -1e9, -1e9)]).score == 0.0
    assert decide([Evidence("yes", 1e9, 1e9)]) == Match(Decision.SAME, ("yes",), 1.0)


def test_a_reason_is_said_once() -> None:
    assert decide([SURE, SURE]).why == ("the name fits",)
