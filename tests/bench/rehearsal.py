"""The 120-day rehearsal of one subject, as a user runs it."""

import json
import subprocess
import sys
import time

_LIMIT_S = 60.0


def bench() -> dict[str, object]:
    """Wall seconds of ``optout rehearse --days 120 --json``, start of the program included."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "optout", "rehearse", "--days", "120", "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    wall = time.monotonic() - began
    result = json.loads(done.stdout)
    return {
        "limit_s": _LIMIT_S,
        "wall_s": round(wall, 1),
        "requests": result["requests"],
        "events": result["evidence"]["events"],
        "ok": wall <= _LIMIT_S,
    }
