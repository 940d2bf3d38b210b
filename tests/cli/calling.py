"""``optout`` as it is called: in this process, or as one of its own that no network answers."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from optout.__main__ import main

OFFLINE = """
import socket, sys
def refuse(*_given, **_named):
    raise socket.gaierror(socket.EAI_NONAME, "there is no network here")
socket.getaddrinfo = refuse
from optout.__main__ import main
main(sys.argv[1:])
"""
"""Names are not resolved, so nothing is reached; everything else is as it always is."""

PROFILE = """\
names:
  - {given: Zebulina, additional: Wrexley, family: Quoxworth}
  - {given: Zebulina, family: Vandermolk}
birth_date: 1984-02-29
emails: [zebulina@quoxmail.example, zq77@oldquox.example]
phones: [+1 505 555 0142]
addresses:
  - {street: 12 Jackdaw Terrace, locality: Tazoville, region: NM, postal_code: "87571", country: US}
  - {street: 9 Yonderhaugen, locality: Bergstadt, country: "NO", until: 2011-06-30}
usernames: [quoxkrakatoa]
sites: ["https://quoxdomain.example/"]
images: ["https://img.quoxdomain.example/portrait-of-z.jpg"]
"""
FACTS = (
    "Zebulina", "Wrexley", "Quoxworth", "Vandermolk", "1984-02-29", "quoxmail", "zq77", "oldquox",
    "505 555 0142", "5055550142", "Jackdaw", "Tazoville", "87571", "Yonderhaugen", "Bergstadt",
    "2011-06-30", "quoxkrakatoa", "quoxdomain", "portrait-of-z",
)  # fmt: skip
"""Every identity fact of the profile, in a form that nothing else contains."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output; fails where there is anything else."""
        return json.loads(self.out)


class Caller:
    """Calls ``optout`` in this process with the home of the test."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        printed = self._capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Said(code, printed.out, printed.err)


def awake(home: Path) -> Path:
    """The everyday schedule without its quiet hours, so that a test does the same by night as by day."""
    everyday = Path(__file__).resolve().parents[2] / "schedules" / "everyday.yaml"
    lines = everyday.read_text(encoding="utf-8").splitlines(keepends=True)
    schedule = home.parent / "awake.yaml"
    schedule.write_text("".join(line for line in lines if not line.startswith("quiet_hours")))
    return schedule


def environment(home: Path, more: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """This process's variables without any of ours but the home, and ``more``."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("OPTOUT_")}
    ours = {"OPTOUT_HOME": str(home), "OPTOUT_SCHEDULE": str(awake(home))}
    return {**plain, **ours, "COLUMNS": "100", **more}


def offline(*arguments: str | Path, home: Path, more: Mapping[str, str] = MappingProxyType({})) -> Said:
    """A process of its own; ended after two minutes."""
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, *(str(each) for each in arguments)],
        env=environment(home, more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
