from datetime import timedelta
from pathlib import Path

import pytest

from optout.catalog.loading import read_definition
from optout.catalog.steps import MailStep
from optout.storage.database import Database
from optout.storage.providers import (
    Pause,
    end_pause,
    enter_dates,
    enter_provider,
    out_of_date,
    pause,
    pauses,
)
from tests.catalog.definitions import SOUND, written
from tests.storage.rows import NOW

MAIL = MailStep.model_validate({"channel": "mail", "to": "privacy@acme.example", "needs": {}})
PACED = SOUND + "cadence: {per_minute: 2, per_day: 7}\n"


def test_a_provider_enters_with_its_pace(database: Database, tmp_path: Path) -> None:
    provider = read_definition(written(tmp_path, PACED)).provider
    with database.transaction() as tx:
        enter_provider(tx, provider)
        row = dict(tx.row("SELECT slug, interval_us, burst, per_day, tat FROM provider") or {})

    assert row == {"slug": "acme", "interval_us": 30_000_000, "burst": 5, "per_day": 7, "tat": 0}


def test_entering_again_changes_the_pace_and_nothing_else(database: Database, tmp_path: Path) -> None:
    with database.transaction() as tx:
        enter_provider(tx, read_definition(written(tmp_path / "a", PACED)).provider)
        tx.run("UPDATE provider SET tat = 5")
        pause(tx, "acme", NOW, "form-changed")
        enter_provider(tx, read_definition(written(tmp_path / "b", SOUND)).provider)
        row = dict(tx.row("SELECT interval_us, per_day, tat FROM provider") or {})

        assert row == {"interval_us": 10_000_000, "per_day": 500, "tat": 5}
        assert pauses(tx) == [Pause("acme", NOW, "form-changed")]


def test_only_the_pause_that_is_meant_ends(database: Database, tmp_path: Path) -> None:
    with database.transaction() as tx:
        enter_provider(tx, read_definition(written(tmp_path)).provider)
        pause(tx, "acme", NOW, "form-changed")
        [old] = pauses(tx)
        pause(tx, "acme", NOW + timedelta(days=1), "off-domain")
        end_pause(tx, old)
        [new] = pauses(tx)
        assert new == Pause("acme", NOW + timedelta(days=1), "off-domain")
        end_pause(tx, new)
        assert pauses(tx) == []


@pytest.mark.parametrize(
    ("change", "letters"),
    [
        ({}, ""),
        ({"submit": MAIL}, "submit remind appeal"),
        ({"confirm": MAIL}, "confirm"),
        ({"submit": MAIL, "confirm": MAIL}, "submit remind appeal confirm"),
    ],
)
def test_which_actions_are_letters_enters_with_the_provider(
    change: dict[str, MailStep], letters: str, database: Database, tmp_path: Path
) -> None:
    provider = read_definition(written(tmp_path, PACED)).provider
    with database.transaction() as tx:
        enter_provider(tx, provider)
        enter_provider(tx, provider.model_copy(update=change))
        assert tx.value("SELECT letters FROM provider") == letters


def test_the_age_of_its_facts_enters_and_is_brought_up_to_date(
    database: Database, tmp_path: Path
) -> None:
    provider = read_definition(written(tmp_path)).provider
    with database.transaction() as tx:
        enter_provider(tx, provider)
        assert out_of_date(tx, provider.expires - timedelta(days=1)) == {}
        assert out_of_date(tx, provider.expires) == {"acme": provider.as_of}
        longer = provider.model_copy(update={"expires_after_months": 24})
        enter_dates(tx, longer)
        assert out_of_date(tx, provider.expires) == {}
        assert out_of_date(tx, longer.expires) == {"acme": provider.as_of}
