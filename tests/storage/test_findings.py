"""Looks that belong to no request, as stored."""

from datetime import timedelta

import pytest

from optout.errors import WrongInput
from optout.storage.database import Database
from optout.storage.findings import (
    FindingRow,
    begin_finding,
    drop_finding,
    find_finding,
    findings_of,
    settle_finding,
    told_by_finding,
)
from optout.storage.subjects import SubjectRow, destroy, enrol
from optout.storage.traces import DisclosureRow, EvidenceRow
from tests.storage.rows import NOW

ROW = FindingRow("f-1", "s-1", "acme", NOW)
PERHAPS = DisclosureRow("f-1", "f-1", NOW, "url", "acme.example", certain=False)
SURELY = DisclosureRow("f-1", "f-1", NOW, "url", "index.acme.example", "c" * 64)


@pytest.fixture
def begun(database: Database) -> Database:
    with database.transaction() as tx:
        enrol(tx, SubjectRow("s-1", NOW, b"key", b"profile", b"mandate"))
        begin_finding(tx, ROW, [PERHAPS])
    return database


def test_a_look_that_began_is_kept_with_what_it_may_tell(begun: Database) -> None:
    with begun.transaction(write=False) as tx:
        assert find_finding(tx, "f-1") == ROW
        assert findings_of(tx, "s-1") == [ROW]
        assert told_by_finding(tx, "f-1") == [PERHAPS]


def test_what_was_told_takes_the_place_of_what_might_have_been(begun: Database) -> None:
    with begun.transaction() as tx:
        settle_finding(tx, "f-1", EvidenceRow("f-1", "f-1", NOW, "ab/f-1.parts.zip", "d"), [SURELY])
        found = find_finding(tx, "f-1")
        assert (found.path, found.commitment) == ("ab/f-1.parts.zip", "d")
        assert found.evidence == EvidenceRow("f-1", "f-1", NOW, "ab/f-1.parts.zip", "d")
        assert told_by_finding(tx, "f-1") == [SURELY]


def test_a_look_that_asked_nobody_is_not_kept(begun: Database) -> None:
    with begun.transaction() as tx:
        drop_finding(tx, "f-1")
        assert (findings_of(tx, "s-1"), told_by_finding(tx, "f-1")) == ([], [])
        with pytest.raises(WrongInput, match="no evidence with this id"):
            find_finding(tx, "f-1")


def test_forgetting_the_person_takes_the_evidence_and_no_one_elses(begun: Database) -> None:
    kept = FindingRow("f-2", "s-2", "acme", NOW)
    with begun.transaction() as tx:
        enrol(tx, SubjectRow("s-2", NOW, b"key", b"profile", b"mandate"))
        begin_finding(tx, kept, [])
        for one in ("f-1", "f-2"):
            settle_finding(tx, one, EvidenceRow(one, one, NOW, f"ab/{one}.parts.zip", "d"), [])

        assert destroy(tx, "s-1", NOW + timedelta(days=1)) == ["ab/f-1.parts.zip"]
        gone = find_finding(tx, "f-1")
        assert (gone.path, gone.forgotten) == (None, True)
        assert find_finding(tx, "f-2").path == "ab/f-2.parts.zip"
        assert [one.id for one in findings_of(tx)] == ["f-1", "f-2"]
        assert [one.id for one in findings_of(tx, "s-2")] == ["f-2"]
