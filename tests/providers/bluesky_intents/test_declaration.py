"""The record of draft proposal 0008, as it is read and as it is written."""

from datetime import UTC, datetime

import pytest
from optout.providers.ai_training.bluesky_intents.declaration import COLLECTION, declared, refuses

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NOW = "2026-03-02T09:30:00.000Z"
NO = {"allow": False, "updatedAt": NOW}


def test_an_empty_record_becomes_the_two_refusals() -> None:
    assert declared({}, AT) == {
        "$type": COLLECTION,
        "updatedAt": NOW,
        "syntheticContentGeneration": NO,
        "bulkDataset": NO,
    }


def test_other_categories_and_keys_stay_and_an_earlier_refusal_keeps_its_date() -> None:
    before = {
        "$type": COLLECTION,
        "publicAccessArchive": {"allow": True, "updatedAt": "2025-01-01T00:00:00Z"},
        "syntheticContentGeneration": {"allow": False, "updatedAt": "2025-01-01T00:00:00Z"},
        "bulkDataset": {"updatedAt": "2025-01-01T00:00:00Z"},
        "someoneElses": [1, 2],
    }
    after = declared(before, AT)
    assert after == {**before, "updatedAt": NOW, "bulkDataset": NO}
    assert refuses(after)
    assert not refuses(before)


@pytest.mark.parametrize("allow", [True, None, 0, "false", {}, []])
def test_only_false_itself_refuses(allow: object) -> None:
    record = {"syntheticContentGeneration": NO, "bulkDataset": {"allow": allow}}
    assert not refuses(record)
    assert not refuses({"syntheticContentGeneration": NO})
    assert not refuses({"syntheticContentGeneration": False, "bulkDataset": False})
