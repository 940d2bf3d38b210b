from collections.abc import Callable
from pathlib import Path

import pytest

from optout.evidence.verification import Verification
from optout.running.forgetting import forget_subject
from optout.running.installation import Installation
from optout.running.proving import verify_installation
from tests.running.workshop import Workshop, install


@pytest.fixture
def told(workshop: Workshop) -> Workshop:
    """A request that was searched and submitted, with everything sealed."""
    workshop.go_on_until("submitted")
    assert _verified(workshop).problems == ()
    return workshop


def _reopened(workshop: Workshop) -> Installation:
    """As a new process sees it: nobody is unlocked yet."""
    return install(workshop.database, workshop.home, workshop.installation.catalog, workshop.clock)


def _verified(workshop: Workshop) -> Verification:
    return verify_installation(_reopened(workshop))


def _sql(workshop: Workshop, statement: str) -> None:
    with workshop.database.transaction() as tx:
        assert tx.run(statement) == 1


def _evidence(workshop: Workshop) -> list[Path]:
    return sorted((workshop.home / "evidence").rglob("*.zip"))


def test_what_waits_to_be_sealed_is_sealed_first(workshop: Workshop) -> None:
    verification = _verified(workshop)

    assert (verification.problems, verification.entries) == ((), 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}' WHERE seq = 4 AND kind = 'Intended' AND body = 'x' OR seq = 99",
        "UPDATE event SET at = at - 1 WHERE seq = 1",
        """UPDATE event SET body = '{"action":"submit","attempt":"a-0"}' WHERE seq = 4""",
    ][1:],
)
def test_an_edited_event_is_noticed(told: Workshop, statement: str) -> None:
    _sql(told, statement)

    problems = _verified(told).problems
    seq = statement[-1]
    assert f"The ledger does not have the event that event {seq} of {told.request} keeps." in problems


def test_a_removed_event_is_noticed(told: Workshop) -> None:
    _sql(told, "DELETE FROM event WHERE seq = 5")

    [problem] = _verified(told).problems
    assert problem.endswith("(event) belongs to nothing that is kept.")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(path.read_bytes()[:200] + b"\0" + path.read_bytes()[201:]),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
    ],
    ids=["truncated", "changed", "emptied", "removed"],
)
def test_a_damaged_evidence_file_is_noticed(told: Workshop, tamper: Callable[[Path], object]) -> None:
    tamper(_evidence(told)[0])

    problems = _verified(told).problems
    assert any("The ledger does not have the evidence" in problem for problem in problems)


def test_evidence_files_that_change_places_are_noticed(told: Workshop) -> None:
    first, second = _evidence(told)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)

    problems = _verified(told).problems
    assert sum("The ledger does not have the evidence" in problem for problem in problems) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger WHERE idx = 2",
        "DELETE FROM ledger WHERE idx = (SELECT MAX(idx) FROM ledger)",
        "UPDATE ledger SET at = at + 1 WHERE idx = 1",
        "UPDATE ledger_head SET at = at + 1 WHERE size = (SELECT MAX(size) FROM ledger_head)",
        "UPDATE disclosure SET commitment = 'aa'",
        "DELETE FROM disclosure",
        "UPDATE evidence SET path = NULL WHERE attempt = (SELECT MIN(attempt) FROM evidence)",
    ],
)
def test_tampering_with_what_is_written_down_is_noticed(told: Workshop, statement: str) -> None:
    _sql(told, statement)

    assert _verified(told).problems != ()


def test_a_forgotten_subject_leaves_a_ledger_that_verifies(told: Workshop) -> None:
    forget_subject(told.installation, told.person.id)

    verification = _verified(told)
    assert verification.problems == ()
    assert (verification.forgotten, _evidence(told)) == (1, [])
