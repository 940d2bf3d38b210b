"""Looks at an index on the local web, with everything real: what is told, kept, and proven of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.errors import StorageFailure
from optout.people.mandate import Mandate
from optout.requests.actions import Action
from optout.requests.events import Intended, Withdrawn
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from optout.requests.verdict import Verdict
from optout.running.finding_looks import EnrolledLooks, Look
from optout.running.forgetting import forget_subject
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import open_requests
from optout.running.proving import open_evidence, verify_installation
from optout.running.roster import Enrolled
from optout.storage import findings, ledger, traces
from optout.storage.requests import find_requests
from optout.storage.subjects import Forgotten
from tests.report.installations import START, opened, settled
from tests.running.finding_world import IMAGE, PAGE, PERSON, THINGS, UNTOLD, Index, served, write_index

HOST = "acme-index.example"


class World:
    """An enrolled person, and an index to ask."""

    def __init__(self, installation: Installation, index: Index) -> None:
        self.installation = replace(installation, catalog=index.catalog)
        self.index = index
        self.person: Enrolled = installation.roster.enrol(PERSON, Mandate(kind="self"))
        self.provider = index.catalog.get("acme_index")

    def look(self) -> Look:
        with self.index.reach() as reach:
            return EnrolledLooks(self.installation, self.person, reach).look(self.provider)

    def open_request(self) -> str:
        open_requests(self.installation, self.person, [self.provider])
        with self.installation.database.transaction(write=False) as tx:
            return find_requests(tx, subject_id=self.person.id)[0].id

    @property
    def kept(self) -> list[findings.FindingRow]:
        with self.installation.database.transaction(write=False) as tx:
            return findings.findings_of(tx, self.person.id)

    def told(self, finding: str) -> list[tuple[str, str, bool]]:
        with self.installation.database.transaction(write=False) as tx:
            rows = findings.told_by_finding(tx, finding)
        return [(one.meaning, one.recipient, one.certain) for one in rows]

    @property
    def parts(self) -> dict[str, bytes]:
        return open_evidence(self.installation, self.person, self.kept[-1].evidence)


@contextmanager
def world(tmp_path: Path, key: str = "") -> Iterator[World]:
    root = write_index(tmp_path / "more", key=key)
    with served(root) as index, opened(settled(tmp_path / "home"), VirtualClock(START)) as installation:
        yield World(installation, index)


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def verified(acme: World) -> bool:
    return verify_installation(acme.installation).ok


def test_what_was_asked_is_sealed_under_an_id_of_its_own_and_verifies(acme: World) -> None:
    acme.index.will(200, '"2026-02"', PAGE)
    look = acme.look()
    (row,) = acme.kept
    assert (look.evidence, look.request) == (row.id, None)
    assert row.id.startswith("f-")
    assert (row.provider, row.subject_id, row.at) == ("acme_index", acme.person.id, START)
    assert sorted(acme.parts) == ["disclosed.json", "looked-up.json", "traffic.warc.gz"]
    noted = json.loads(acme.parts["looked-up.json"])["looked_up"]
    assert [(one["thing"], one["verdict"], one["edition"]) for one in noted] == [
        (PAGE, "present", "2026-02"),
        *((thing, "absent-proven", "2026-01") for _, thing in THINGS[1:]),
    ]
    assert verified(acme)


def test_exactly_what_the_search_declares_leaves_and_stands_in_the_ledger(acme: World) -> None:
    look = acme.look()
    assert acme.index.asked == [thing for _, thing in THINGS]
    assert acme.told(look.evidence or "") == [("url", HOST, True), ("x-image-url", HOST, True)]
    disclosed = json.loads(acme.parts["disclosed.json"])["disclosed"]
    assert [(one["meaning"], one["value"], one["recipient"]) for one in disclosed] == [
        (meaning, thing, HOST) for meaning, thing in THINGS
    ]
    with acme.installation.database.transaction(write=False) as tx:
        entries = [entry.what for entry in ledger.entries(tx)]
    assert sorted(entries) == ["disclosure", "disclosure", "evidence"]
    assert [fact for fact in UNTOLD for line in acme.index.seen if fact.encode() in line] == []


def test_what_may_be_told_is_stored_before_anything_leaves(acme: World) -> None:
    before: list[list[tuple[str, str, bool]]] = []
    ask = acme.index.look

    class Watched:
        def prepare(self, _step: object) -> None:
            before.append(acme.told(acme.kept[0].id))
            raise RuntimeError("a fault of our own")

        run = ask

    look = EnrolledLooks(acme.installation, acme.person, Watched()).look(acme.provider)
    assert before == [[("url", HOST, False), ("x-image-url", HOST, False)]]
    assert (look.outcome.failure, look.evidence) == (Failure.OWN_FAULT, None)
    assert (acme.kept, acme.index.asked) == ([], [])


def test_the_look_is_the_next_one_of_an_open_request(acme: World) -> None:
    request = acme.open_request()
    acme.index.will(200, '"2026-02"', PAGE)
    look = acme.look()
    assert (look.request, acme.kept) == (request, [])
    with acme.installation.database.transaction(write=False) as tx:
        (evidence,) = traces.evidence_of(tx, request)
        told = {(one.meaning, one.recipient) for one in traces.disclosures_of(tx, request)}
        (row,) = find_requests(tx, subject_id=acme.person.id)
        (listing,) = traces.sealed_listings(tx, request)
    assert look.evidence == evidence.attempt
    assert told == {("url", HOST), ("x-image-url", HOST)}
    assert row.state == "found"
    assert row.lease is None
    assert listing in Journal(acme.installation).read(request).standing.listings
    assert [one.verdict for one in look.capture.looked_up] == [
        Verdict.PRESENT,
        Verdict.ABSENT,
        Verdict.ABSENT,
    ]
    assert verified(acme)


def test_a_withdrawn_request_stays_withdrawn_and_the_look_is_its_own(acme: World) -> None:
    request = acme.open_request()
    journal = Journal(acme.installation)
    journal.append(journal.read(request), [Withdrawn(START)])
    look = acme.look()
    assert look.request is None
    assert [row.id for row in acme.kept] == [look.evidence]
    assert journal.read(request).standing.state == "withdrawn"


def test_a_request_that_somebody_else_looks_after_is_not_touched(acme: World) -> None:
    request = acme.open_request()
    with acme.installation.database.transaction() as tx:
        tx.run(
            "UPDATE request SET lease = 'theirs', lease_until = :until WHERE id = :id",
            id=request,
            until=int((START + timedelta(minutes=5)).timestamp() * 1_000_000),
        )
    look = acme.look()
    assert (look.outcome.answer, look.evidence) == (Answer.UNREACHABLE, None)
    assert acme.index.asked == []
    with acme.installation.database.transaction(write=False) as tx:
        assert find_requests(tx, subject_id=acme.person.id)[0].lease == "theirs"


def test_a_request_whose_attempt_was_cut_off_is_left_to_who_settles_such_and_given_back(
    acme: World,
) -> None:
    request = acme.open_request()
    journal = Journal(acme.installation)
    journal.append(journal.read(request), [Intended(START, "a-cut-off", Action.SEARCH)])
    clock = acme.installation.clock
    assert isinstance(clock, VirtualClock)
    clock.move_to(START + timedelta(hours=1))
    assert acme.look().outcome.failure is Failure.OWN_FAULT
    assert acme.index.asked == []
    with acme.installation.database.transaction(write=False) as tx:
        assert find_requests(tx, subject_id=acme.person.id)[0].lease is None


def test_a_place_that_lacks_its_key_is_told_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    with world(tmp_path, key="acme_key") as acme:
        look = acme.look()
        assert (look.outcome.failure, look.evidence) == (Failure.SETTING_MISSING, None)
        assert (acme.kept, acme.index.asked) == ([], [])
        assert verified(acme)


def test_a_place_that_cannot_be_reached_may_have_been_told(acme: World) -> None:
    root = acme.index.catalog.folder("acme_index").parents[1]
    with served(root, "other.example") as elsewhere:
        acme.index.network = elsewhere.network
        look = acme.look()
    assert (look.outcome.failure, look.capture.looked_up) == (Failure.NO_CONNECTION, [])
    assert acme.told(look.evidence or "") == [("url", HOST, True)]
    assert sorted(acme.parts) == ["disclosed.json"]
    assert verified(acme)


def test_nobody_is_looked_for_whose_permission_ended(acme: World) -> None:
    over = START.date() - timedelta(days=1)
    ended = Mandate(
        kind="agent",
        agent_name="Agatha",
        agent_email="agatha@agents.example",
        permission_sha256="0" * 64,
        permission_name="permission.pdf",
        signed_on=over,
        valid_until=over,
    )
    acme.person = replace(acme.person, mandate=ended)
    assert not acme.person.mandate.covers(START.date())
    assert acme.look().outcome.failure is Failure.MANDATE_ENDED
    assert (acme.index.asked, acme.kept) == ([], [])


def test_what_was_told_is_recorded_where_the_evidence_cannot_be_written(
    acme: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> str:
        raise StorageFailure("The disk is full.")

    monkeypatch.setattr(type(acme.installation.files), "write_all", full)
    with pytest.raises(StorageFailure):
        acme.look()
    (row,) = acme.kept
    assert (row.path, row.commitment) == (None, "")
    assert acme.told(row.id) == [("url", HOST, True), ("x-image-url", HOST, True)]
    assert verified(acme)


def test_nothing_is_kept_of_who_is_forgotten_meanwhile(acme: World, tmp_path: Path) -> None:
    class Forgetting:
        def prepare(self, _step: object) -> None:
            forget_subject(acme.installation, acme.person.id)

        def run(self, *given: object) -> object:
            with acme.index.reach() as reach:
                return reach.run(*given)

    with pytest.raises(Forgotten):
        EnrolledLooks(acme.installation, acme.person, Forgetting()).look(acme.provider)
    assert list((tmp_path / "home" / "evidence").rglob("*.zip")) == []
    assert verify_installation(acme.installation).ok


def test_forgetting_a_person_destroys_the_evidence_of_their_looks(acme: World, tmp_path: Path) -> None:
    acme.look()
    assert len(list((tmp_path / "home" / "evidence").rglob("*.zip"))) == 1
    assert forget_subject(acme.installation, acme.person.id).evidence_removed == 1
    assert list((tmp_path / "home" / "evidence").rglob("*.zip")) == []
    assert verified(acme)


def test_evidence_of_a_look_that_was_changed_does_not_verify(acme: World, tmp_path: Path) -> None:
    acme.look()
    with acme.installation.database.transaction() as tx:
        tx.run("UPDATE finding SET commitment = :other", other="0" * 64)
    (file,) = (tmp_path / "home" / "evidence").rglob("*.zip")
    file.write_bytes(file.read_bytes()[:-40] + b"\0" * 40)
    assert not verified(acme)


def test_a_flow_that_met_a_refusal_came_to_its_end(acme: World) -> None:
    acme.index.will(403, "", IMAGE)
    look = acme.look()
    assert [(one.thing, one.verdict) for one in look.capture.looked_up][-1] == (IMAGE, Verdict.BLOCKED)
    assert look.capture.flow_ended


def test_a_flow_that_was_cut_short_did_not_come_to_its_end(acme: World) -> None:
    acme.index.will(200, "this is not JSON", IMAGE)
    look = acme.look()
    assert look.outcome.failure is Failure.BAD_ANSWER
    assert not look.capture.flow_ended
