"""Answers gone wrong are no absences: every flow that searches, against mutated answers of its twin.

``python -m tests.bench fuzz`` does the same ten thousand times.
"""

import asyncio
import json
from collections.abc import Sequence

import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.api.visit import Visit
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from tests.fuzz.fuzzing import fuzz, recorded
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.recording import (
    Playback,
    Recording,
    recordings_of,
    run,
    said,
    searched_by_machine,
)

RUNS = 440


@pytest.fixture(scope="module")
def recordings() -> list[list[Recording]]:
    return recorded(seed=20)


def test_every_provider_that_a_flow_searches_is_among_them() -> None:
    slugs = {one.slug for one in searched_by_machine()}
    assert {
        "clip_retrieval",
        "common_crawl",
        "hugging_face_datasets",
        "spawning_registry",
        "the_stack",
        "training_data_registry",
        "trainspot",
        "wayback",
        "youtube_trainability",
    } <= slugs


def test_the_recordings_hold_both_truths_for_all_flows_that_can_prove_absence(
    recordings: Sequence[Sequence[Recording]],
) -> None:
    for mine in recordings:
        partial = mine[0].provider.proof is not None and mine[0].provider.proof.partial
        told = {verdict for one in mine for verdict in one.truth.of.values()}
        assert Verdict.PRESENT in told, mine[0].provider.slug
        assert partial != (Verdict.ABSENT in told), mine[0].provider.slug


def test_no_answer_gone_wrong_becomes_an_absence(recordings: Sequence[Sequence[Recording]]) -> None:
    fuzzed = fuzz(recordings, RUNS, seed=1)
    assert [(one.provider, one.how, one.why) for one in fuzzed.false_absences] == []
    assert fuzzed.runs == RUNS
    assert set(fuzzed.by_flow) == {one.slug for one in searched_by_machine()}
    assert len(fuzzed.by_way) == len(MUTATIONS) + 2  # and answers to other questions


class Careless:
    """Takes whatever it cannot read for "nothing there": what the fuzz is to catch."""

    async def search(self, visit: Visit) -> Outcome:
        for video in visit.facts.every("x-video-id"):
            url = f"https://youtube.googleapis.com/youtube/v3/videoTrainability?id={video}"
            reply = await visit.get(url, telling={"x-video-id": video})
            try:
                told = json.loads(reply.exchange.response_body)["permitted"]
            except (ValueError, KeyError, TypeError):
                told = ["none"]
            verdict = Verdict.PRESENT if told and told != ["none"] else Verdict.ABSENT
            visit.look_up("x-video-id", video, verdict)
            if verdict is Verdict.PRESENT:
                visit.record(video, {"x-video-id": video})
        return visit.conclude(1, ())


def test_a_flow_that_takes_garbage_for_absence_is_caught_in_every_way() -> None:
    mine = list(recordings_of(load_catalog().get("youtube_trainability"), seed=4))
    assert mine[0].truth.absent is False
    caught = fuzz([mine], 300, seed=2, flow=Careless).false_absences
    ways = {one.how.partition(" ")[0] for one in caught}
    assert {"html", "empty", "truncated", "encoding", "shape", "status", "type", "key-lost"} <= ways


def test_a_search_that_goes_well_says_the_same_when_it_is_played_back(
    recordings: Sequence[Sequence[Recording]],
) -> None:
    for mine in recordings:
        for one in mine[:2]:
            outcome, seen = asyncio.run(run(one.provider, Playback(one, {}), one.facts))
            assert said(one.provider, one.facts, outcome, seen) == one.truth
            assert (outcome.answer is Answer.ABSENT) == one.truth.absent
