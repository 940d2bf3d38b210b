"""The flow and the twin of YouTube's interface agree; the switch is the person's own."""

from datetime import timedelta
from typing import Any

import pytest

from optout.catalog.automation import Automation, Recheck
from optout.catalog.catalog import load_catalog
from optout.catalog.steps import AttestStep
from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("youtube_trainability")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_videos_are_unprotected_until_switched_off_and_again_after_the_reset(
    api_stage: Any, seed: int
) -> None:
    stage = api_stage("youtube_trainability")
    twin, [subject] = stage.twin(seed=seed)
    start, seen_on = stage.clock.now(), []
    for day in range(0, 90, 3):
        stage.clock.move_to(start + timedelta(days=day))
        outcome, _ = stage.search(twin, subject)
        if outcome.answer not in (Answer.DONE, Answer.ABSENT):
            assert outcome.failure in (Failure.FORBIDDEN, Failure.SERVER_ERROR)
            continue
        listed = twin.books.lists(person_key(subject), stage.clock.now())
        assert (outcome.answer is Answer.DONE) == listed
        if outcome.answer is Answer.DONE:
            seen_on.append(day)
            twin.person_does(subject, "https://studio.youtube.com/", stage.clock.now())
    assert len(seen_on) == 2
    assert seen_on[0] <= 3
    assert 45 <= seen_on[1] <= 61


def test_its_books_hold_every_fault_and_what_was_told(stage: Any) -> None:
    twin, [subject] = stage.twin()
    failed = [stage.search(twin, subject)[0].failure for _ in range(240)]
    assert len([one for one in failed if one]) == len(twin.books.faults) > 0
    assert {one.kind for one in twin.books.faults} == {"403", "502"}
    assert twin.books.searched[0].fields == {"id": subject.videos[0]}
    assert twin.books.searched[0].meanings == {"id": "x-video-id"}


def test_the_switch_is_attested_and_read_back_by_machine() -> None:
    provider = load_catalog().get("youtube_trainability")
    assert isinstance(provider.submit, AttestStep)
    assert (provider.automation, provider.recheck) == (Automation.ATTESTED, Recheck.MACHINE)
    words = " ".join(provider.submit.instructions) + (
        (provider.proof and provider.proof.does_not_prove) or ""
    )
    assert "Google" in words
