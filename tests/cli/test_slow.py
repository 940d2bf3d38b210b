"""What is said while something takes long."""

from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Any

import pytest

from optout.catalog.importing.companies import importing
from optout.cli import slow
from optout.cli.slow import told_when_slow
from tests.catalog.importing.companies import lists
from tests.cli.calling import Caller


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> "SimpleQueue[str]":
    """What is said on standard error by who takes long; there is no wait before it."""
    heard: SimpleQueue[str] = SimpleQueue()
    monkeypatch.setattr(slow, "AFTER", 0.0)
    monkeypatch.setattr(slow, "progress", heard.put)
    return heard


def test_what_takes_long_is_said_and_said_again(
    said: "SimpleQueue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "_AGAIN", 0.0)
    with told_when_slow("Reading."):
        assert [said.get(timeout=10) for _ in range(2)] == ["Reading."] * 2


def test_what_is_quick_is_done_without_a_word() -> None:
    heard: list[str] = []
    with told_when_slow("Reading.", heard.append):
        pass
    assert (slow.AFTER, heard) == (2.0, [])


def test_a_failure_is_passed_on_and_ends_it() -> None:
    ended = Event()
    with pytest.raises(LookupError), told_when_slow("Reading.", lambda _: ended.set()):
        raise LookupError
    assert not ended.is_set()


def test_an_import_that_takes_long_says_so(
    optout: Caller, tmp_path: Path, said: "SimpleQueue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    told, really = [], importing.import_list

    def slowly(*given: Any) -> importing.Told:
        told.append(said.get(timeout=10))
        return really(*given)

    monkeypatch.setattr(importing, "import_list", slowly)
    file = lists.eraser_file(tmp_path / "b.yaml", lists.broker())
    assert optout("providers", "import", "eraser", file, "--json").json["added"] == 1
    assert told == ["Still reading the list ..."]


def test_a_plan_that_takes_long_says_so(
    optout: Caller, profile: Path, said: "SimpleQueue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    from optout.report import forecast

    told: list[str] = []
    really = forecast.forecast

    def slowly(*given: Any) -> list[forecast.Forecast]:
        told.extend(iter(lambda: said.get(timeout=10), "Still going through the providers ..."))
        return really(*given)

    monkeypatch.setattr(forecast, "forecast", slowly)
    assert optout("plan", "--subject", profile, "--only", "kin_finder", "--json").code == 0
    assert set(told) <= {"Still reading the catalog ..."}
