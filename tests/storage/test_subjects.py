from datetime import timedelta

import pytest

from optout.errors import WrongInput
from optout.storage import traces
from optout.storage.database import Database
from optout.storage.requests import events_of, find_request
from optout.storage.subjects import SubjectRow, destroy, enrol, find_subject, subjects
from optout.storage.traces import DisclosureRow, EvidenceRow
from tests.storage.rows import NOW, PLANNED, fill

SECRET = b"\x01wrapped key of sixty-one bytes, unmistakable among everything"


def test_a_subject_comes_back_as_stored(database: Database) -> None:
    row = SubjectRow("s-1", NOW, b"\x00key", b"\xffprofile", b"mandate")
    with database.transaction() as tx:
        enrol(tx, row)
        enrol(tx, SubjectRow("s-0", NOW + timedelta(seconds=1), b"k", b"p", b"m"))

        assert find_subject(tx, "s-1") == row
        assert [one.id for one in subjects(tx)] == ["s-1", "s-0"]
        with pytest.raises(WrongInput, match="no subject with this id"):
            find_subject(tx, "s-2")


def _with_traces(database: Database) -> tuple[str, str]:
    fill(database, [("acme", 2)])
    for number in (0, 1):
        request = f"r-acme-000{number}"
        with database.transaction() as tx:
            traces.keep_listing(tx, f"l-{number}", request, NOW, b"sealed record")
            traces.keep_mail(tx, f"m-{number}", request, NOW, b"sealed mail")
            row = EvidenceRow(f"a-{number}", request, NOW, f"ab/a-{number}.parts.zip", "c")
            traces.keep_evidence(tx, row)
            told = DisclosureRow(f"a-{number}", request, NOW, "email", "acme.example", "c")
            traces.keep_disclosures(tx, [told])
    return "s-acme-0000", "s-acme-0001"


def test_destroying_a_subject_leaves_nothing_sealed(database: Database) -> None:
    gone, _ = _with_traces(database)
    with database.transaction() as tx:
        assert destroy(tx, gone, NOW + timedelta(days=1)) == ["ab/a-0.parts.zip"]

        assert find_subject(tx, gone) == SubjectRow(gone, NOW, None, None, None, NOW + timedelta(days=1))
        assert traces.sealed_listing(tx, "l-0") is None
        assert traces.sealed_mail(tx, "m-0") is None
        [evidence] = traces.evidence_of(tx, "r-acme-0000")
        assert (evidence.path, evidence.forgotten) == (None, True)


def test_what_is_nobodys_data_stays_and_nothing_is_due_any_more(database: Database) -> None:
    gone, _ = _with_traces(database)
    with database.transaction() as tx:
        destroy(tx, gone, NOW)
        row = find_request(tx, "r-acme-0000")

        assert (row.state, row.due_at, row.due_action, row.task) == ("withdrawn", None, None, None)
        assert events_of(tx, "r-acme-0000") == [PLANNED]
        assert len(traces.disclosures_of(tx, "r-acme-0000")) == 1


def test_other_subjects_keep_everything(database: Database) -> None:
    gone, other = _with_traces(database)
    with database.transaction() as tx:
        before = find_subject(tx, other)
        destroy(tx, gone, NOW)

        assert find_subject(tx, other) == before
        assert traces.sealed_listing(tx, "l-1") == b"sealed record"
        assert traces.sealed_mail(tx, "m-1") == b"sealed mail"
        assert traces.evidence_of(tx, "r-acme-0001")[0].path == "ab/a-1.parts.zip"
        assert find_request(tx, "r-acme-0001").due_at == NOW


def test_a_destroyed_key_does_not_stay_behind_in_the_file(database: Database) -> None:
    if database.path is None:
        pytest.skip("PostgreSQL frees what was destroyed with its next VACUUM")
    for number in range(60):  # over several pages, some of which become free
        with database.transaction() as tx:
            enrol(tx, SubjectRow(f"s-{number}", NOW, SECRET, b"p" * 900, b"mandate"))
    with database.transaction() as tx:
        for number in range(60):
            destroy(tx, f"s-{number}", NOW)
    database.close()  # the last connection empties the journal

    left = [path for path in database.path.parent.glob("optout.sqlite3*") if SECRET in path.read_bytes()]
    assert left == []
