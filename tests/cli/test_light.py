"""What commands that must start at once do not import. Not timed: what is not loaded costs nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import Caller, environment

HEAVY = ("sqlalchemy", "dbos", "pydantic", "httpx", "playwright", "apscheduler", "cryptography", "yaml")
LOADED = """
import sys
from optout.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert left.code == 0, left.code
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("status",), ("status", "--json")])
def test_nothing_heavy_is_loaded(optout: Caller, subject: str, command: tuple[str, ...]) -> None:
    optout("plan", "--only", "kin_finder", "--accept")
    loaded = _loaded(optout.home, *command)
    assert "optout.cli.root" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_the_history_of_a_request_is_told_without_what_attempts_need(
    optout: Caller, subject: str
) -> None:
    optout("plan", "--only", "kin_finder", "--accept")
    (row,) = optout("status", "--json").json["requests"]
    loaded = _loaded(optout.home, "show", row["id"])
    assert [name for name in ("sqlalchemy", "dbos", "playwright", "keyring") if name in loaded] == []


def _loaded(home: Path, *command: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stderr.split())
