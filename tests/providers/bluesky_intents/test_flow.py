"""What the flow asks an account's server, what it takes the answers for, and where a password goes."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.channels.api.visit import WITHHELD
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from optout.requests.verdict import Verdict

HANDLE = "rosalind.example"
DID = "did:plc:" + "a" * 24
FACTS = Facts({"x-bluesky-handle": (HANDLE,)})
PDS = "https://morel.us-east.host.bsky.network"
NO = {"allow": False, "updatedAt": "2026-01-01T00:00:00Z"}
REFUSED = {
    "$type": "org.user-intents.declaration",
    "syntheticContentGeneration": NO,
    "bulkDataset": NO,
}
PASSWORD = "abcd-efgh-ijkl-mnop"


def missing() -> httpx.Response:
    return httpx.Response(400, json={"error": "RecordNotFound", "message": "Could not locate record"})


def held(record: dict[str, Any], cid: str = "bafy1", did: str = DID) -> httpx.Response:
    uri = f"at://{did}/org.user-intents.declaration/self"
    return httpx.Response(200, json={"uri": uri, "cid": cid, "value": record})


def test_the_record_of_another_account_proves_nothing(stage: Any) -> None:
    outcome, seen = stage.scripted(Server(getRecord=held(REFUSED, did="did:plc:other")), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert [one.verdict for one in seen.looked_up] == [Verdict.ERROR]


def document(endpoint: str = PDS, did: str = DID) -> httpx.Response:
    service = {"type": "AtprotoPersonalDataServer", "serviceEndpoint": endpoint}
    return httpx.Response(200, json={"id": did, "service": [service]})


class Server:
    """Answers by the last part of the path; keeps what it was asked."""

    def __init__(self, **answers: httpx.Response) -> None:
        session = httpx.Response(200, json={"did": DID, "accessJwt": "the-key", "refreshJwt": "other"})
        self.answers = {
            "resolveHandle": httpx.Response(200, json={"did": DID}),
            "directory": document(),
            "getRecord": missing(),
            "createSession": session,
            "putRecord": httpx.Response(200, json={"uri": "at://x", "cid": "bafy2"}),
        } | answers
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.host == "plc.directory":
            return self.answers["directory"]
        return self.answers[request.url.path.rpartition(".")[2]]

    def posted(self, name: str) -> httpx.Request:
        [found] = [one for one in self.asked if one.url.path.endswith(name)]
        return found


@pytest.fixture
def stage(api_stage: Callable[..., Any]) -> Any:
    return api_stage("bluesky_intents", bluesky_app_password=PASSWORD)


def test_a_record_that_refuses_both_is_protection_read_at_the_accounts_own_server(stage: Any) -> None:
    server = Server(getRecord=held(REFUSED))
    outcome, seen = stage.scripted(server, FACTS)
    assert outcome.answer is Answer.ABSENT
    assert [one.url.host for one in server.asked] == [
        "bsky.social",
        "plc.directory",
        "morel.us-east.host.bsky.network",
    ]
    assert dict(server.asked[-1].url.params) == {
        "repo": DID,
        "collection": "org.user-intents.declaration",
        "rkey": "self",
    }
    assert seen.looked_up[0].verdict is Verdict.ABSENT
    assert {one.meaning for one in seen.disclosed} == {"x-bluesky-handle"}


@pytest.mark.parametrize(
    "answer",
    [missing(), held({**REFUSED, "bulkDataset": {"allow": True}}), held({"$type": REFUSED["$type"]})],
)
def test_no_record_or_one_that_allows_something_is_found(stage: Any, answer: httpx.Response) -> None:
    outcome, seen = stage.scripted(Server(getRecord=answer), FACTS)
    assert outcome.answer is Answer.DONE
    assert [dict(one.fields) for one in seen.records] == [{"x-bluesky-handle": HANDLE}]
    assert seen.looked_up[0].verdict is Verdict.PRESENT


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("getRecord", httpx.Response(400, json={"error": "RepoNotFound"})),
        ("getRecord", httpx.Response(200, json={"value": REFUSED})),
        ("getRecord", httpx.Response(200, json={"cid": "b", "value": {**REFUSED, "$type": "other"}})),
        ("getRecord", httpx.Response(200, text="<html>")),
        ("getRecord", httpx.Response(502, text="upstream")),
        ("resolveHandle", httpx.Response(200, json={"did": "did:plc:short"})),
        ("resolveHandle", httpx.Response(400, json={"error": "InvalidRequest"})),
        ("directory", httpx.Response(404, json={"message": "not registered"})),
        ("directory", document(did="did:plc:" + "b" * 24)),
    ],
)
def test_any_other_answer_proves_nothing(stage: Any, where: str, answer: httpx.Response) -> None:
    outcome, seen = stage.scripted(Server(**{"getRecord": held(REFUSED), where: answer}), FACTS)
    assert outcome.answer not in (Answer.ABSENT, Answer.DONE)
    assert seen.records == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://pds.rosalind.example",
        "https://host.bsky.network.evil.example",
        "http://morel.us-east.host.bsky.network",
        "https://evil.example/?.host.bsky.network",
        "https://bsky.social@evil.example",
    ],
)
def test_a_server_that_only_the_directory_names_gets_nothing(stage: Any, endpoint: str) -> None:
    stage.action = Action.SUBMIT
    server = Server(directory=document(endpoint))
    outcome, _ = stage.scripted(server, FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert {one.url.host for one in server.asked} == {"bsky.social", "plc.directory"}
    assert all(PASSWORD.encode() not in one.content for one in server.asked)


def test_a_server_that_the_person_chose_is_asked_where_the_account_lies_there(stage: Any) -> None:
    stage.secrets["bluesky_pds"] = "https://pds.rosalind.example/"
    server = Server(getRecord=held(REFUSED), directory=document("https://pds.rosalind.example"))
    assert stage.scripted(server, FACTS)[0].answer is Answer.ABSENT
    hosts = [one.url.host for one in server.asked]
    assert hosts == ["bsky.social", "plc.directory", "pds.rosalind.example"]


@pytest.mark.parametrize("elsewhere", [PDS, "https://pds.other.example"])
def test_it_hears_nothing_of_an_account_that_lies_elsewhere(stage: Any, elsewhere: str) -> None:
    stage.action = Action.SUBMIT
    stage.secrets["bluesky_pds"] = "https://pds.rosalind.example"
    server = Server(directory=document(elsewhere))
    outcome, seen = stage.scripted(server, FACTS)
    assert outcome.answer is (Answer.DONE if elsewhere == PDS else Answer.PERSON)
    assert "pds.rosalind.example" not in {one.url.host for one in server.asked}
    assert "pds.rosalind.example" not in {one.recipient for one in seen.disclosed}


@pytest.mark.parametrize(("host", "there"), [("rosalind.example", True), ("other.example", False)])
def test_a_name_of_the_web_lies_on_the_chosen_server_only_if_it_names_it(
    stage: Any, host: str, there: bool
) -> None:
    stage.secrets["bluesky_pds"] = "https://rosalind.example"
    found = httpx.Response(200, json={"did": f"did:web:{host}"})
    server = Server(resolveHandle=found, getRecord=held(REFUSED, did=f"did:web:{host}"))
    assert (stage.scripted(server, FACTS)[0].answer is Answer.ABSENT) is there
    hosts = [one.url.host for one in server.asked]
    assert hosts == (["bsky.social", "rosalind.example"] if there else ["bsky.social"])


def test_it_writes_over_the_version_that_it_read_and_keeps_every_other_key(stage: Any) -> None:
    stage.action = Action.SUBMIT
    before = {"$type": REFUSED["$type"], "protocolBridging": {"allow": True}, "extra": 1}
    server = Server(getRecord=held(before, "bafyold"))
    outcome, _ = stage.scripted(server, FACTS)
    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    request = server.posted("putRecord")
    assert request.headers["authorization"] == "Bearer the-key"
    body = json.loads(request.content)
    assert (body["repo"], body["rkey"], body["swapRecord"]) == (DID, "self", "bafyold")
    assert body["record"]["protocolBridging"] == {"allow": True}
    assert body["record"]["extra"] == 1
    assert body["record"]["syntheticContentGeneration"]["allow"] is False
    assert body["record"]["bulkDataset"]["updatedAt"] == "2026-03-02T09:00:00.000Z"


def test_a_first_record_is_written_only_where_there_is_still_none(stage: Any) -> None:
    stage.action = Action.SUBMIT
    server = Server()
    assert stage.scripted(server, FACTS)[0].answer is Answer.DONE
    assert json.loads(server.posted("putRecord").content)["swapRecord"] is None


def test_a_change_that_came_between_is_not_overwritten(stage: Any) -> None:
    stage.action = Action.SUBMIT
    answer = httpx.Response(400, json={"error": "InvalidSwap", "message": "another version"})
    outcome, _ = stage.scripted(Server(putRecord=answer), FACTS)
    assert (outcome.answer, outcome.sent) == (Answer.UNREACHABLE, Sent.NO)


def test_neither_the_password_nor_the_keys_are_kept(stage: Any) -> None:
    stage.action = Action.SUBMIT
    _, seen = stage.scripted(Server(), FACTS)
    [session] = [one for one in seen.exchanges if one.url.endswith("createSession")]
    assert (session.request_body, session.response_body) == (WITHHELD, WITHHELD)
    kept = [one.request_body + one.response_body + one.url.encode() for one in seen.exchanges]
    assert not any(PASSWORD.encode() in one or b"the-key" in one for one in kept)


@pytest.mark.parametrize("error", ["AuthenticationRequired", "AuthFactorTokenRequired"])
def test_a_password_that_is_not_accepted_is_the_persons_to_mend(stage: Any, error: str) -> None:
    stage.action = Action.SUBMIT
    outcome, _ = stage.scripted(Server(createSession=httpx.Response(401, json={"error": error})), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.NOT_AUTHORISED)


def test_a_session_of_another_account_writes_nothing(stage: Any) -> None:
    stage.action = Action.SUBMIT
    other = httpx.Response(200, json={"did": "did:plc:" + "b" * 24, "accessJwt": "k"})
    server = Server(createSession=other)
    outcome, _ = stage.scripted(server, FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert not any(one.url.path.endswith("putRecord") for one in server.asked)


def test_without_a_password_nothing_is_asked(stage: Any) -> None:
    stage.action = Action.SUBMIT
    stage.secrets.clear()
    server = Server()
    outcome, _ = stage.scripted(server, FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert server.asked == []


def test_before_the_record_is_written_a_timeout_leaves_no_doubt(stage: Any) -> None:
    stage.action = Action.SUBMIT

    def slow(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("createSession"):
            raise httpx.ReadTimeout("slow", request=request)
        return Server()(request)

    assert stage.scripted(slow, FACTS)[0].sent is Sent.NO


def test_the_twin_is_found_written_and_then_protected(stage: Any) -> None:
    stage.secrets = {"bluesky_app_password": "rehearsal-key"}
    twin, [subject] = stage.twin()
    twin._calm = 1000
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.SUBMIT
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.RECHECK
    assert stage.search(twin, subject)[0].answer is Answer.ABSENT
