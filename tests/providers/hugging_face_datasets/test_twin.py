"""The flow and the twin of the data set viewer agree until the rows are gone, and after."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

ASK = "https://huggingface.co/datasets"
FIRST = "google-research-datasets/conceptual_captions"


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("hugging_face_datasets")


def search_until_answered(stage: Any, twin: Any, subject: Any) -> tuple[Outcome, Any]:
    for _ in range(6):
        outcome, seen = stage.search(twin, subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome, seen
        assert outcome.failure in (Failure.SERVER_ERROR, Failure.PARTIAL_ANSWER)
        stage.clock.move_to(stage.clock.now() + timedelta(hours=12))
    raise AssertionError("the twin never answers")


def get(twin: Any, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(twin.app)) as client:
            return await client.get(f"https://datasets-server.huggingface.co{path}")

    return asyncio.run(ask())


def test_only_the_persons_own_rows_are_found(stage: Any) -> None:
    twin, [subject] = stage.twin()
    looks = (search_until_answered(stage, twin, subject) for _ in range(4))
    seen = next(seen for outcome, seen in looks if outcome.complete)
    found = {tuple(record.fields.items()) for record in seen.records}
    assert {value for fields in found for _, value in fields} <= {
        *subject.images,
        *subject.sites,
        *subject.usernames,
    }
    assert len(seen.records) == 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rows_are_found_until_the_owner_removes_them(api_stage: Any, seed: int) -> None:
    stage = api_stage("hugging_face_datasets")
    twin, [subject] = stage.twin(seed=seed)
    person = person_key(subject)
    assert search_until_answered(stage, twin, subject)[0].answer is Answer.DONE
    twin.person_does(subject, ASK, stage.clock.now())
    asked = stage.clock.now()
    absent_on = None
    for day in range(1, 40, 2):
        stage.clock.move_to(max(stage.clock.now(), asked + timedelta(days=day)))
        outcome, _ = search_until_answered(stage, twin, subject)
        assert (outcome.answer is Answer.DONE) == twin.books.lists(person, stage.clock.now())
        if outcome.answer is Answer.ABSENT and absent_on is None:
            absent_on = day
    assert absent_on is not None
    assert 10 <= absent_on <= 17


def test_on_some_days_a_part_was_looked_at_only_and_absence_is_not_proven(stage: Any) -> None:
    twin, [subject] = stage.twin()
    twin.person_does(subject, ASK, stage.clock.now())
    stage.clock.move_to(stage.clock.now() + timedelta(days=20))
    failures = []
    for _ in range(18):
        failures.append(stage.search(twin, subject)[0].failure)
        stage.clock.move_to(stage.clock.now() + timedelta(days=1))
    assert failures.count(Failure.PARTIAL_ANSWER) == 2
    assert failures.count(None) >= 8
    assert {fault.kind for fault in twin.books.faults} >= {"partial"}


def test_another_persons_rows_stay(stage: Any) -> None:
    twin, [first, second] = stage.twin(people=2)
    twin.person_does(first, ASK, stage.clock.now())
    stage.clock.move_to(stage.clock.now() + timedelta(days=30))
    assert search_until_answered(stage, twin, first)[0].answer is Answer.ABSENT
    assert search_until_answered(stage, twin, second)[0].answer is Answer.DONE


def test_its_books_name_what_a_search_disclosed(stage: Any) -> None:
    twin, [subject] = stage.twin()
    _, seen = search_until_answered(stage, twin, subject)
    booked = {(one.meanings["query"], one.fields["query"]) for one in twin.books.searched}
    assert booked == {(one.meaning, one.value) for one in seen.disclosed}
    assert {one.person for one in twin.books.searched} == {person_key(subject)}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/is-valid", 422, "Parameter 'dataset' is required"),
        (f"/search?dataset={FIRST}&config=unlabeled&split=train", 422, "Parameter 'query' is required"),
        (
            "/splits?dataset=someone/else",
            401,
            "The dataset does not exist, or is not accessible without authentication.",
        ),
        (f"/search?dataset={FIRST}&config=c&split=train&query=x", 404, "The split does not exist."),
    ],
)
def test_it_refuses_in_the_viewers_words(stage: Any, path: str, status: int, words: str) -> None:
    twin, _ = stage.twin()
    answer = get(twin, path)
    if answer.status_code == 500:
        answer = get(twin, path)
    assert (answer.status_code, answer.json()) == (status, {"error": words})
    assert answer.headers["x-error-code"]


def filter_call(where: str) -> str:
    return "/filter?" + urlencode(
        {"dataset": FIRST, "config": "unlabeled", "split": "train", "where": where}
    )


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("\"nobody\"='x'", "A query parameter is invalid"),
        ('"caption"=\'x', "A query parameter is invalid"),
        ('"caption" is what', "A query parameter is invalid"),
        ("\"caption\"='x'; --", "Parameter 'where' contains invalid symbols"),
        ("/* */ 1=1", "Parameter 'where' contains invalid symbols"),
    ],
)
def test_it_refuses_conditions_as_the_viewer_does(stage: Any, where: str, words: str) -> None:
    twin, _ = stage.twin()
    answer = get(twin, filter_call(where))
    if answer.status_code == 500:
        answer = get(twin, filter_call(where))
    assert (answer.status_code, answer.json()) == (422, {"error": words})


def test_its_filter_compares_as_it_is_asked_to(stage: Any) -> None:
    twin, _ = stage.twin()
    asked = ("\"caption\"='photo of a garden'", "\"caption\" like '%GARDEN%'", "\"caption\"='it''s'")
    totals = []
    for where in asked:
        answers = (get(twin, filter_call(where)) for _ in range(2))
        answer = next(one for one in answers if one.status_code == 200)
        totals.append(answer.json()["num_rows_total"])
    assert totals == [1, 0, 0]


def test_a_removal_is_another_revision(stage: Any) -> None:
    twin, [subject] = stage.twin()

    def revision() -> str:
        answers = (get(twin, f"/splits?dataset={FIRST}") for _ in range(2))
        return next(one for one in answers if one.status_code == 200).headers["x-revision"]

    before = revision()
    twin.person_does(subject, ASK, stage.clock.now())
    assert revision() == before
    stage.clock.move_to(stage.clock.now() + timedelta(days=20))
    assert revision() != before
