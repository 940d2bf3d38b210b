from datetime import date

import pytest
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.law import Law, Wait, law, laws

ROW = {
    "slug": "some_law",
    "name": "Some Law, section 5",
    "right": "delete",
    "answer": {"days": 30},
    "clock": "receipt",
    "valid_from": "2024-01-01",
    "mark": "statute",
    "source": "Some Law, section 5",
    "verified_on": "2026-11-20",
}


def _row(**changes: object) -> Law:
    return Law.model_validate({**ROW, **changes})


@pytest.mark.parametrize("row", laws().values(), ids=lambda row: row.slug)
def test_every_row_says_where_and_when_it_was_read(row: Law) -> None:
    assert row.source.strip()
    assert row.name.strip()
    assert row.valid_from < row.verified_on <= date(2100, 1, 1)
    assert row.mark in ("statute", "official", "secondary")


def test_rows_are_found_by_their_slug() -> None:
    assert {slug: row.slug for slug, row in laws().items()} == {slug: slug for slug in laws()}
    assert law("ccpa_delete").answer == Wait(days=45)
    assert law("gdpr_21").right == Right.OBJECT


def test_the_numbers_that_deadlines_rest_on() -> None:
    waits = {slug: row.answer.model_dump(exclude_none=True) for slug, row in laws().items()}

    assert (
        waits
        | {
            "ccpa_delete": {"days": 45},
            "ccpa_opt_out": {"business_days": 15},
            "gdpr_21": {"months": 1},
            "gdpr_17": {"months": 1},
        }
        == waits
    )


def test_a_law_that_is_not_in_the_table_is_refused_with_those_that_are() -> None:
    with pytest.raises(WrongInput, match=r"no law 'hammurabi'.*Known: ccpa_delete"):
        law("hammurabi")


@pytest.mark.parametrize("missing", ["source", "verified_on", "mark", "right", "answer", "valid_from"])
def test_a_row_without_its_particulars_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Law.model_validate({name: value for name, value in ROW.items() if name != missing})


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": {}},
        {"answer": {"days": 30, "months": 1}},
        {"answer": {"weeks": 2}},
        {"clock": "sending"},
        {"mark": "rumour"},
        {"right": "be-forgotten"},
        {"remark": "unknown field"},
    ],
)
def test_a_wrong_row_is_refused(changes: dict[str, object]) -> None:
    assert _row().slug == "some_law"
    with pytest.raises(ValidationError):
        _row(**changes)
