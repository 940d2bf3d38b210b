"""The flow and the twin of Common Crawl agree, crawl after crawl."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("common_crawl")


def search_until_answered(stage: Any, twin: Any, subject: Any) -> tuple[Outcome, Any]:
    """A retry follows a stumble, as the schedule would make it."""
    for _ in range(4):
        outcome, seen = stage.search(twin, subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome, seen
        assert outcome.failure is Failure.SERVER_ERROR
    raise AssertionError("the twin never answers")


def test_the_person_is_found_until_a_crawl_that_began_after_the_robot_was_shut_out(stage: Any) -> None:
    twin, [subject] = stage.twin()
    person, start = person_key(subject), stage.clock.now()
    outcome, seen = search_until_answered(stage, twin, subject)
    assert outcome.answer is Answer.DONE
    assert {record.fields["url"] for record in seen.records} == {subject.sites[0]}
    twin.person_does(subject, "https://commoncrawl.org/ccbot", start + timedelta(days=1))
    editions: list[tuple[Answer, str | None]] = []
    for day in range(2, 120, 6):
        stage.clock.move_to(start + timedelta(days=day))
        outcome, _ = search_until_answered(stage, twin, subject)
        assert (outcome.answer is Answer.DONE) == twin.books.lists(person, stage.clock.now())
        editions.append((outcome.answer, outcome.revision))
    assert len({edition for answer, edition in editions if answer is Answer.ABSENT}) >= 2
    assert editions[0][0] is Answer.DONE
    assert editions[-1][0] is Answer.ABSENT


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_stumbles_and_books_every_stumble_but_never_for_good(api_stage: Any, seed: int) -> None:
    stage = api_stage("common_crawl")
    twin, [subject] = stage.twin(seed=seed)
    failures = 0
    for _ in range(40):
        outcome, _ = stage.search(twin, subject)
        failures += outcome.answer is Answer.UNREACHABLE
    assert 0 < failures < 20
    assert {fault.kind for fault in twin.books.faults} == {"504"}
    assert len(twin.books.faults) >= failures


def test_its_books_name_what_a_search_disclosed(stage: Any) -> None:
    twin, [subject] = stage.twin()
    _, seen = search_until_answered(stage, twin, subject)
    domain = subject.sites[0].removeprefix("https://").rstrip("/")
    assert {tuple(one.fields.items()) for one in twin.books.searched} == {(("url", f"*.{domain}"),)}
    assert {one.meanings["url"] for one in twin.books.searched} == {"x-domain"}
    assert {one.person for one in twin.books.searched} == {person_key(subject)}
    assert {told.value for told in seen.disclosed} == {domain}


def test_another_person_stays_where_they_were(stage: Any) -> None:
    twin, [first, second] = stage.twin(people=2)
    twin.person_does(first, "https://commoncrawl.org/ccbot", stage.clock.now())
    stage.clock.move_to(stage.clock.now() + timedelta(days=90))
    assert search_until_answered(stage, twin, first)[0].answer is Answer.ABSENT
    assert search_until_answered(stage, twin, second)[0].answer is Answer.DONE
    assert not twin.books.lists(person_key(first), stage.clock.now())
    assert twin.books.lists(person_key(second), stage.clock.now())


def crawls(twin: Any) -> list[str]:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(twin.app)) as client:
            return await client.get("https://index.commoncrawl.org/collinfo.json")

    answers = (asyncio.run(ask()) for _ in range(3))
    answer = next(answer for answer in answers if answer.status_code == 200)
    return [crawl["id"] for crawl in answer.json()]


def test_the_list_of_crawls_is_newest_first_and_grows(stage: Any) -> None:
    twin, _ = stage.twin()

    before = crawls(twin)
    stage.clock.move_to(stage.clock.now() + timedelta(days=65))
    after = crawls(twin)
    assert after == sorted(after, reverse=True)
    assert len(after) == len(before) + 2
