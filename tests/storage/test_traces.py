from datetime import timedelta

import pytest

from optout.storage import traces
from optout.storage.database import Database
from optout.storage.traces import DisclosureRow, EvidenceRow
from tests.storage.rows import NOW, fill

ONE, OTHER = "r-acme-0000", "r-acme-0001"


@pytest.fixture
def two(database: Database) -> Database:
    fill(database, [("acme", 2)])
    return database


def test_a_listing_is_kept_once_with_its_latest_content(two: Database) -> None:
    with two.transaction() as tx:
        traces.keep_listing(tx, "l-1", ONE, NOW, b"first")
        traces.keep_listing(tx, "l-1", ONE, NOW + timedelta(days=1), b"second")

        assert traces.sealed_listing(tx, "l-1") == b"second"
        assert traces.sealed_listing(tx, "l-2") is None
        assert tx.value("SELECT COUNT(*) FROM listing") == 1


def test_a_mail_is_kept_once(two: Database) -> None:
    with two.transaction() as tx:
        assert traces.keep_mail(tx, "m-1", ONE, NOW, b"\x00\xff")
        assert not traces.keep_mail(tx, "m-1", OTHER, NOW, b"other")
        assert traces.sealed_mail(tx, "m-1") == b"\x00\xff"
        assert traces.sealed_mail(tx, "m-2") is None


def test_evidence_comes_back_per_request_oldest_first(two: Database) -> None:
    rows = [
        EvidenceRow("a-2", ONE, NOW + timedelta(seconds=1), "ab/a-2.parts.zip", "c2"),
        EvidenceRow("a-1", ONE, NOW, "ab/a-1.parts.zip", "c1"),
        EvidenceRow("a-3", OTHER, NOW, None, "c3"),
    ]
    with two.transaction() as tx:
        for row in rows:
            traces.keep_evidence(tx, row)

        assert traces.evidence_of(tx, ONE) == [rows[1], rows[0]]
        assert traces.evidence_of(tx) == [rows[1], rows[2], rows[0]]


def test_a_disclosure_is_kept_once_per_attempt_meaning_and_recipient(two: Database) -> None:
    row = DisclosureRow("a-1", ONE, NOW, "email", "acme.example", "c1")
    other = DisclosureRow("a-1", ONE, NOW, "email", "partner.example", "c2")
    with two.transaction() as tx:
        traces.keep_disclosures(tx, [row, other])
        traces.keep_disclosures(tx, [row])

        assert sorted(traces.disclosures_of(tx, ONE), key=lambda one: one.recipient) == [row, other]
        assert traces.disclosures_of(tx, OTHER) == []


def test_what_may_have_been_told_is_kept_until_it_is_known(two: Database) -> None:
    maybe = DisclosureRow("a-1", ONE, NOW, "email", "acme.example", certain=False)
    other = DisclosureRow("a-2", ONE, NOW, "email", "acme.example", certain=False)
    told = DisclosureRow("a-1", ONE, NOW, "email", "acme.example", "c1")
    with two.transaction() as tx:
        traces.keep_disclosures(tx, [maybe, other])
        assert traces.disclosures_of(tx, ONE) == [maybe, other]
        traces.drop_expected(tx, "a-1")
        traces.keep_disclosures(tx, [told])
        traces.drop_expected(tx, "a-1")
        assert traces.disclosures_of(tx, ONE) == [told, other]
