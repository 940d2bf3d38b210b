"""Plays searches back with answers gone wrong, and looks for absences that nobody proved."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from optout.requests.verdict import Verdict
from optout.running.finding_verdicts import Thing
from tests.fuzz.mutations import MUTATIONS, Mutated, Response, about_something_else
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
ANOTHERS, TWO = 0.08, 0.1
"""How often a response is another question's, and how often two go wrong at once."""


@dataclass(frozen=True, slots=True)
class FalseAbsence:
    """A flow took an answer gone wrong for an absence."""

    provider: str
    numbers: tuple[int, ...]  # of the responses that were changed
    how: str
    why: str
    recording: Recording = field(repr=False)
    mutated: tuple[Mutated, ...] = field(repr=False)


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
            wrong = _some(recording, rng)
            fuzzed.runs += 1
            fuzzed.by_flow[recording.provider.slug] += 1
            fuzzed.by_way.update(one.how.partition(" ")[0] for one in wrong.values())
            fuzzed.false_absences += await _judged(recording, wrong, flow)
            told(fuzzed.runs)

    asyncio.run(all_of_them())
    return fuzzed


def _some(recording: Recording, rng: random.Random) -> dict[int, Mutated]:
    """One response of the recording that goes wrong, or two at once, each by its place."""
    first = rng.randrange(len(recording.wire))
    if rng.random() < ANOTHERS and (swapped := _anothers(recording, first, rng)):
        return {first: swapped}
    asked, response = recording.asked(first), recording.wire[first][1]
    if rng.random() < ANOTHERS and (mistaken := about_something_else(response, asked, rng)):
        return {first: mistaken}
    places = {first, rng.randrange(len(recording.wire))} if rng.random() < TWO else {first}
    return {place: _one(recording.wire[place][1], rng) for place in sorted(places)}


def _one(response: Response, rng: random.Random) -> Mutated:
    """One way in which it goes wrong that applies to it."""
    for mutation in rng.sample(MUTATIONS, len(MUTATIONS)):
        mutated = mutation(response, rng)
        if mutated is not None and mutated.response != response:
            return mutated
    raise AssertionError("no way of going wrong applies")


def _anothers(recording: Recording, place: int, rng: random.Random) -> Mutated | None:
    """The answer to another question of the same recording, in this one's place."""
    asked, response = recording.wire[place]
    others = [one for question, one in recording.wire if question != asked and one != response]
    return Mutated("another's", rng.choice(others), ruined=False) if others else None


async def _judged(
    recording: Recording, wrong: Mapping[int, Mutated], flow: type | None
) -> list[FalseAbsence]:
    transport = Playback(recording, {place: one.response for place, one in wrong.items()})
    outcome, seen = await run(recording.provider, transport, recording.facts, flow=flow)
    now = said(recording.provider, recording.facts, outcome, seen)
    slug, places = recording.provider.slug, tuple(wrong)
    how = " and ".join(one.how for one in wrong.values())
    return [
        FalseAbsence(slug, places, how, why, recording, tuple(wrong.values()))
        for why in false_absences(recording, wrong, now)
    ]


def false_absences(recording: Recording, wrong: Mapping[int, Mutated], now: Said) -> Iterator[str]:
    """Absences that were none before, and those that rest on an answer of which nothing is left."""
    if now.absent and not recording.truth.absent:
        yield "the search as a whole"
    ruined = [place for place, one in wrong.items() if one.ruined]
    concerned = frozenset[Thing]().union(*(recording.concerns(place) for place in ruined))
    for thing, verdict in now.of.items():
        if verdict is Verdict.ABSENT and recording.truth.of[thing] is not Verdict.ABSENT:
            yield f"a {thing.meaning} that is not absent"
        elif verdict is Verdict.ABSENT and thing in concerned:
            yield f"a {thing.meaning} by a ruined answer"
