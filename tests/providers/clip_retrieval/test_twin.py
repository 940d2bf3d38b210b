"""The flow and the twin of a clip-retrieval server agree; the twin filters as upstream's does."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("clip_retrieval", knn_base_url="https://knn.laion.ai")


def test_it_finds_the_images_until_the_index_is_built_anew_and_proves_no_absence(stage: Any) -> None:
    twin, [subject] = stage.twin()
    start, found_on = stage.clock.now(), []
    for day in range(0, 70, 2):
        stage.clock.move_to(start + timedelta(days=day))
        if day == 6:
            twin.person_does(subject, "https://laion.ai/faq/", stage.clock.now())
        outcome, _ = stage.search(twin, subject)
        if outcome.answer is Answer.DONE:
            assert twin.books.lists(person_key(subject), stage.clock.now())
            found_on.append(day)
        else:
            assert outcome.failure in (Failure.PARTIAL_ANSWER, Failure.SERVER_ERROR)
    assert found_on[0] <= 2
    assert 28 <= found_on[-1] <= 48


def test_with_the_filters_on_the_persons_own_entry_is_hidden(stage: Any) -> None:
    twin, [subject] = stage.twin()
    asked = {
        "image_url": subject.images[0],
        "indice_name": "laion5B-L-14",
        "aesthetic_score": "",
        "num_images": 40,
    }

    async def shown(**filters: bool) -> set[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(twin.app)) as client:
            answers = [
                await client.post("https://knn.laion.ai/knn-service", json={**asked, **filters})
                for _ in range(8)
            ]
        return {entry["url"] for one in answers if one.status_code == 200 for entry in one.json()}

    off = {"deduplicate": False, "use_safety_model": False, "use_violence_detector": False}
    assert subject.images[0] in asyncio.run(shown(**off))
    assert subject.images[0] not in asyncio.run(shown(**{**off, "use_safety_model": True}))
    duplicates = asyncio.run(shown(**{**off, "deduplicate": True}))
    assert not {subject.images[0], f"https://mirror.example/0/{subject.images[0][8:]}"} <= duplicates


def test_what_it_cannot_work_with_is_its_http_500(stage: Any) -> None:
    twin, [subject] = stage.twin()
    asked = {"image_url": subject.images[0], "indice_name": "laion5B-L-14", "aesthetic_score": ""}

    async def statuses() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(twin.app)) as client:
            url = "https://knn.laion.ai/knn-service"
            wrong = ({"image_url": None}, {"indice_name": "none"}, {"aesthetic_score": None})
            return [(await client.post(url, json={**asked, **one})).status_code for one in wrong]

    assert asyncio.run(statuses()) == [500, 500, 500]


def test_its_books_hold_what_was_told(stage: Any) -> None:
    twin, [subject] = stage.twin()
    stage.search(twin, subject)
    assert {one.fields["image_url"] for one in twin.books.searched} == set(subject.images)
    assert {one.person for one in twin.books.searched} == {person_key(subject)}
