"""Every law's deadlines against examples that were worked by hand."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from optout.requests.rights import Right
from optout.rights.deadline import Deadlines, deadlines
from optout.rights.table import law, rows, slugs

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("worked_examples.yaml").read_text(encoding="utf-8")
)
KEYS = ("acknowledge_by", "answer_by", "extended_to", "appeal_answer_by")


def _received(example: dict[str, Any]) -> datetime:
    moment = datetime.fromisoformat(example["received"])
    if "zone" not in example:
        return moment
    local = moment.astimezone(ZoneInfo(example["zone"]))
    assert local.isoformat() == example["received"], "the offset of the example is not its zone's"
    return local


def _expected(text: str | None, received: datetime) -> str | None:
    if text is None or "T" in text:
        return text
    at = time.fromisoformat(received.time().isoformat())
    return datetime.combine(date.fromisoformat(text), at, received.tzinfo).isoformat()


def _counted(example: dict[str, Any], received: datetime) -> Deadlines:
    row = law(example["law"], Right(example["right"]), received.date())
    appealed = example.get("appealed")
    return deadlines(
        row,
        received,
        appealed=datetime.fromisoformat(appealed) if appealed else None,
        country=example.get("country"),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['law']} {one['received']}")
def test_the_deadlines_are_those_worked_by_hand(example: dict[str, Any]) -> None:
    received = _received(example)
    counted = _counted(example, received)

    found = {key: moment.isoformat() for key in KEYS if (moment := getattr(counted, key)) is not None}
    wanted = {key: _expected(example[key], received) for key in KEYS if key in example}
    assert found == wanted


def test_there_are_examples_of_every_law() -> None:
    assert len(EXAMPLES) >= 60
    assert {one["law"] for one in EXAMPLES} == set(slugs())


def test_every_clock_that_the_table_has_is_in_an_example() -> None:
    clocks = {(row.slug, str(row.answer)) for row in rows()}
    shown = set()
    for one in EXAMPLES:
        received = _received(one)
        shown.add((one["law"], str(law(one["law"], Right(one["right"]), received.date()).answer)))
    assert clocks == shown
