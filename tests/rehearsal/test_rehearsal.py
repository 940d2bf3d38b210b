"""The main job, end to end: 120 days, real browser, mail, HTTP and database, against the books."""

import json
import subprocess
import sys

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import WITH_CONFIDENCE
from optout.rehearsal.cast import Cast
from optout.storage.database import Database
from tests.postgres import PostgresServer

ZEROS = {
    "false_removed": 0,
    "false_clear": 0,
    "missed_reappearance": 0,
    "unreported_failures": 0,
    "false_done": 0,
    "false_overdue": 0,
    "missed_refusal": 0,
    "followed_phish": 0,
    "second_reminders": 0,
    "letters_to_dead": 0,
    "left_open": 0,
}


CAST = (
    "common_crawl", "county_ledger", "deep_dossier", "hugging_face_datasets", "kin_finder",
    "meta_ai_objection", "mute_metrics", "people_atlas", "spawning_registry", "true_who",
)  # fmt: skip
"""Named, so that the figures stay when a provider is added."""


def rehearse(*options: str) -> dict[str, object]:
    """What ``optout rehearse --json`` prints; it must exit with 0 and print one object only."""
    return _rehearsed(*(part for slug in CAST for part in ("--provider", slug)), *options)


def _rehearsed(*options: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "optout", "rehearse", "--json", *options],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_figure_that_must_be_zero_is_zero(seed: int) -> None:
    result = rehearse("--days", "120", "--seed", str(seed))
    assert result["truth"] == ZEROS
    assert result["sends"] == {"total": 8, "duplicates": 0}  # the eighth is the reminder
    assert result["disclosure"]["undeclared"] == 0  # type: ignore[index]
    assert result["disclosure"]["hidden_filled"] == 0  # type: ignore[index]
    assert result["evidence"]["ledger_ok"] is True  # type: ignore[index]
    assert result["paused_providers"] == ["kin_finder"]
    assert result["reappeared_caught"] == 3
    assert result["resubmitted"] == 2
    assert result["removed_proven"] >= 8  # type: ignore[operator]
    assert result["overdue"] == 2
    assert (result["days"], result["subjects"], result["requests"]) == (120, 1, 10)


def test_every_automatic_service_is_asked_and_no_claim_about_it_is_false() -> None:
    catalog = load_catalog()
    automatic = {
        one.slug for one in catalog if one.kind in WITH_CONFIDENCE and one.automation == "automatic"
    }
    cast = {one.slug for one in Cast().of(catalog)}
    assert automatic <= cast
    result = _rehearsed("--days", "120", "--seed", "1")
    assert result["truth"] == ZEROS
    assert result["providers"] == len(cast)
    assert set(result["stopped"]) == {"closed_shop"}  # type: ignore[call-overload]
    assert result["disclosure"]["undeclared"] == 0  # type: ignore[index]
    assert result["evidence"]["ledger_ok"] is True  # type: ignore[index]


def test_the_same_seed_tells_the_same_story() -> None:
    one, other = (rehearse("--days", "20", "--seed", "7") for _ in range(2))
    assert {**one, "wall_s": 0} == {**other, "wall_s": 0}


def test_it_runs_on_postgresql_as_well(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    result = rehearse("--days", "30", "--subjects", "2", "--seed", "3", "--database", url)
    assert result["truth"] == ZEROS
    assert result["requests"] == 20
    assert result["evidence"]["ledger_ok"] is True  # type: ignore[index]
    with Database(url).transaction(write=False) as tx:
        assert tx.value("SELECT count(*) FROM request") == 20
