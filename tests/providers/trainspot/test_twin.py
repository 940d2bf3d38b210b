"""The flow and the twin of Trainspot's register agree."""

from datetime import timedelta
from typing import Any

import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_registered_as_blocked_shows_a_day_later(api_stage: Any, seed: int) -> None:
    stage = api_stage("trainspot")
    twin, [subject] = stage.twin(seed=seed)
    start, answers = stage.clock.now(), []
    for hours in range(0, 24 * 5, 8):
        stage.clock.move_to(start + timedelta(hours=hours))
        if hours == 48:
            twin.person_does(subject, "https://trainspot.ai/", stage.clock.now())
        outcome, _ = stage.search(twin, subject)
        if outcome.answer not in (Answer.DONE, Answer.ABSENT):
            assert outcome.failure in (Failure.RATE_LIMITED, Failure.SERVER_ERROR)
            continue
        listed = twin.books.lists(person_key(subject), stage.clock.now())
        assert (outcome.answer is Answer.DONE) == listed
        answers.append(outcome.answer)
    assert (answers[0], answers[-1]) == (Answer.DONE, Answer.ABSENT)


def test_its_books_hold_every_fault_and_what_was_told(api_stage: Any) -> None:
    stage = api_stage("trainspot")
    twin, [subject] = stage.twin()
    cut = [stage.search(twin, subject)[0] for _ in range(100)]
    cut = [one for one in cut if one.failure or not one.complete]
    assert 0 < len(cut) <= len(twin.books.faults)
    told = {(*one.fields.values(), *one.meanings.values()) for one in twin.books.searched}
    repository = f"https://github.com/{subject.repositories[0]}"
    assert told == {(subject.sites[0], "url"), (repository, "x-repository")}
