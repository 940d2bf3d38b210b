from datetime import date

import pytest
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.law import Law, Wait
from optout.rights.table import law, rows

ON = date(2026, 11, 21)
ROW = {
    "slug": "some_law",
    "name": "Some Law, section 5",
    "right": "delete",
    "jurisdiction": "US-CA",
    "binds": "everybody",
    "asked_by": [{"role": "person"}],
    "elements": ["identity"],
    "answer": {"days": 30},
    "valid_from": "2024-01-01",
    "mark": "statute",
    "source": "Some Law, section 5",
    "verified_on": "2026-11-20",
}


def _row(**changes: object) -> Law:
    return Law.model_validate({**ROW, **changes})


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.slug} {row.right}")
def test_every_row_says_where_and_when_it_was_read(row: Law) -> None:
    assert row.source.strip()
    assert row.name.strip()
    assert row.valid_from < date(2100, 1, 1)


def test_rows_are_found_by_law_and_right() -> None:
    assert law("ccpa", Right.DELETE, ON).answer == Wait(days=45)
    assert law("ccpa", Right.OPT_OUT_OF_SALE, ON).answer == Wait(business_days=15)
    assert law("gdpr", Right.OBJECT, ON).answer == Wait(months=1)


def test_a_law_that_is_not_in_the_table_is_refused_with_those_that_are() -> None:
    with pytest.raises(WrongInput, match=r"no law 'hammurabi'.*Known: .*ccpa"):
        law("hammurabi", Right.DELETE, ON)


@pytest.mark.parametrize("missing", ["source", "verified_on", "mark", "right", "valid_from"])
def test_a_row_without_its_particulars_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Law.model_validate({name: value for name, value in ROW.items() if name != missing})


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": {}},
        {"answer": {"days": 30, "months": 1}},
        {"answer": {"weeks": 2}},
        {"mark": "rumour"},
        {"right": "be-forgotten"},
        {"remark": "unknown field"},
    ],
)
def test_a_wrong_row_is_refused(changes: dict[str, object]) -> None:
    assert _row().slug == "some_law"
    with pytest.raises(ValidationError):
        _row(**changes)
