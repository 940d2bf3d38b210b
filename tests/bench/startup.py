"""CPU seconds that commands need to start, against a bare interpreter."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_LIMIT_S = 0.4
_ROUNDS = 7


def bench() -> dict[str, object]:
    """Median CPU seconds (user and system) of ``optout --help`` and ``optout status``."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "OPTOUT_HOME": home, "OPTOUT_PASSPHRASE": "a passphrase to measure"}
        profile = Path(home) / "profile.yaml"
        profile.write_text("names: [{given: Ada, family: Sample}]\nemails: [ada@sample.example]\n")
        _cpu([sys.executable, "-m", "optout", "init", "--from", str(profile), "--yes"], environ)
        bare, help_, status = [], [], []
        for _ in range(_ROUNDS):
            bare.append(_cpu([sys.executable, "-c", "pass"], environ))
            help_.append(_cpu([sys.executable, "-m", "optout", "--help"], environ))
            status.append(_cpu([sys.executable, "-m", "optout", "status", "--json"], environ))
    return {
        "limit_s": _LIMIT_S,
        "bare_python_s": round(statistics.median(bare), 3),
        "help_s": round(statistics.median(help_), 3),
        "status_s": round(statistics.median(status), 3),
        "ok": max(statistics.median(help_), statistics.median(status)) < _LIMIT_S,
    }


def _cpu(command: list[str], environ: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environ, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
