"""A request as a case for a third party: whole, proven, and refused where it is not true."""

import json
from pathlib import Path

import pytest

from optout.errors import StorageFailure, UntrueClaim, WrongInput
from optout.evidence.export import export_case
from optout.people.vault import seal
from optout.report.case import case_of
from optout.requests.events import Event
from optout.running.forgetting import forget_subject
from optout.running.installation import Installation
from optout.storage.requests import find_requests
from tests.report.installations import SUBJECT, lived
from tests.report.stories import ABSENT, asked, on, overdue, recheck, removed

PARTS = ("after.jpg", "disclosed.json")

LAW = "California Consumer Privacy Act, right to opt out of sale and sharing (11 CCR 7026)"


def one(installation: Installation, events: list[Event]) -> str:
    return lived(installation, {"kin_finder": events})["kin_finder"]


def test_it_tells_who_asked_whom_for_what(installation: Installation) -> None:
    request = one(installation, removed())
    case = case_of(installation, request)
    assert (case.reference, case.subject) == (request, "Zebulina Ottoline Quoxworth")
    assert (case.provider, case.domains) == ("Kin Finder", ("kin-finder.example",))
    assert case.right == "“stop selling and publishing my data”"
    assert case.law == LAW
    assert case.state.startswith("removed, since 16 March 2026. A listing was seen")
    assert case.rehearsed


def test_the_timeline_says_who_speaks_and_then_what_happened(installation: Installation) -> None:
    case = case_of(installation, one(installation, removed()))
    sentences = [words for _, words in case.timeline]
    assert sentences[0].startswith("Here “you” is the person concerned")
    assert sentences[2] == "We looked: one listing of you."
    assert len(sentences) == 6


def test_every_event_attempt_and_disclosure_has_its_proof(installation: Installation) -> None:
    case = case_of(installation, one(installation, removed()))
    counted = {what: sum(p.entry.what == what for p in case.proofs) for what in
               ("event", "evidence", "disclosure")}  # fmt: skip
    assert counted == {"event": 9, "evidence": 4, "disclosure": 4}
    assert all(proof.opening is None for proof in case.proofs)
    assert case.salt is None


def test_the_evidence_is_in_plain_text_and_described(installation: Installation) -> None:
    case = case_of(installation, one(installation, removed()))
    names = [attachment.name for attachment in case.attachments]
    searched = f"{case.reference}.a-search-0"
    assert len(names) == 8
    assert sorted(names)[6:] == [f"{case.reference}.a-submit-0/{n}" for n in PARTS]
    first = next(one for one in case.attachments if one.name == f"{searched}/after.jpg")
    assert first.content == b"\xff\xd8\xff" + searched.encode()
    assert first.description == "Screen, after. We looked: one listing of you."
    facts = next(one for one in case.attachments if one.name == f"{searched}/disclosed.json")
    assert json.loads(facts.content)["disclosed"][0]["value"] == SUBJECT.emails[0]


@pytest.mark.parametrize("openings", [False, True])
def test_it_can_be_exported_as_it_is(installation: Installation, tmp_path: Path, openings: bool) -> None:
    case = case_of(installation, one(installation, removed()), openings=openings)
    folder = export_case(case, tmp_path / "out")
    ledger = json.loads((folder / "ledger.json").read_bytes())
    assert (ledger["salt"] is not None) == openings
    assert all(("opening" in entry) == openings for entry in ledger["entries"])


@pytest.mark.parametrize(
    ("events", "state"),
    [
        (asked(on(45)), "runs"),
        (overdue(), "passed; noted on 16 April 2026"),
        (
            [*overdue(), *recheck(60, ABSENT), *recheck(70, ABSENT)],
            "passed; noted on 16 April 2026; absence was proven since",
        ),
        ([*asked(on(45)), *recheck(7, ABSENT), *recheck(14, ABSENT)], "over before it passed"),
    ],
)
def test_a_deadline_is_told_with_how_it_stands(
    installation: Installation, events: list[Event], state: str
) -> None:
    (due,) = case_of(installation, one(installation, events)).deadlines
    assert (due.on, due.state) == (on(45).date(), state)
    assert due.what.startswith("California Consumer Privacy Act")


def test_a_changed_event_is_refused(installation: Installation) -> None:
    request = one(installation, removed())
    with installation.database.transaction() as tx:
        tx.run("UPDATE event SET at = at - 1000000 WHERE seq = 1")
    with pytest.raises(UntrueClaim, match="not what the ledger says"):
        case_of(installation, request)


def test_exchanged_evidence_is_refused(installation: Installation) -> None:
    request = one(installation, removed())
    with installation.database.transaction() as tx:
        tx.run("UPDATE evidence SET commitment = :it WHERE attempt LIKE '%a-search-0'", it="0" * 64)
    with pytest.raises(UntrueClaim, match="not what the ledger says"):
        case_of(installation, request)


def test_evidence_with_other_content_is_refused(installation: Installation) -> None:
    request = one(installation, removed())
    (person,) = installation.roster.everybody()
    attempt = f"{request}.a-search-0"
    sealed = seal(person.key, b"another picture", f"evidence/{attempt}/after.jpg")
    installation.files.write_all(attempt, {"after.jpg": sealed})
    with pytest.raises(UntrueClaim, match="not what the ledger says"):
        case_of(installation, request)


def test_missing_evidence_is_a_clear_failure(installation: Installation, tmp_path: Path) -> None:
    request = one(installation, removed())
    for file in (tmp_path / "home" / "evidence").rglob("*a-search-0.*"):
        file.unlink()
    with pytest.raises(StorageFailure, match="cannot be read"):
        case_of(installation, request)


def test_of_a_forgotten_subject_there_is_no_case(installation: Installation) -> None:
    request = one(installation, removed())
    with installation.database.transaction(write=False) as tx:
        (row,) = find_requests(tx)
    forget_subject(installation, row.subject_id)
    with pytest.raises(WrongInput, match="forgotten"):
        case_of(installation, request)


def test_another_request_s_entries_are_not_in_it(installation: Installation) -> None:
    ids = lived(installation, {"kin_finder": removed(), "true_who": asked()})
    both = (
        case_of(installation, ids["kin_finder"]).proofs + case_of(installation, ids["true_who"]).proofs
    )
    indexes = [proof.entry.index for proof in both]
    assert len(indexes) == len(set(indexes))
