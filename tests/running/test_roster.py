from datetime import date

import pytest

from optout.errors import Locked, WrongInput
from optout.people.mandate import Mandate
from optout.people.vault import new_key
from optout.running.forgetting import forget_subject
from optout.running.ids import SeededIds
from optout.running.roster import Roster
from optout.storage.database import Database
from tests.running.workshop import MASTER, PERSON, SOMEBODY_ELSE, Workshop, install


def _another(workshop: Workshop, master: bytes = MASTER) -> Roster:
    """The roster of a process that was started later."""
    return Roster(workshop.database, master, workshop.clock, SeededIds(1))


def test_who_was_enrolled_is_there_for_the_next_process(workshop: Workshop) -> None:
    found = _another(workshop).get(workshop.person.id)

    assert (found.subject, found.mandate) == (PERSON, Mandate(kind="self"))
    assert found.key == workshop.person.key


def test_everybody_comes_oldest_first_without_the_forgotten(workshop: Workshop) -> None:
    second = workshop.enrol(SOMEBODY_ELSE)
    third = workshop.enrol(SOMEBODY_ELSE)
    forget_subject(workshop.installation, second.id)

    ids = [person.id for person in _another(workshop).everybody()]
    assert set(ids) == {workshop.person.id, third.id}


def test_people_do_not_share_a_key(workshop: Workshop) -> None:
    assert workshop.enrol(PERSON).key != workshop.person.key


def test_another_master_key_opens_nobody(workshop: Workshop) -> None:
    with pytest.raises(Locked):
        _another(workshop, new_key()).get(workshop.person.id)


def test_who_was_forgotten_cannot_be_opened(workshop: Workshop) -> None:
    forget_subject(workshop.installation, workshop.person.id)

    for roster in (workshop.installation.roster, _another(workshop)):
        with pytest.raises(WrongInput, match="was forgotten"):
            roster.get(workshop.person.id)


def test_who_is_unknown_is_said_to_be(workshop: Workshop) -> None:
    with pytest.raises(WrongInput, match="no subject with this id"):
        workshop.installation.roster.get("s-none")


def test_nothing_personal_shows_in_the_repr(workshop: Workshop) -> None:
    shown = repr(workshop.person)

    assert "Quandolin" not in shown
    assert repr(workshop.person.key) not in shown


def test_the_signed_permission_is_sealed_with_the_mandate(
    workshop: Workshop, database: Database
) -> None:
    permission = b"signed: Zephyrine Quandolin"
    mandate = Mandate(kind="self")
    person = workshop.installation.roster.enrol(PERSON, mandate, permission)
    with database.transaction(write=False) as tx:
        sealed = tx.value("SELECT sealed_mandate FROM subject WHERE id = :id", id=person.id)

    assert b"Quandolin" not in bytes(sealed)
    assert _another(workshop).get(person.id).mandate == mandate


def test_what_another_process_changed_is_used_from_now_on(workshop: Workshop) -> None:
    assert workshop.installation.roster.get(workshop.person.id).subject == PERSON

    _another(workshop).replace(workshop.person.id, SOMEBODY_ELSE)

    assert workshop.installation.roster.get(workshop.person.id).subject == SOMEBODY_ELSE


def test_a_new_address_that_another_process_set_is_the_one_that_is_sent(workshop: Workshop) -> None:
    workshop.attempt()
    moved = PERSON.model_copy(update={"emails": ("new@quandolin-mail.example",)})
    _another(workshop).replace(workshop.person.id, moved)

    workshop.attempt()

    assert workshop.reach.attempts[-1].facts.one("email") == "new@quandolin-mail.example"


def test_who_did_not_change_is_opened_once(workshop: Workshop) -> None:
    roster = workshop.installation.roster
    assert roster.get(workshop.person.id) is roster.get(workshop.person.id)


def test_whom_another_process_forgot_is_not_in_memory_any_more(workshop: Workshop) -> None:
    elsewhere = install(workshop.database, workshop.home, workshop.installation.catalog, workshop.clock)
    forget_subject(elsewhere, workshop.person.id)

    with pytest.raises(WrongInput, match="was forgotten"):
        workshop.installation.roster.get(workshop.person.id)


def test_the_signed_permission_is_kept_for_those_who_ask_for_it(workshop: Workshop) -> None:
    agent = Mandate(
        kind="agent",
        agent_name="Hatch",
        agent_email="requests@hatch.example",
        permission_sha256="0" * 64,
        permission_name="signed.pdf",
        signed_on=date(2026, 1, 15),
    )
    person = workshop.installation.roster.enrol(SOMEBODY_ELSE, agent, b"%PDF signed\nby hand")
    assert _another(workshop).permission(person.id) == b"%PDF signed\nby hand"
    assert _another(workshop).permission(workshop.person.id) == b""
    assert (person.role, workshop.person.role) == ("agent", "person")
