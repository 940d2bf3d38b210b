"""The flow and the twin of Spawning's registry agree, the reset around day 60 included."""

from datetime import timedelta
from typing import Any

import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

CLAIM = "https://haveibeentrained.com/"


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("spawning_registry", spawning_api_key="k-1")


def search_until_answered(stage: Any, twin: Any, subject: Any) -> tuple[Outcome, Any]:
    for _ in range(6):
        outcome, seen = stage.search(twin, subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome, seen
        assert outcome.failure in (Failure.SERVER_ERROR, Failure.BAD_ANSWER)
    raise AssertionError("the twin never answers")


def test_all_images_are_unprotected_until_the_day_after_the_claim(stage: Any) -> None:
    twin, [subject] = stage.twin()
    _, seen = search_until_answered(stage, twin, subject)
    assert [record.key for record in seen.records] == list(subject.images)
    twin.person_does(subject, CLAIM, stage.clock.now())
    assert search_until_answered(stage, twin, subject)[0].answer is Answer.DONE
    stage.clock.move_to(stage.clock.now() + timedelta(days=1))
    assert search_until_answered(stage, twin, subject)[0] == Outcome(Answer.ABSENT)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_reset_clears_one_address_and_a_new_claim_mends_it(api_stage: Any, seed: int) -> None:
    stage = api_stage("spawning_registry", spawning_api_key="k-1")
    twin, [subject] = stage.twin(seed=seed)
    person, start = person_key(subject), stage.clock.now()
    twin.person_does(subject, CLAIM, start)
    cleared_on = None
    for day in range(1, 100, 3):
        stage.clock.move_to(start + timedelta(days=day))
        outcome, seen = search_until_answered(stage, twin, subject)
        assert (outcome.answer is Answer.DONE) == twin.books.lists(person, stage.clock.now())
        if outcome.answer is Answer.DONE and cleared_on is None:
            cleared_on = day
            assert len(seen.records) == 1
            twin.person_does(subject, CLAIM, stage.clock.now())
    assert cleared_on is not None
    assert 55 <= cleared_on <= 68
    assert search_until_answered(stage, twin, subject)[0].answer is Answer.ABSENT
    assert [period.until is not None for period in twin.books.listed] == [True, True]


def test_a_claim_after_the_reset_covers_everything_at_once(stage: Any) -> None:
    twin, [subject] = stage.twin()
    stage.clock.move_to(stage.clock.now() + timedelta(days=80))
    twin.person_does(subject, CLAIM, stage.clock.now())
    stage.clock.move_to(stage.clock.now() + timedelta(days=1))
    assert search_until_answered(stage, twin, subject)[0].answer is Answer.ABSENT
    assert len(twin.books.listed) == 1


def test_it_answers_nonsense_once_and_503_now_and_then_and_books_both(stage: Any) -> None:
    twin, [subject] = stage.twin()
    outcomes = [stage.search(twin, subject)[0] for _ in range(120)]
    kinds = [fault.kind for fault in twin.books.faults]
    assert kinds.count("not-json") == 1
    assert kinds.count("503") >= 1
    assert sum(outcome.failure is Failure.BAD_ANSWER for outcome in outcomes) == 1
    assert sum(outcome.failure is Failure.SERVER_ERROR for outcome in outcomes) == kinds.count("503")


def test_its_books_name_what_a_search_disclosed(stage: Any) -> None:
    twin, [subject] = stage.twin()
    _, seen = stage.search(twin, subject)
    [searched] = twin.books.searched
    assert tuple(searched.fields.values()) == subject.images
    assert set(searched.meanings.values()) == {"x-image-url"}
    assert searched.person == person_key(subject)
    assert tuple(told.value for told in seen.disclosed) == subject.images


def test_without_a_key_the_registry_hears_of_nobody(stage: Any) -> None:
    twin, [subject] = stage.twin()
    stage.secrets.clear()
    assert stage.search(twin, subject)[0].failure is Failure.SETTING_MISSING
    assert twin.books.searched == []
