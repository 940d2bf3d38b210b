"""A scan of metadata shards against a bare pyarrow pass over the same columns, and its memory.

Run with ``python -m tests.bench shards``. Two parquet files are made: one of eight row groups, and
one with all its rows in a single row group, as careless writers leave them. ``ratio`` is the time of
the bare pass by the time of the scan, rounds alternating, the median of each (limit: at least 0.5).
``memory_mib`` is the highest resident size of a process that only scans (limit 500).
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 5
ROWS = 2_000_000
PARTS = 8
COUNTS = (1, 10, 100, 1000)
LIMIT_RATIO, LIMIT_MIB = 0.5, 500.0
_COLUMNS = ("url", "hash")


def bench() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        parts, whole = Path(folder, "parts.parquet"), Path(folder, "whole.parquet")
        _write(parts, ROWS // PARTS)
        _write(whole, ROWS)
        times = _times(parts)
        memory = {name: _memory(each) for name, each in (("parts", parts), ("one_part", whole))}
    bare = median(times["bare"])
    ratios = {count: round(bare / median(times[str(count)]), 2) for count in COUNTS}
    return {
        "rows": ROWS,
        "bare_s": round(bare, 3),
        "ratio": ratios,
        "memory_mib": memory,
        "limits": {"ratio": LIMIT_RATIO, "memory_mib": LIMIT_MIB},
        "within": min(ratios.values()) >= LIMIT_RATIO and max(memory.values()) <= LIMIT_MIB,
    }


def _times(file: Path) -> dict[str, list[float]]:
    from optout.datasets.shards import scan

    runs: dict[str, Callable[[], object]] = {"bare": lambda: _bare(file)}
    for count in COUNTS:
        runs[str(count)] = partial(scan, file, _wanted(count))
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return times


def _bare(file: Path) -> int:
    """What pyarrow alone needs to read the columns: same batches, same reading ahead, no look-up."""
    import pyarrow.parquet as pq

    opened = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
    return sum(
        batch.num_rows for batch in opened.iter_batches(batch_size=1 << 16, columns=list(_COLUMNS))
    )


def _wanted(count: int) -> list[Any]:
    """As many things, half of them addresses and half hashes, none of which is there."""
    from optout.datasets.wanted import Wanted

    kinds = ("x-image-url", "x-image-hash")
    values = ("https://robin.example/images/{}.jpg", "{:032x}")
    return [Wanted(kinds[n % 2], values[n % 2].format(n)) for n in range(count)]


def _memory(file: Path) -> float:
    run = [sys.executable, "-m", "tests.bench.shards", str(file)]
    return round(float(subprocess.run(run, check=True, capture_output=True, text=True).stdout), 1)


def _scan_alone(file: Path) -> float:
    from optout.datasets.shards import scan

    scan(file, _wanted(1000))
    lines = Path("/proc/self/status").read_text().splitlines()  # ru_maxrss counts the parent's as well
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _write(file: Path, rows_in_part: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("url", pa.string()), ("hash", pa.string()), ("caption", pa.string())])
    with pq.ParquetWriter(file, schema) as writer:
        held: list[pa.Table] = []
        for table in _tables(ROWS // PARTS):
            held.append(table)
            if sum(each.num_rows for each in held) >= rows_in_part:
                writer.write_table(pa.concat_tables(held), row_group_size=rows_in_part)
                held = []


def _tables(rows: int) -> Iterator[Any]:
    import pyarrow as pa

    rng = random.Random(5)
    for _ in range(PARTS):
        yield pa.table(
            {
                "url": [
                    f"https://img{rng.randrange(900)}.host-{rng.randrange(10**5)}.example/"
                    f"{rng.getrandbits(96):024x}/{'%20' * (number % 10 == 0)}{rng.randrange(10**7)}.jpg"
                    for number in range(rows)
                ],
                "hash": [f"{rng.getrandbits(128):032x}" for _ in range(rows)],
                "caption": ["some words about a picture"] * rows,
            }
        )


if __name__ == "__main__":
    print(_scan_alone(Path(sys.argv[1])))
