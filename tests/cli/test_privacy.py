"""No identity fact is printed by mistake, logged, or part of a file's name: every way is tried."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calling import FACTS, PROFILE, Caller, Said, offline

PASSPHRASE = "quiet zebra umbrella"


def spoken(said: Said) -> list[str]:
    """The facts in what was printed."""
    return [fact for fact in (*FACTS, PASSPHRASE) if fact in said.out + said.err]


def named(home: Path) -> list[str]:
    """The facts in the names of files."""
    names = "\n".join(str(path.relative_to(home)) for path in home.rglob("*"))
    return [fact for fact in FACTS if fact.lower() in names.lower()]


def in_clear(home: Path) -> list[tuple[str, str]]:
    """The facts in the content of files, with the file's name."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [(fact, path.name) for path in files for fact in FACTS if fact.encode() in path.read_bytes()]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a passphrase and two requests that were tried without a network."""
    folder = tmp_path_factory.mktemp("lived")
    profile = folder / "profile.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    only = ("--only", "county_ledger", "--only", "mute_metrics")
    for command in (
        ("init", "--from", profile, "--yes"),
        ("plan", *only),
        ("plan", *only, "--accept"),
        ("plan", "--subject", profile, *only, "--json"),
        ("run",),
    ):
        said = offline(*command, home=folder / "home", more={"OPTOUT_PASSPHRASE": PASSPHRASE})
        assert (said.code, spoken(said)) == (0, []), command
    return folder / "home"


@pytest.fixture
def ready(home: Path, lived: Path) -> Path:
    """A copy of it for each test."""
    return Path(shutil.copytree(lived, home))


def test_the_profile_of_this_test_has_every_fact_it_looks_for() -> None:
    told = PROFILE + PROFILE.replace(" ", "").replace("+1", "")
    assert [fact for fact in FACTS if fact not in told] == []


def test_no_command_and_no_file_shows_a_fact(
    ready: Path, optout: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    rows = optout("status", "--json").json["requests"]
    for command in _harmless([row["id"] for row in rows]):
        for as_json in ((), ("--json",)):
            said = optout(*command, *as_json)
            assert (said.code, spoken(said)) == (0, []), command
    assert FACTS[0] in optout("person", "show").out
    assert (named(ready), in_clear(ready)) == ([], [])
    page = next(tmp_path.glob("optout-report-*.html")).read_text(encoding="utf-8")
    assert [fact for fact in FACTS if fact in page] == []


def _harmless(requests: list[str]) -> Iterator[tuple[str, ...]]:
    yield from (("status",), ("tasks",), ("plan",), ("person", "list"), ("evidence", "verify"))
    yield ("report",)
    for request in requests:
        yield ("show", request)
        yield ("evidence", "list", request)


def test_no_error_shows_a_fact(
    ready: Path, optout: Caller, monkeypatch: pytest.MonkeyPatch, profile: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(PROFILE.replace("phones:", "fones:").replace("1984-02-29", "1984-02-30"))
    for command in (
        ("init", "--from", wrong, "--yes"),
        ("person", "set", "--from", wrong),
        ("plan", "--subject", wrong),
        ("plan", "--subject", profile, "--accept"),
        ("show", "r-none"),
        ("tasks", "answer", "r-none", "done"),
        ("person", "show", "s-none"),
        ("forget", "s-none", "--yes"),
        ("recheck", "r-none"),
        ("evidence", "export", "r-none", "--out", tmp_path / "x"),
        ("report", "--out", tmp_path),
        ("nonsense",),
    ):
        for as_json in ((), ("--json",)):
            said = optout(*command, *as_json)
            assert (said.code, spoken(said)) == (2, []), command
    assert (named(ready), in_clear(ready)) == ([], [])


def test_locked_damaged_and_newer_show_no_fact(
    ready: Path, optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", "another umbrella")
    locked = optout("person", "show")
    assert (locked.code, spoken(locked)) == (3, [])
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    _change(ready, "UPDATE subject SET sealed_profile = substr(sealed_profile, 1, 50)")
    damaged = optout("person", "show")
    assert (damaged.code, spoken(damaged)) == (6, [])
    _change(ready, "UPDATE schema_version SET version = 999")
    newer = optout("status")
    assert (newer.code, spoken(newer)) == (6, [])


def test_a_fault_of_our_own_logs_its_place_and_no_fact(
    ready: Path, optout: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("optout.people.profile.write_profile", _breaks)
    said = optout("person", "show")
    assert (said.code, spoken(said)) == (1, [])
    log = (ready / "log" / "faults.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert in_clear(ready) == []


def _breaks(subject: object) -> str:
    raise ValueError(f"cannot write {getattr(subject, 'emails', '')}")


def _change(home: Path, statement: str) -> None:
    database = sqlite3.connect(home / "optout.sqlite3")
    with database:
        assert database.execute(statement).rowcount > 0
    database.close()
