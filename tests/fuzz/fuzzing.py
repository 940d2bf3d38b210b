"""Plays searches back with answers gone wrong, and looks for absences that nobody proved."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from optout.requests.verdict import Verdict
from tests.fuzz.mutations import MUTATIONS, Mutated
from tests.fuzz.recording import (
    Playback,
    Recording,
    Said,
    recordings_of,
    run,
    said,
    searched_by_machine,
    seeds,
)

SEEDS_EACH = 3


@dataclass(frozen=True, slots=True)
class FalseAbsence:
    """A flow took an answer gone wrong for an absence."""

    provider: str
    number: int  # of the response that was changed
    how: str
    why: str
    recording: Recording = field(repr=False)
    mutated: Mutated = field(repr=False)


@dataclass(slots=True)
class Fuzzed:
    runs: int = 0
    false_absences: list[FalseAbsence] = field(default_factory=list)
    by_flow: Counter[str] = field(default_factory=Counter)
    by_way: Counter[str] = field(default_factory=Counter)


def recorded(seed: int) -> list[list[Recording]]:
    """For every flow that there is, its recordings; a flow without any is a fault of the harness."""
    found = []
    for provider in searched_by_machine():
        mine = [one for each in seeds(seed, SEEDS_EACH) for one in recordings_of(provider, each)]
        if not mine:
            raise AssertionError(f"{provider.slug}: no search that ended well could be recorded")
        found.append(mine)
    return found


def fuzz(
    recordings: Sequence[Sequence[Recording]],
    runs: int,
    seed: int,
    told: Callable[[int], None] = lambda done: None,
    flow: type | None = None,
) -> Fuzzed:
    """So many searches, over all flows in turn, each with one answer gone wrong.

    ``flow`` stands in for the providers' own, to see whether a careless one would be caught.
    """
    rng, fuzzed = random.Random(seed), Fuzzed()

    async def all_of_them() -> None:
        for number in range(runs):
            recording = rng.choice(recordings[number % len(recordings)])
            place, mutated = _one(recording, rng)
            fuzzed.runs += 1
            fuzzed.by_flow[recording.provider.slug] += 1
            fuzzed.by_way[mutated.how.partition(" ")[0]] += 1
            fuzzed.false_absences += await _judged(recording, place, mutated, flow)
            told(fuzzed.runs)

    asyncio.run(all_of_them())
    return fuzzed


def _one(recording: Recording, rng: random.Random) -> tuple[int, Mutated]:
    """A response of the recording, and one way in which it goes wrong that applies to it."""
    place = rng.randrange(len(recording.wire))
    for mutation in rng.sample(MUTATIONS, len(MUTATIONS)):
        mutated = mutation(recording.wire[place][1], rng)
        if mutated is not None and mutated.response != recording.wire[place][1]:
            return place, mutated
    raise AssertionError("no way of going wrong applies")


async def _judged(
    recording: Recording, place: int, mutated: Mutated, flow: type | None
) -> list[FalseAbsence]:
    transport = Playback(recording, {place: mutated.response})
    outcome, seen = await run(recording.provider, transport, recording.facts, flow=flow)
    now = said(recording.provider, recording.facts, outcome, seen)
    slug = recording.provider.slug
    return [
        FalseAbsence(slug, place, mutated.how, why, recording, mutated)
        for why in false_absences(recording, place, mutated, now)
    ]


def false_absences(recording: Recording, place: int, mutated: Mutated, now: Said) -> Iterator[str]:
    """Absences that were none before, and those that rest on an answer of which nothing is left."""
    if now.absent and not recording.truth.absent:
        yield "the search as a whole"
    concerned = recording.concerns(place) if mutated.ruined else frozenset()
    for thing, verdict in now.of.items():
        if verdict is Verdict.ABSENT and recording.truth.of[thing] is not Verdict.ABSENT:
            yield f"a {thing.meaning} that is not absent"
        elif verdict is Verdict.ABSENT and thing in concerned:
            yield f"a {thing.meaning} by a ruined answer"
