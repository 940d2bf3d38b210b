"""Doing what is due: without a network, stopped in the middle, and looked at again."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from optout.cli.run import _once
from tests.cli.calling import OFFLINE, Caller, environment, offline

PATIENCE = 60


def accepted(optout: Caller, *providers: str) -> None:
    only = [word for slug in providers for word in ("--only", slug)]
    assert optout("plan", *only, "--accept").code == 0


def test_without_a_network_nothing_is_lost_and_the_trouble_is_seen(optout: Caller, subject: str) -> None:
    accepted(optout, "county_ledger")
    ran = offline("run", "--json", home=optout.home)
    assert (ran.code, ran.json["attempts"], ran.json["stopped"]) == (0, 1, False)
    (row,) = optout("status", "--json").json["requests"]
    assert (row["state"], row["trouble"], row["next"]) == ("planned", "no-connection", "search")
    assert "(The provider could not be reached.)  next: search" in optout("status").out
    told = optout("show", row["id"]).out
    assert "We looked. The provider could not be reached. Nothing is concluded from that." in told
    assert optout("evidence", "verify").code == 0
    again = offline("run", home=optout.home)  # nothing is due yet
    assert again.code == 0
    assert again.out.startswith("0 looked after. Next: 20")
    assert again.out.endswith(" UTC.\n")


def test_a_browser_that_is_not_there_stops_only_what_needs_one(optout: Caller, subject: str) -> None:
    accepted(optout, "county_ledger", "people_atlas")
    ran = offline("run", "--json", home=optout.home, more={"OPTOUT_BROWSER": "/nowhere/browser"})
    assert (ran.code, ran.json["attempts"]) == (0, 2)
    assert ran.json["browser_trouble"].startswith("The browser in the settings cannot be executed.")
    rows = {row["provider"]: row for row in optout("status", "--json").json["requests"]}
    assert (rows["people_atlas"]["state"], rows["people_atlas"]["trouble"]) == ("planned", "no-browser")
    assert rows["county_ledger"]["trouble"] == "no-connection"


def test_a_recheck_looks_now_and_says_what_could_be_read(optout: Caller, subject: str) -> None:
    accepted(optout, "county_ledger", "mute_metrics")
    rows = {row["provider"]: row["id"] for row in optout("status", "--json").json["requests"]}
    said = offline("recheck", "--json", home=optout.home)
    assert (said.code, said.json) == (
        0,
        {"read": [rows["county_ledger"]], "not_read": [rows["mute_metrics"]]},
    )
    for arguments in (("r-none",), ("--provider", "kin_finder")):
        refused = offline("recheck", *arguments, "--json", home=optout.home)
        assert (refused.code, refused.json["error"]) == (2, "WrongInput")


class Watching:
    """``optout run --watch`` as a process; ended at the end of the test whatever happens."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OFFLINE, "run", "--watch", "--json"],
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __enter__(self) -> "Watching":
        return self

    def __exit__(self, *_failure: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def wait_for(self, words: bytes) -> None:
        """Read progress until it says ``words``."""
        assert self.process.stderr
        seen, end = b"", time.monotonic() + PATIENCE
        while words not in seen and time.monotonic() < end:
            ready, _, _ = select.select([self.process.stderr], [], [], 1.0)
            if ready:
                chunk = os.read(self.process.stderr.fileno(), 4096)
                assert chunk, f"it ended early, after saying {seen!r}"
                seen += chunk
        assert words in seen

    def stop(self, how: signal.Signals) -> tuple[int, bytes]:
        self.process.send_signal(how)
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out


def test_ctrl_c_ends_the_watch_cleanly_and_everything_is_kept(optout: Caller, subject: str) -> None:
    accepted(optout, "county_ledger")
    with Watching(optout.home) as watching:
        watching.wait_for(b"1 looked after")
        code, out = watching.stop(signal.SIGINT)
    value = json.loads(out)
    assert (code, value["attempts"], value["stopped"]) == (0, 1, True)
    (row,) = optout("status", "--json").json["requests"]
    assert row["trouble"] == "no-connection"
    assert optout("evidence", "verify").code == 0
    assert offline("run", home=optout.home).code == 0


def test_a_service_that_is_told_to_end_ends_as_well(optout: Caller, subject: str) -> None:
    accepted(optout, "county_ledger")
    with Watching(optout.home) as watching:
        watching.wait_for(b"1 looked after")
        code, out = watching.stop(signal.SIGTERM)
    assert (code, json.loads(out)["stopped"]) == (0, True)


class Paced:
    """A shift whose mailbox lets letters leave a few at a time."""

    def __init__(self, waits: list[float | None], stopped_at: int = 9999) -> None:
        self.waits, self.stopped_at = waits, stopped_at
        self.rested: list[float] = []

    def once(self) -> int:
        return 4

    def next_letters_in(self) -> float | None:
        return self.waits.pop(0)

    def rest(self, seconds: float) -> bool:
        self.rested.append(seconds)
        return len(self.rested) < self.stopped_at


@pytest.mark.parametrize(
    ("shift", "done", "rested"),
    [
        (Paced([None]), 4, []),
        (Paced([60.0, 30.0, None]), 12, [60.0, 30.0]),
        (Paced([60.0] * 99), 40, [60.0] * 9),  # ten minutes at most: a run is for cron
        (Paced([0.0] * 999), 2404, [0.0] * 600),
        (Paced([60.0] * 9, stopped_at=2), 8, [60.0] * 2),
        (Paced([601.0]), 4, []),
    ],
    ids=["none waits", "all leave", "too many", "no wait at all", "stopped", "too long"],
)
def test_a_run_stays_for_letters_that_leave_within_minutes(
    shift: Paced, done: int, rested: list[float]
) -> None:
    assert _once(shift) == done  # type: ignore[arg-type]
    assert shift.rested == rested
