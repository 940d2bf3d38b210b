import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from optout.catalog.definition import Tier
from optout.cli.output import emit, progress


@dataclass
class Thing:
    b: int
    a: tuple[str, ...]


def test_json_has_sorted_keys_and_plain_values(capsys: pytest.CaptureFixture[str]) -> None:
    value = {
        "when": datetime(2026, 1, 5, tzinfo=UTC),
        "day": date(2026, 1, 5),
        "thing": Thing(1, ("é",)),
        "tier": Tier.DRAFT,
        "path": Path("x"),
        "set": {"b", "a"},
    }
    emit(value, True, lambda: pytest.fail("no words were wanted"))
    out = capsys.readouterr().out
    assert json.loads(out) == {
        "day": "2026-01-05",
        "path": "x",
        "set": ["a", "b"],
        "thing": {"a": ["é"], "b": 1},
        "tier": "draft",
        "when": "2026-01-05T00:00:00+00:00",
    }
    assert list(json.loads(out)) == sorted(value)
    assert "é" in out


HOSTILE = "A\x1b[2J\x9b2J\u202eB\udcff\r"


def test_what_would_steer_a_terminal_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    emit(None, False, lambda: f"{HOSTILE}\n\tC")
    progress(HOSTILE)

    shown = "A\ufffd[2J\ufffd2J\ufffdB\ufffd\ufffd"
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (f"{shown}\n\tC\n", f"{shown}\n")


def test_json_spells_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    emit({HOSTILE: HOSTILE}, True, lambda: "")

    out = capsys.readouterr().out
    assert out.replace("\n", "").isprintable()
    assert json.loads(out) == {HOSTILE: HOSTILE}


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        emit(object(), True, lambda: "")


def test_words_are_printed_once_and_progress_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    emit({"a": 1}, False, lambda: "one sentence")
    emit({"a": 1}, False, lambda: None)
    progress("working")
    assert capsys.readouterr() == ("one sentence\n", "working\n")
