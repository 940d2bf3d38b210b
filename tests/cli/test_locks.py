"""What opens and what does not: passphrases, keys, damaged and newer databases, a second process."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import Caller, environment, offline

PASSPHRASE = "correct horse battery"
OPENING = (
    ("plan",),
    ("tasks",),
    ("person", "show"),
    ("evidence", "verify"),
    ("evidence", "export", "r-1", "--out", "x"),
    ("forget", "s-1", "--yes"),
    ("tasks", "answer", "r-1", "done"),
)
LIGHT = (("status",), ("show", "r-1"), ("report",), ("evidence", "list", "r-1"), ("person", "list"))


@pytest.fixture
def with_passphrase(optout: Caller, profile: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    assert optout("init", "--from", profile, "--yes").code == 0
    return optout


def test_a_wrong_passphrase_opens_nothing(
    with_passphrase: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", "wrong horse battery")
    said = with_passphrase("person", "show")
    assert (said.code, said.out) == (3, "")
    assert "horse" not in said.err
    assert with_passphrase("person", "show", "--json").json["error"] == "Locked"
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    assert with_passphrase("person", "show").code == 0


def test_where_nobody_can_be_asked_it_stays_locked(
    with_passphrase: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPTOUT_PASSPHRASE")
    for command in OPENING:
        said = with_passphrase(*command, "--json")
        assert (said.code, said.json["error"], said.err) == (3, "Locked", ""), command


def test_what_shows_nothing_personal_needs_no_passphrase(
    with_passphrase: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (request,) = with_passphrase("plan", "--only", "kin_finder", "--accept", "--json").json
    assert request["opened"] == 1
    monkeypatch.delenv("OPTOUT_PASSPHRASE")
    monkeypatch.chdir(tmp_path)
    (row,) = with_passphrase("status", "--json").json["requests"]
    for command in LIGHT:
        named = [row["id"] if word == "r-1" else word for word in command]
        assert with_passphrase(*named, "--json").code == 0, command


@pytest.mark.parametrize("command", [*OPENING, *LIGHT, ("run",), ("recheck",)])
def test_before_init_every_command_says_to_begin_with_it(
    optout: Caller, command: tuple[str, ...]
) -> None:
    said = optout(*command, "--json")
    assert (said.code, said.json["todo"]) == (2, "Run `optout init` first.")
    assert not optout.home.exists()


@pytest.mark.parametrize("command", [*OPENING, *LIGHT])
def test_a_database_of_a_newer_version_is_left_alone(
    optout: Caller, subject: str, command: tuple[str, ...]
) -> None:
    with sqlite3.connect(optout.home / "optout.sqlite3") as database:
        database.execute("UPDATE schema_version SET version = 999")
    database.close()
    said = optout(*command, "--json")
    assert (said.code, said.json["error"]) == (6, "StorageFailure")
    assert "newer optout" in said.json["what"]
    assert said.json["kept"] == "Nothing was changed."


@pytest.mark.parametrize("command", [*OPENING, *LIGHT])
def test_a_damaged_database_is_a_sentence(
    optout: Caller, subject: str, command: tuple[str, ...]
) -> None:
    for file in optout.home.glob("optout.sqlite3*"):
        file.unlink()
    (optout.home / "optout.sqlite3").write_bytes(b"not a database at all" * 500)
    said = optout(*command, "--json")
    assert (said.code, said.json["what"]) == (6, "The database file is damaged.")


HOLDING = """
import sys
from pathlib import Path
from optout.running.laptop_lock import laptop_lock
with laptop_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_is_refused_and_then_let_in(optout: Caller, subject: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(optout.home)],
        env=environment(optout.home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        for command in (("run",), ("recheck",), ("forget", subject, "--yes")):
            said = offline(*command, "--json", home=optout.home)
            assert (said.code, said.json["error"]) == (4, "Busy"), command
        holder.communicate("\n", timeout=30)
    assert offline("run", "--json", home=optout.home).code == 0
