"""How often an answer gone wrong is taken for an absence: ten thousand searches over all flows."""

import sys
import time

from tests.fuzz.fuzzing import fuzz, recorded

RUNS, EVERY = 10_000, 2_000


def bench() -> dict[str, object]:
    start = time.perf_counter()
    fuzzed = fuzz(recorded(seed=1), RUNS, seed=1, told=_told)
    for one in fuzzed.false_absences[:20]:
        print(f"  {one.provider}: {one.why}, {one.how}", file=sys.stderr)
    return {
        "runs": fuzzed.runs,
        "false_absences": len(fuzzed.false_absences),
        "flows": len(fuzzed.by_flow),
        "ways": dict(sorted(fuzzed.by_way.items())),
        "seconds": round(time.perf_counter() - start, 1),
    }


def _told(done: int) -> None:
    if done % EVERY == 0:
        print(f"  {done} of {RUNS}", file=sys.stderr)
