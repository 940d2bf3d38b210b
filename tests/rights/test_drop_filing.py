"""The clocks of a request at DROP, worked by hand from the Delete Act's rows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.errors import WrongInput
from optout.rights.drop_filing import BrokerOutcome, Filed, Looked, filing_of

COUNTS = {BrokerOutcome.DELETED: 3}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_nothing_filed_has_no_clocks() -> None:
    assert filing_of([]) is None


@pytest.mark.parametrize(
    ("filed", "fetch_by", "answer_by"),
    [
        ("2026-09-01 10:00", "2026-10-16 10:00", "2026-11-30 10:00"),
        ("2026-12-31 10:00", "2027-02-14 10:00", "2027-03-31 10:00"),
        ("2027-01-01 10:00", "2027-01-31 10:00", "2027-03-02 10:00"),  # by the changed act
    ],
)
def test_brokers_fetch_and_then_answer(filed: str, fetch_by: str, answer_by: str) -> None:
    filing = filing_of([Filed(at(filed), "ABCD-1")])
    assert filing is not None
    assert (filing.fetch_by, filing.answer_by) == (at(fetch_by), at(answer_by))
    assert filing.look_at == at(fetch_by)


def test_the_act_asked_nobody_before_its_day() -> None:
    with pytest.raises(WrongInput):
        filing_of([Filed(at("2026-07-31 10:00"), "ABCD-1")])


def test_each_moment_wants_a_look_after_it() -> None:
    filed = Filed(at("2026-09-01 10:00"), "ABCD-1")
    looks = [
        Looked(at(day), COUNTS) for day in ("2026-09-20 10:00", "2026-10-20 10:00", "2026-12-01 10:00")
    ]
    found = [filing_of([filed, *looks[:number]]) for number in range(4)]
    assert [one.look_at for one in found if one] == [
        at("2026-10-16 10:00"),
        at("2026-10-16 10:00"),
        at("2026-11-30 10:00"),
        None,
    ]


def test_a_newer_request_takes_the_place_of_the_one_before() -> None:
    first, second = Filed(at("2026-09-01 10:00"), "ABCD-1"), Filed(at("2026-10-20 10:00"), "ABCD-2")
    filing = filing_of([first, Looked(at("2026-10-18 10:00"), COUNTS), second])
    assert filing is not None
    assert (filing.drop_id, filing.looked) == ("ABCD-2", None)


@given(st.timedeltas(timedelta(), timedelta(days=900)))
def test_the_fetching_always_comes_before_the_answer(later: timedelta) -> None:
    filing = filing_of([Filed(at("2026-08-01 00:00") + later, "ABCD-1")])
    assert filing is not None
    assert filing.fetch_by is not None
    assert filing.answer_by is not None
    assert filing.filed_at < filing.fetch_by < filing.answer_by


def test_the_receipt_is_in_no_representation() -> None:
    assert "ABCD" not in repr(filing_of([Filed(at("2026-09-01 10:00"), "ABCD-1")]))
