from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.deadline import answer_by
from optout.rights.law import Law, Wait
from optout.rights.table import law, rows, rows_of, slugs
from optout.rights.words import doubts, wait_words

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


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.slug} {row.right} {row.valid_from}")
def test_every_row_says_where_and_when_it_was_read(row: Law) -> None:
    assert row.source.strip()
    assert row.name.strip()
    assert row.valid_from < date(2100, 1, 1)
    assert row.source_url is None or row.source_url.startswith("https://")


def test_rows_are_found_by_law_and_right() -> None:
    assert law("ccpa", Right.DELETE, ON).answer == Wait(days=45)
    assert law("ccpa", Right.OPT_OUT_OF_SALE, ON).answer == Wait(business_days=15)
    assert law("gdpr", Right.OBJECT, ON).answer == Wait(months=1)


def test_the_table_has_what_a_request_can_use() -> None:
    given = {slug: {row.right.value for row in rows_of(slug)} for slug in slugs()}
    core = {"access", "correct", "delete", "opt-out-of-sale"}

    assert given["gdpr"] == given["uk_gdpr"] == {
        "access", "correct", "delete", "object", "withdraw-consent",
    }  # fmt: skip
    assert given["ccpa"] == {*core, "limit"}
    assert given["delete_act"] == {"delete"}
    assert all(given[slug] == core for slug in ("vcdpa", "cpa", "ctdpa", "tdpsa", "ocpa", "modpa"))
    assert given["icdpa"] == core - {"correct"}
    assert given["take_it_down"] == given["dmca"] == given["dsa"] == {"take-down"}
    assert given["lgpd"] == {"access", "delete"}


def test_no_two_rows_of_a_law_and_right_are_valid_on_one_day() -> None:
    for before, after in pairwise(rows()):
        if (before.slug, before.right) == (after.slug, after.right):
            assert before.valid_to is not None
            assert before.valid_to < after.valid_from


def test_the_rule_of_the_day_is_taken() -> None:
    old = law("delete_act", Right.DELETE, date(2026, 12, 31))
    new = law("delete_act", Right.DELETE, date(2027, 1, 1))

    assert (old.acknowledge, old.answer) == (Wait(days=45), Wait(days=90))
    assert (new.acknowledge, new.answer) == (Wait(days=30), Wait(days=60))
    with pytest.raises(WrongInput, match=r"delete_act does not give .* on 2026-07-31"):
        law("delete_act", Right.DELETE, date(2026, 7, 31))


def test_a_right_that_a_law_does_not_give_is_refused_with_those_that_it_gives() -> None:
    with pytest.raises(WrongInput, match=r"gdpr gives no right to opt-out-of-sale.*access, correct"):
        law("gdpr", Right.OPT_OUT_OF_SALE, ON)


def test_how_a_single_figure_is_known_goes_before_how_the_row_is() -> None:
    row = law("vcdpa", Right.DELETE, ON)

    assert (row.mark_of("answer"), row.mark_of("appeal")) == ("statute", "secondary")


def test_agents_are_heard_where_the_law_says_so() -> None:
    heard = {(row.slug, row.right.value) for row in rows() if row.allows("agent")}

    assert {("ccpa", "delete"), ("gdpr", "delete"), ("ocpa", "opt-out-of-sale")} <= heard
    for slug in ("cpa", "ctdpa", "tdpsa", "ocpa"):  # for opt-outs only
        assert {right for law, right in heard if law == slug} == {"opt-out-of-sale"}
    assert not {right for law, right in heard if law in ("vcdpa", "delete_act", "bipa")}
    assert all(row.allows("person") for row in rows())


def test_what_was_not_read_in_the_law_is_said_in_words() -> None:
    assert doubts(law("ccpa", Right.DELETE, ON)) == ()
    assert doubts(law("vcdpa", Right.DELETE, ON)) == (
        "appeal, valid_from: secondary: words about the law were read, not its text.",
    )
    assert doubts(law("nhpa", Right.DELETE, ON)) == (
        "nhpa is secondary: words about the law were read, not its text.",
        "appeal: unverified: written down from memory, so check it before you rely on it.",
    )
    assert doubts(law("uk_gdpr", Right.DELETE, ON))[0].startswith("uk_gdpr is secondary")
    assert law("uk_gdpr", Right.DELETE, ON).mark_of("rolls_over") == "official"


def test_an_extended_time_is_longer_than_the_first() -> None:
    for row in rows():
        if row.extended is not None:
            assert row.answer is not None
            start = datetime(2026, 3, 2, tzinfo=UTC)
            assert answer_by(row.extended, start) > answer_by(row.answer, start)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(months=1), "1 month"),
        (Wait(days=45), "45 days"),
        (Wait(business_days=1), "1 business day"),
        (Wait(hours=48), "48 hours"),
        (None, "no number"),
    ],
)
def test_a_wait_is_told_in_words(wait: Wait | None, words: str) -> None:
    assert wait_words(wait) == words


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
        {"marks": {"deadline": "secondary"}},
        {"jurisdiction": "California"},
        {"remark": "unknown field"},
    ],
)
def test_a_wrong_row_is_refused(changes: dict[str, object]) -> None:
    assert _row().slug == "some_law"
    with pytest.raises(ValidationError):
        _row(**changes)
