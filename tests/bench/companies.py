"""Importing lists of organisations, and planning over 4,000 of them.

Run with ``python -m tests.bench.companies``. The organisations are invented, in files of the four
formats. Wall and CPU seconds of whole processes of ``optout``, as a person calls it; of a plan the
quickest of three. Where
``BENCH_LISTS`` names a folder with copies of the real lists (``eraser*.yaml``, ``*cppa*.csv``,
``justdeleteme*.json``, a folder ``datenanfragen*``, anywhere below it), they are measured as well.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.catalog.importing.companies import lists

EACH = 1_000
IMPORT_LIMIT_S, PLAN_LIMIT_S, OPEN_LIMIT_S = 5.0, 2.0, 20.0
_REAL = {
    "eraser": "eraser*.yaml",
    "datenanfragen": "datenanfragen*",
    "cppa": "*cppa*.csv",
    "justdeleteme": "justdeleteme*.json",
}
_PROFILE = "names: [{given: Ada, family: Sample}]\nemails: [ada@sample.example]\n"
_REASONS = 5
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Ran:
    """One process: its wall and CPU seconds, and the JSON it printed."""

    wall_s: float
    cpu_s: float
    said: Any


def bench() -> dict[str, object]:
    """The invented lists; beside them, and not judged alone, the real ones where they are given."""
    with tempfile.TemporaryDirectory(prefix="optout-companies-") as folder:
        root = Path(folder)
        invented = _measured(root / "home", _invented(root))
        real = os.environ.get("BENCH_LISTS")
        told = {"real": _measured(root / "real", _given(Path(real)))} if real else {}
    return {
        "limits_s": {"import": IMPORT_LIMIT_S, "plan": PLAN_LIMIT_S, "open": OPEN_LIMIT_S},
        "invented": invented,
        **told,
        "ok": all(one["ok"] for one in (invented, *told.values())),
    }


def _invented(root: Path) -> dict[str, Path]:
    """4,000 organisations, 1,000 in each list; each list names some of the one before as well."""
    names = [f"firm{number}" for number in range(4 * EACH)]
    parts = [names[max(0, begin - EACH // 10) : begin + EACH] for begin in range(0, 4 * EACH, EACH)]
    return {
        "eraser": lists.eraser_file(root / "brokers.yaml", *map(lists.broker, parts[0])),
        "datenanfragen": lists.records_in(root / "records", *map(lists.record, parts[1])),
        "cppa": lists.cppa_file(root / "registry.csv", *map(lists.row, parts[2])),
        "justdeleteme": lists.jdm_file(root / "sites.json", *map(lists.site, parts[3])),
    }


def _given(folder: Path) -> dict[str, Path]:
    found = {name: sorted(folder.rglob(pattern)) for name, pattern in _REAL.items()}
    return {name: paths[0] for name, paths in found.items() if paths}


def _measured(home: Path, files: Mapping[str, Path]) -> dict[str, Any]:
    environ = {**os.environ, "OPTOUT_HOME": str(home), "OPTOUT_PASSPHRASE": "a passphrase to measure"}
    profile = home.with_suffix(".yaml")
    profile.write_text(_PROFILE, encoding="utf-8")
    imported = {name: _run(environ, "providers", "import", name, file) for name, file in files.items()}
    _run(environ, "init", "--from", profile, "--yes")
    plan = _best(environ, "plan")
    groups = [one["name"] for one in plan.said[0]["groups"]]
    every = _best(environ, "plan", *_named(groups))
    opened = _run(environ, "plan", "--accept", *_named(groups))
    both = sum(imported[name].wall_s for name in ("eraser", "datenanfragen") if name in imported)
    return {
        "imports": {name: _counted(ran) for name, ran in imported.items()},
        "eraser_and_datenanfragen_wall_s": round(both, 2),
        "providers": sum(one["count"] for one in plan.said[0]["groups"]),
        "plan": _times(plan),
        "plan_every_group": _times(every),
        "open": {"requests": opened.said[0]["opened"], **_times(opened)},
        "ok": both < IMPORT_LIMIT_S
        and max(plan.wall_s, every.wall_s) < PLAN_LIMIT_S
        and opened.wall_s < OPEN_LIMIT_S,
    }


def _named(groups: list[str]) -> list[str]:
    return [part for name in groups for part in ("--group", name)]


def _times(ran: Ran) -> dict[str, float]:
    return {"wall_s": round(ran.wall_s, 2), "cpu_s": round(ran.cpu_s, 2)}


def _counted(ran: Ran) -> dict[str, object]:
    why = Counter(one["why"] for one in ran.said["skipped"])
    counts = {key: ran.said[key] for key in ("read", "added", "merged")}
    return {**counts, "skipped": why.total(), "why": dict(why.most_common(_REASONS)), **_times(ran)}


def _best(environ: Mapping[str, str], *arguments: str | Path) -> Ran:
    """The quickest of three: what others do on the machine meanwhile is not the command's."""
    return min((_run(environ, *arguments) for _ in range(_ROUNDS)), key=lambda ran: ran.wall_s)


def _run(environ: Mapping[str, str], *arguments: str | Path) -> Ran:
    command = [sys.executable, "-m", "optout", *map(str, arguments), "--json"]
    used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=dict(environ), check=True, capture_output=True, text=True)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return Ran(wall, cpu, json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(bench(), indent=2))
