"""What the flow asks a clip-retrieval server of the person's choice, and how it takes the answers."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from optout.requests.verdict import Verdict

IMAGE = "https://rosalind.example/images/1.jpg"
FACTS = Facts({"x-image-url": (IMAGE,)})
INDEX = "laion5B-L-14"
BASE = "http://127.0.0.1:1234"


def hit(url: Any = IMAGE, number: Any = 7, similarity: Any = 0.99) -> dict[str, Any]:
    entry = {"caption": "photo", "id": number, "similarity": similarity}
    return entry if url is None else {"url": url, **entry}


def server(
    *answers: httpx.Response, indices: Any = (INDEX,)
) -> Callable[[httpx.Request], httpx.Response]:
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/indices-list":
            return httpx.Response(200, json=list(indices))
        return left.pop(0)

    return answer


def says(*entries: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=list(entries))


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("clip_retrieval", knn_base_url=BASE)


def test_filters_that_would_drop_the_persons_own_image_are_off(stage: Any) -> None:
    _, seen = stage.scripted(server(says()), FACTS)
    [names, query] = seen.exchanges
    assert (names.method, names.url) == ("GET", f"{BASE}/indices-list")
    assert (query.method, query.url) == ("POST", f"{BASE}/knn-service")
    sent = json.loads(query.request_body)
    assert {key: value for key, value in sent.items() if value in (False, None, "")} == {
        "deduplicate": False,
        "use_safety_model": False,
        "use_violence_detector": False,
        "use_mclip": False,
        "text": None,
        "image": None,
        "embedding_input": None,
        "aesthetic_score": "",
    }
    assert (sent["image_url"], sent["indice_name"], sent["modality"]) == (IMAGE, INDEX, "image")
    assert sent["num_images"] == sent["num_result_ids"] == 200
    assert [(one.meaning, one.recipient, one.value) for one in seen.disclosed] == [
        ("x-image-url", "127.0.0.1", IMAGE)
    ]
    assert stage.pauses == [1.0]


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([hit()], True),
        ([hit("https://a.example/1.jpg", 1), hit(None, 2), hit()], True),
        ([hit("http://ROSALIND.example/images/1.jpg#x")], True),
        ([hit("https://rosalind.example:443/images/1.jpg")], True),
        ([hit("https://rosalind.example/images/1.jpg?w=200")], False),
        ([hit("https://rosalind.example/images/1.JPG")], False),
        ([hit("https://not-rosalind.example/images/1.jpg")], False),
        ([hit("https://[bad")], False),
        ([hit(None)], False),
        ([], False),
    ],
)
def test_only_exactly_the_address_is_found_and_nothing_is_ever_proven_absent(
    stage: Any, entries: list[Any], found: bool
) -> None:
    outcome, seen = stage.scripted(server(says(*entries)), FACTS)
    [look] = seen.looked_up
    assert look.edition == INDEX
    if found:
        assert (outcome.answer, outcome.complete) == (Answer.DONE, True)
        assert (look.verdict, look.detail) == (Verdict.PRESENT, {"id": 7, "similarity": "0.990"})
        assert [(one.key, one.fields) for one in seen.records] == [
            (f"{INDEX}/7", {"x-image-url": IMAGE})
        ]
    else:
        assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.PARTIAL_ANSWER)
        assert (look.verdict, look.failure) == (Verdict.UNPROVEN, Failure.PARTIAL_ANSWER)
        assert seen.records == []


def test_every_index_is_asked_and_each_is_an_edition(stage: Any) -> None:
    answers = server(says(hit()), says(), indices=("one", "two"))
    outcome, seen = stage.scripted(answers, FACTS)
    looks = [(one.edition, one.verdict) for one in seen.looked_up]
    assert looks == [("one", Verdict.PRESENT), ("two", Verdict.UNPROVEN)]
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)


def test_http_500_about_an_image_is_an_error_and_the_next_is_asked(stage: Any) -> None:
    other = "https://rosalind.example/images/2.jpg"
    failed = httpx.Response(500, json={"message": "Internal Server Error"})
    facts = Facts({"x-image-url": (IMAGE, other)})
    outcome, seen = stage.scripted(server(failed, says(hit(other, 8))), facts)
    assert outcome.answer is Answer.DONE
    assert [(one.thing, one.verdict, one.failure) for one in seen.looked_up] == [
        (IMAGE, Verdict.ERROR, Failure.SERVER_ERROR),
        (other, Verdict.PRESENT, None),
    ]


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, json={"results": [hit()]}),
        says({"url": IMAGE}),
        says(hit(number="7")),
        says(hit(number=True)),
        says(hit(similarity="high")),
        says(IMAGE),
        httpx.Response(200, text="not json"),
        httpx.Response(200, text=json.dumps([hit()])[:-2]),
    ],
)
def test_an_answer_of_another_shape_is_none(stage: Any, response: httpx.Response) -> None:
    outcome, seen = stage.scripted(server(response), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert (seen.looked_up, seen.records) == ([], [])


@pytest.mark.parametrize(
    "names", [[], [1], [""], {"a": 1}, "laion", ["n" * 3, None], [str(n) for n in range(11)]]
)
def test_without_a_list_of_indices_no_image_is_told(stage: Any, names: Any) -> None:
    outcome, seen = stage.scripted(lambda request: httpx.Response(200, json=names), FACTS)
    assert outcome.failure in (Failure.BAD_ANSWER, Failure.PARTIAL_ANSWER)
    assert (len(seen.exchanges), seen.disclosed) == (1, [])


def test_without_an_address_in_the_settings_nobody_is_asked(api_stage: Any) -> None:
    outcome, seen = api_stage("clip_retrieval").scripted(server(), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.SETTING_MISSING)
    assert seen.exchanges == []


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.0.7:1234",
        "http://knn.example",
        "ftp://127.0.0.1",
        "https://",
        "https://user:pw@knn.example",
        "127.0.0.1:1234",
        "https://[::1",
        "https://knn.example:port",
        "https://knn.example?token=secret",
    ],
)
def test_an_address_that_is_neither_encrypted_nor_of_this_machine_is_not_talked_to(
    api_stage: Any, address: str
) -> None:
    stage = api_stage("clip_retrieval", knn_base_url=address)
    outcome, seen = stage.scripted(server(says(hit())), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.NOT_AUTHORISED)
    assert "knn_base_url" in outcome.detail
    assert address not in outcome.detail
    assert (seen.exchanges, seen.disclosed) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["http://localhost:1234/", "http://[::1]:9", "https://knn.example/api", "https://knn.laion.ai"],
)
def test_a_fit_address_is_used_with_its_path(api_stage: Any, address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        names = request.url.path.endswith("/indices-list")
        return httpx.Response(200, json=[INDEX] if names else [])

    stage = api_stage("clip_retrieval", knn_base_url=address)
    _, seen = stage.scripted(answer, FACTS)
    assert [one.url for one in seen.exchanges] == [
        f"{address.rstrip('/')}/indices-list",
        f"{address.rstrip('/')}/knn-service",
    ]


def test_a_server_that_sends_elsewhere_is_not_followed(stage: Any) -> None:
    away = httpx.Response(302, headers={"location": "https://elsewhere.example/indices-list"})
    outcome, seen = stage.scripted(lambda request: away, FACTS)
    assert outcome.failure is Failure.OFF_DOMAIN
    assert len(seen.exchanges) == 1


def test_forty_questions_are_the_most(stage: Any) -> None:
    images = tuple(f"https://rosalind.example/{number}.jpg" for number in range(41))
    outcome, seen = stage.scripted(server(*[says()] * 40), Facts({"x-image-url": images}))
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert [one.verdict for one in seen.looked_up] == [*[Verdict.UNPROVEN] * 40, Verdict.ERROR]
