"""The flow and the twin of the Training Data Registry agree, the lapse around day 74 included."""

from datetime import timedelta
from typing import Any

import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("training_data_registry", tdr_api_key="k-1")


def looked(stage: Any, twin: Any, subject: Any) -> Answer:
    """The answer once there is one; faults on the way are those that the twin has in its books."""
    for _ in range(6):
        outcome, _ = stage.search(twin, subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome.answer
        assert outcome.failure in (Failure.SERVER_ERROR, Failure.RATE_LIMITED)
    raise AssertionError("the twin never answers")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_registered_holds_until_it_lapses_and_a_new_one_mends_it(
    api_stage: Any, seed: int
) -> None:
    stage = api_stage("training_data_registry", tdr_api_key="k-1")
    twin, [subject] = stage.twin(seed=seed)
    start, lapsed_on = stage.clock.now(), None
    for day in range(0, 120, 4):
        stage.clock.move_to(start + timedelta(days=day))
        answer = looked(stage, twin, subject)
        assert (answer is Answer.DONE) == twin.books.lists(person_key(subject), stage.clock.now())
        if answer is Answer.DONE:
            lapsed_on = day
            twin.person_does(subject, "https://trainingdataregistry.org/", stage.clock.now())
    assert lapsed_on is not None
    assert 70 <= lapsed_on <= 84


def test_its_books_hold_every_fault_and_what_was_told(stage: Any) -> None:
    twin, [subject] = stage.twin()
    cut = [stage.search(twin, subject)[0] for _ in range(60)]
    cut = [one for one in cut if one.failure or not one.complete]
    assert 0 < len(cut) <= len(twin.books.faults)
    assert {one.kind for one in twin.books.faults} == {"429", "502"}
    meanings = {meaning for one in twin.books.searched for meaning in one.meanings.values()}
    assert meanings == {"x-domain", "url", "x-image-url"}
    assert {one.person for one in twin.books.searched} == {person_key(subject)}
