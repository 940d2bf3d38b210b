"""The fuzz sees what it is for: real flows with one check left out each are caught by it."""

from collections.abc import Callable
from typing import Any

import pytest
from optout.providers.ai_training.aws_ai_services import flow as aws
from optout.providers.ai_training.bluesky_intents import flow as bluesky
from optout.providers.ai_training.training_data_registry import flow as registry
from optout.providers.ai_training.trainspot import flow as trainspot
from optout.providers.ai_training.youtube_trainability import flow as youtube
from optout.providers.dataset_search.common_crawl import flow as common_crawl
from optout.providers.dataset_search.the_stack import answer as the_stack
from optout.providers.dataset_search.wayback import flow as wayback

from optout.catalog.catalog import load_catalog
from optout.channels.api.reply import Reply, read_json
from optout.http import Unanswered
from optout.requests.failures import Failure
from tests.fuzz.fuzzing import fuzz
from tests.fuzz.recording import recordings_of

RUNS, SEEDS = 500, (4, 5, 6)
capture_of = common_crawl._capture


def any_words(reply: Reply, page: int, query: str) -> bool:
    return isinstance(reply.json(), dict)


def unreadable_is_skipped(line: str, crawl: str) -> tuple[str, str]:
    try:
        return capture_of(line, crawl)
    except Unanswered:
        return "https://elsewhere.example/", "/robotstxt/"


def of_any_event(stream: str) -> str:
    data = [line[5:] for line in stream.splitlines() if line.startswith("data:")]
    told = read_json(data[-1]) if data else None
    if not isinstance(told, list) or not told or not isinstance(told[0], str):
        raise Unanswered(Failure.BAD_ANSWER, "no text")
    return told[0]


def any_refusal(reply: Reply) -> str | None:
    return "the archive, on request" if reply.status == 403 else None


def undeclared_is_refused(record: Any) -> bool:
    named = (record.get(one, {}) for one in ("syntheticContentGeneration", "bulkDataset"))
    return all(isinstance(one, dict) and one.get("allow") is not True for one in named)


def no_default_is_opted_out(effective: Any) -> str | None:
    choices = (one.get("opt_out_policy") for one in effective["services"].values())
    return None if all(one == "optOut" for one in choices) else "open"


def of_any_video(reply: Reply, video: str) -> Any:
    answer = reply.json()
    if not isinstance(answer, dict) or not answer.get("permitted"):
        raise Unanswered(Failure.BAD_ANSWER, "no list")
    return answer["permitted"]


def of_any_url(reply: Reply, question: Any) -> str:
    answer = reply.json()
    if not isinstance(answer, dict) or answer.get("policy") not in trainspot.POLICIES:
        raise Unanswered(Failure.BAD_ANSWER, "no policy")
    return str(answer["policy"])


@pytest.mark.parametrize(
    ("slug", "module", "name", "careless"),
    [
        ("common_crawl", common_crawl, "_ends", any_words),
        ("common_crawl", common_crawl, "_capture", unreadable_is_skipped),
        ("the_stack", the_stack, "_answer", of_any_event),
        ("wayback", wayback, "excluded_by", any_refusal),
        ("bluesky_intents", bluesky, "refuses", undeclared_is_refused),
        ("aws_ai_services", aws, "left_open", no_default_is_opted_out),
        ("youtube_trainability", youtube, "_permitted", of_any_video),
        ("training_data_registry", registry, "_is_about", lambda answer, question: True),
        ("trainspot", trainspot, "_policy", of_any_url),
    ],
)
def test_a_flow_with_a_check_left_out_is_caught(
    monkeypatch: pytest.MonkeyPatch, slug: str, module: Any, name: str, careless: Callable[..., Any]
) -> None:
    provider = load_catalog().get(slug)
    recordings = [one for seed in SEEDS for one in recordings_of(provider, seed)]
    monkeypatch.setattr(module, name, careless)
    assert fuzz([recordings], RUNS, seed=2).false_absences != []
