"""What the flow asks the data set viewer, and what it takes the answers for."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

VIEWER = "https://datasets-server.huggingface.co"
FIRST, SECOND = "google-research-datasets/conceptual_captions", "alexandrainst/da-wit"
IMAGE, SITE, NAME = "https://rosalind.example/images/1.jpg", "https://rosalind.example/", "rosalind_l"
FACTS = Facts({"x-image-url": (IMAGE,)})
ABSENT = Outcome(Answer.ABSENT)
Answering = Callable[[httpx.Request], httpx.Response]


def rows(*cells: dict[str, Any], total: int | None = None, **more: Any) -> httpx.Response:
    found = [{"row_idx": 7 + i, "row": row, "truncated_cells": []} for i, row in enumerate(cells)]
    count = len(cells) if total is None else total
    page = {
        "features": [],
        "rows": found,
        "num_rows_total": count,
        "num_rows_per_page": 100,
        "partial": False,
    }
    return httpx.Response(200, json={**page, **more})


def answers(
    search: Iterable[httpx.Response] = (),
    able: httpx.Response | None = None,
    splits: httpx.Response | None = None,
) -> Answering:
    """A viewer with one split per data set; ``search`` answers in turn, then there is nothing."""
    left = list(search)

    def answer(request: httpx.Request) -> httpx.Response:
        dataset = request.url.params["dataset"]
        if request.url.path == "/is-valid":
            return able or httpx.Response(200, json={"search": True})
        if request.url.path == "/splits":
            place = {"dataset": dataset, "config": "default", "split": "train"}
            return splits or httpx.Response(200, json={"splits": [place], "pending": [], "failed": []})
        return left.pop(0) if left else rows()

    return answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("hugging_face_datasets")


def test_it_sends_exactly_the_documented_requests(stage: Any) -> None:
    outcome, seen = stage.scripted(answers(), FACTS)
    split = [("config", "default"), ("split", "train")]
    page = [("query", IMAGE), ("offset", "0"), ("length", "100")]
    expected = []
    for name in (FIRST, SECOND):
        dataset = [("dataset", name)]
        expected += [("is-valid", dataset), ("splits", dataset), ("search", dataset + split + page)]
    sent = [exchange.url.partition("?") for exchange in seen.exchanges]
    assert [(url.removeprefix(f"{VIEWER}/"), parse_qsl(query)) for url, _, query in sent] == expected
    assert {exchange.method for exchange in seen.exchanges} == {"GET"}
    told = [(one.meaning, one.recipient, one.value) for one in seen.disclosed]
    assert told == [("x-image-url", "datasets-server.huggingface.co", IMAGE)] * 2
    assert stage.pauses == [1.0] * 5
    assert outcome == ABSENT


def test_every_fact_is_searched_for_in_every_split(stage: Any) -> None:
    facts = Facts({"x-image-url": (IMAGE,), "url": (SITE,), "username": (NAME,)})
    _, seen = stage.scripted(answers(), facts)
    assert [one.value for one in seen.disclosed] == [IMAGE, SITE, NAME] * 2


def test_an_exact_row_is_recorded_by_its_place(stage: Any) -> None:
    hit = rows({"image_url": "https://stranger.example/"}, {"image_url": IMAGE, "caption": "x"})
    outcome, seen = stage.scripted(answers([hit]), FACTS)
    assert outcome == Outcome(Answer.DONE)
    assert [(one.key, one.fields) for one in seen.records] == [
        (f"{FIRST}/default/train/8", {"x-image-url": IMAGE})
    ]


@pytest.mark.parametrize(
    ("fact", "cell", "counts"),
    [
        (("x-image-url", IMAGE), IMAGE, True),
        (("x-image-url", IMAGE), f"see {IMAGE}, taken at home", True),
        (("x-image-url", IMAGE), f"see {IMAGE}.", True),
        (("x-image-url", IMAGE), [{"src": IMAGE}], True),
        (("x-image-url", IMAGE), f"{IMAGE}.bak", False),
        (("x-image-url", IMAGE), f"{IMAGE}?size=2", False),
        (("x-image-url", IMAGE), f"{IMAGE}2", False),
        (("x-image-url", IMAGE), f"{IMAGE}/2", False),
        (("x-image-url", IMAGE), IMAGE.replace("https://", "https://not-"), False),
        (("x-image-url", IMAGE), IMAGE.replace(".", "x"), False),
        (("x-image-url", IMAGE), 7, False),
        (("x-image-url", IMAGE), None, False),
        (("url", SITE), IMAGE, True),
        (("url", SITE), "https://not-rosalind.example/", False),
        (("url", "https://pages.example/ros"), "https://pages.example/rosamund", False),
        (("username", NAME), NAME, True),
        (("username", NAME), f"{NAME}_fan", False),
        (("username", NAME), f"by {NAME}", False),
        (("username", NAME), NAME.upper(), False),
    ],
)
def test_a_row_counts_only_where_a_cell_holds_the_fact_exactly(
    stage: Any, fact: tuple[str, str], cell: Any, counts: bool
) -> None:
    outcome, seen = stage.scripted(answers([rows({"cell": cell})]), Facts({fact[0]: (fact[1],)}))
    assert outcome.answer is (Answer.DONE if counts else Answer.ABSENT)
    assert [one.fields for one in seen.records] == ([{fact[0]: fact[1]}] if counts else [])


def test_it_follows_the_pages_to_the_end(stage: Any) -> None:
    full = rows(*[{"a": "x"}] * 100, total=201)
    pages = [full, full, rows({"a": IMAGE}, total=201)]
    outcome, seen = stage.scripted(answers(pages), FACTS)
    offsets = [dict(parse_qsl(e.url.partition("?")[2])).get("offset") for e in seen.exchanges]
    assert offsets == [None, None, "0", "100", "200", None, None, "0"]
    assert outcome.answer is Answer.DONE


def test_more_than_five_pages_prove_nothing(stage: Any) -> None:
    pages = [rows(*[{"a": "x"}] * 100, total=501)] * 5
    outcome, seen = stage.scripted(answers(pages), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.PARTIAL_ANSWER)
    assert len(seen.exchanges) == 3 + 7


def test_exactly_five_pages_are_complete(stage: Any) -> None:
    pages = [rows(*[{"a": "x"}] * 100, total=500)] * 5
    assert stage.scripted(answers(pages), FACTS)[0] == ABSENT


def test_a_partial_answer_proves_nothing_but_a_find_in_it_counts(stage: Any) -> None:
    nothing = stage.scripted(answers([rows(partial=True)]), FACTS)[0]
    assert (nothing.answer, nothing.failure) == (Answer.UNREACHABLE, Failure.PARTIAL_ANSWER)
    something = stage.scripted(answers([rows({"a": IMAGE}, partial=True)]), FACTS)[0]
    assert something.answer is Answer.DONE
    assert (something.detail, something.complete) == ("1 of 2 questions stayed open", False)


def test_a_cell_that_was_cut_short_might_have_held_it(stage: Any) -> None:
    cut = {"row_idx": 1, "row": {"a": IMAGE[:-2]}, "truncated_cells": ["a"]}
    outcome, _ = stage.scripted(answers([rows(rows=[cut], total=1)]), FACTS)
    assert outcome.failure is Failure.PARTIAL_ANSWER


@pytest.mark.parametrize("name", ["42", "a_b", "to", "r0s4l"])
def test_a_name_without_a_word_is_never_absent(stage: Any, name: str) -> None:
    outcome, _ = stage.scripted(answers(), Facts({"username": (name,)}))
    assert outcome.failure is Failure.PARTIAL_ANSWER


ERROR = {"error": "The response is not ready yet. Please retry later."}
FAULTS = [
    (httpx.Response(500, json=ERROR), Failure.SERVER_ERROR),
    (httpx.Response(503), Failure.SERVER_ERROR),
    (httpx.Response(429), Failure.RATE_LIMITED),
    (httpx.Response(401, json=ERROR), Failure.FORBIDDEN),
    (httpx.Response(403), Failure.FORBIDDEN),
    (httpx.Response(404, json=ERROR), Failure.BAD_ANSWER),
    (httpx.Response(422, json=ERROR), Failure.BAD_ANSWER),
    (httpx.Response(501, json=ERROR), Failure.PARTIAL_ANSWER),
    (httpx.Response(200, json=ERROR), None),
    (httpx.Response(200, html="<p>Hugging Face</p>"), Failure.BAD_ANSWER),
    (httpx.Response(200, text=""), Failure.BAD_ANSWER),
    (httpx.Response(200, json=[]), Failure.BAD_ANSWER),
    (httpx.Response(200, json=None), Failure.BAD_ANSWER),
    (httpx.Response(204), Failure.BAD_ANSWER),
]


@pytest.mark.parametrize("where", ["able", "splits", "search"])
@pytest.mark.parametrize(("fault", "failure"), FAULTS)
def test_no_fault_proves_anything(
    stage: Any, where: str, fault: httpx.Response, failure: Failure | None
) -> None:
    server = answers(**{where: [fault] if where == "search" else fault})  # type: ignore[arg-type]
    outcome, _ = stage.scripted(server, FACTS)
    unable = Failure.PARTIAL_ANSWER if where == "able" else Failure.BAD_ANSWER
    assert outcome.answer in (Answer.UNREACHABLE, Answer.BLOCKED)
    assert outcome.failure is (failure or unable)


@pytest.mark.parametrize(
    ("page", "failure"),
    [
        (rows({"a": "x"}, total=2), Failure.BAD_ANSWER),
        (rows({"a": "x"}, total=0), Failure.BAD_ANSWER),
        (rows(total=-1), Failure.BAD_ANSWER),
        (rows(total=True), Failure.BAD_ANSWER),
        (rows(num_rows_total="0"), Failure.BAD_ANSWER),
        (rows(partial="false"), Failure.BAD_ANSWER),
        (rows(partial=None), Failure.BAD_ANSWER),
        (rows(rows=None), Failure.BAD_ANSWER),
        (rows(rows=["x"], total=1), Failure.BAD_ANSWER),
        (rows(rows=[{"row_idx": "1", "row": {}}], total=1), Failure.BAD_ANSWER),
        (rows(rows=[{"row_idx": 1, "row": []}], total=1), Failure.BAD_ANSWER),
        (rows(rows=[{"row_idx": 1, "row": {}}], total=1), Failure.PARTIAL_ANSWER),
    ],
)
def test_a_page_of_another_shape_proves_nothing(
    stage: Any, page: httpx.Response, failure: Failure
) -> None:
    outcome, seen = stage.scripted(answers([page]), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, failure)
    assert seen.records == []


PLACE = {"dataset": FIRST, "config": "c", "split": "s"}


@pytest.mark.parametrize(
    ("splits", "failure"),
    [
        ({"splits": []}, Failure.BAD_ANSWER),
        ({"splits": {}}, Failure.BAD_ANSWER),
        ({"splits": [{"dataset": FIRST, "config": "c"}]}, Failure.BAD_ANSWER),
        ({"splits": [{**PLACE, "split": ""}]}, Failure.BAD_ANSWER),
        ({"splits": [{**PLACE, "dataset": "someone/else"}]}, Failure.BAD_ANSWER),
        ({"splits": [PLACE], "pending": [PLACE]}, Failure.PARTIAL_ANSWER),
        ({"splits": [PLACE], "failed": [PLACE]}, Failure.PARTIAL_ANSWER),
        ({"splits": [PLACE] * 13}, Failure.PARTIAL_ANSWER),
    ],
)
def test_splits_that_cannot_all_be_searched_prove_nothing(
    stage: Any, splits: Any, failure: Failure
) -> None:
    outcome, seen = stage.scripted(answers(splits=httpx.Response(200, json=splits)), FACTS)
    assert outcome.failure is failure
    assert seen.disclosed == []


def test_one_data_set_that_fails_does_not_hide_a_find_in_another(stage: Any) -> None:
    outcome, seen = stage.scripted(answers([httpx.Response(200, text="?"), rows({"a": IMAGE})]), FACTS)
    assert outcome.answer is Answer.DONE
    assert seen.records[0].key.startswith(SECOND)


def test_more_than_twenty_facts_are_never_absent(stage: Any) -> None:
    many = Facts({"username": tuple(f"rosalind_{number}" for number in range(21))})
    outcome, seen = stage.scripted(answers(), many)
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert len(seen.disclosed) == 40


def test_without_any_fact_the_person_is_asked(stage: Any) -> None:
    outcome, seen = stage.scripted(answers(), Facts())
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []


@given(
    cut=st.integers(0, 200), noise=st.binary(max_size=40), status=st.sampled_from([200, 206, 404, 500])
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_broken_answer_is_an_absence(stage: Any, cut: int, noise: bytes, status: int) -> None:
    whole = json.dumps(rows().json()).encode()
    for content in (whole[: min(cut, len(whole) - 1)], noise, b"[" + whole + b"]", b"<p>" + whole):
        outcome, _ = stage.scripted(answers([httpx.Response(status, content=content)]), FACTS)
        assert outcome.answer in (Answer.UNREACHABLE, Answer.BLOCKED)


SHA, OTHER = "f" * 40, "0" * 40
TEXT, LIST = {"dtype": "string", "_type": "Value"}, {"feature": {}, "_type": "List"}
WHERE = f"\"image_url\" like '%{IMAGE}%' OR \"caption\" like '%{IMAGE}%'"


def filterable(
    *found: httpx.Response,
    kinds: tuple[Any, ...] = (TEXT, TEXT),
    columns: Any = None,
    others: Any = None,
) -> Answering:
    """A viewer that can filter; its data sets have a column of each kind, or its rows ``others``."""
    names = ("image_url", "caption", "tags")
    named = [
        {"feature_idx": i, "name": name, "type": kind}
        for i, (name, kind) in enumerate(zip(names, kinds, strict=False))
    ]
    able = httpx.Response(200, json={"search": True, "filter": True})
    searching = answers(found, able=able)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/first-rows":
            told = {**dict(request.url.params), "features": named, "rows": []}
            return columns or httpx.Response(200, json=told)
        answered = searching(request)
        if request.url.path == "/filter" and b'"features":[]' in answered.content:
            return httpx.Response(200, json=answered.json() | {"features": others or named})
        return answered

    return answer


def called(seen: Any) -> list[str]:
    return [exchange.url.removeprefix(f"{VIEWER}/").partition("?")[0] for exchange in seen.exchanges]


def sent(seen: Any, name: str) -> list[str]:
    queries = (dict(parse_qsl(exchange.url.partition("?")[2])) for exchange in seen.exchanges)
    return [query[name] for query in queries if name in query]


def test_where_the_viewer_can_filter_every_column_of_text_is_filtered(stage: Any) -> None:
    outcome, seen = stage.scripted(filterable(rows({"image_url": IMAGE})), FACTS)
    assert called(seen) == ["is-valid", "splits", "first-rows", "filter"] * 2
    assert sent(seen, "where") == [WHERE] * 2
    assert [one.key for one in seen.records] == [f"{FIRST}/default/train/7"]
    assert outcome == Outcome(Answer.DONE)
    assert [(one.meaning, one.value) for one in seen.disclosed] == [("x-image-url", IMAGE)] * 2


def test_a_user_name_is_filtered_for_as_the_whole_cell_and_needs_no_word(stage: Any) -> None:
    outcome, seen = stage.scripted(filterable(), Facts({"username": ("o'4",)}))
    assert sent(seen, "where") == ["\"image_url\"='o''4' OR \"caption\"='o''4'"] * 2
    assert outcome == ABSENT


def test_a_row_that_a_wildcard_let_through_is_not_the_persons(stage: Any) -> None:
    image = IMAGE.replace("/images/1", "/images_1")
    near, facts = image.replace("_1", "X1"), Facts({"x-image-url": (image,)})
    assert stage.scripted(filterable(rows({"image_url": near})), facts)[0] == ABSENT


@pytest.mark.parametrize(
    ("facts", "cells"),
    [
        (Facts({"username": (NAME,)}), {"image_url": "x", "caption": "busy"}),
        (Facts({"username": (NAME,)}), {"image_url": "x"}),
        (FACTS, {"image_url": "https://other.example/1.jpg", "caption": None}),
    ],
)
def test_a_row_that_no_filter_lets_through_proves_nothing(
    stage: Any, facts: Facts, cells: dict[str, Any]
) -> None:
    outcome, _ = stage.scripted(filterable(rows(cells)), facts)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)


@pytest.mark.parametrize("image", ["https://xn--rslind-eua.example/1.jpg", "https://a.example/1;2.jpg"])
def test_what_a_filter_refuses_is_searched_for(stage: Any, image: str) -> None:
    _, seen = stage.scripted(filterable(), Facts({"x-image-url": (image,)}))
    assert called(seen)[:4] == ["is-valid", "splits", "first-rows", "search"]
    assert sent(seen, "query") == [image] * 2


@pytest.mark.parametrize(
    "others",
    [
        [{"feature_idx": 0, "name": "image_url", "type": TEXT}],
        [{"feature_idx": i, "name": name, "type": TEXT} for i, name in enumerate(("a", "b"))],
        [{"feature_idx": 0, "name": "image_url", "type": LIST}],
    ],
)
def test_rows_with_other_columns_than_were_asked_about_prove_nothing(stage: Any, others: Any) -> None:
    outcome, _ = stage.scripted(filterable(others=others), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)


def test_columns_that_no_filter_reaches_are_searched(stage: Any) -> None:
    _, seen = stage.scripted(filterable(kinds=(TEXT, TEXT, LIST)), FACTS)
    assert called(seen)[:4] == ["is-valid", "splits", "first-rows", "search"]


def test_a_condition_that_the_viewer_does_not_take_is_searched_for(stage: Any) -> None:
    refused = httpx.Response(422, json={"error": "A query parameter is invalid"})
    outcome, seen = stage.scripted(filterable(refused), FACTS)
    assert called(seen)[:5] == ["is-valid", "splits", "first-rows", "filter", "search"]
    assert outcome == ABSENT


@pytest.mark.parametrize(("fault", "failure"), FAULTS)
def test_no_fault_of_the_columns_or_a_filter_proves_anything(
    stage: Any, fault: httpx.Response, failure: Failure | None
) -> None:
    if fault.status_code != 422:
        outcome, seen = stage.scripted(filterable(fault), FACTS)
        assert outcome.failure is (failure or Failure.BAD_ANSWER)
        assert seen.looked_up[0].verdict in (Verdict.ERROR, Verdict.BLOCKED, Verdict.UNPROVEN)
    outcome, seen = stage.scripted(filterable(columns=fault), FACTS)
    assert outcome.failure is (failure or Failure.BAD_ANSWER)
    assert [one.verdict for one in seen.looked_up].count(Verdict.ABSENT) == 0


@pytest.mark.parametrize("name", ["dataset", "config", "split"])
def test_columns_of_another_split_prove_nothing(stage: Any, name: str) -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        answer = filterable()(request)
        told = answer.json()
        if request.url.path != "/first-rows":
            return answer
        return httpx.Response(200, json={**told, name: "another"})

    assert stage.scripted(elsewhere, FACTS)[0].failure is Failure.BAD_ANSWER


@pytest.mark.parametrize("features", [None, [], [{}], [{"name": 1, "type": TEXT}], {"name": "a"}])
def test_columns_of_another_shape_prove_nothing(stage: Any, features: Any) -> None:
    columns = httpx.Response(200, json={"features": features})
    assert stage.scripted(filterable(columns=columns), FACTS)[0].failure is Failure.BAD_ANSWER


def test_each_data_set_is_noted_with_its_revision(stage: Any) -> None:
    def revised(request: httpx.Request) -> httpx.Response:
        hits = [rows({"a": IMAGE})] if request.url.params["dataset"] == FIRST else []
        answer = answers(hits)(request)
        answer.headers["X-Revision"] = SHA
        return answer

    _, seen = stage.scripted(revised, FACTS)
    looks = [(one.edition, one.verdict, one.detail["rows"]) for one in seen.looked_up]
    assert looks == [
        (f"{FIRST}@ffffffffffff", Verdict.PRESENT, 1),
        (f"{SECOND}@ffffffffffff", Verdict.ABSENT, 0),
    ]
    assert seen.looked_up[0].detail["seen_at"] == f"https://huggingface.co/datasets/{FIRST}"


def test_without_a_revision_a_look_names_the_data_set_alone(stage: Any) -> None:
    _, seen = stage.scripted(answers(), FACTS)
    assert [one.edition for one in seen.looked_up] == [FIRST, SECOND]


def test_a_data_set_that_changed_while_it_was_read_is_not_proven_clear(stage: Any) -> None:
    told = iter((SHA, SHA, OTHER, SHA, SHA, SHA))

    def changing(request: httpx.Request) -> httpx.Response:
        answer = answers()(request)
        answer.headers["X-Revision"] = next(told)
        return answer

    outcome, seen = stage.scripted(changing, FACTS)
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert [one.verdict for one in seen.looked_up] == [Verdict.UNPROVEN, Verdict.ABSENT]


def test_a_partial_answer_and_a_blocked_one_are_told_apart(stage: Any) -> None:
    _, seen = stage.scripted(answers([rows(partial=True), httpx.Response(403)]), FACTS)
    assert [(one.verdict, one.failure) for one in seen.looked_up] == [
        (Verdict.UNPROVEN, Failure.PARTIAL_ANSWER),
        (Verdict.BLOCKED, Failure.FORBIDDEN),
    ]
