"""Looking again out of turn: what cannot be read is passed over, and every lease is given back."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import Withdrawn
from optout.running.attempting import Attempting
from optout.running.forgetting import forget_subject
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.worker import Worker
from optout.storage.requests import Overtaken
from tests.running.workshop import START, AtOnce, Workshop, catalog_of, definition, install


def _worker(workshop: Workshop, installation: Installation) -> Worker:
    journal = Journal(installation)
    return Worker(installation, journal, Attempting(installation, journal, workshop.reach), AtOnce())


def _nothing_was_read(workshop: Workshop) -> bool:
    return workshop.row.lease is None and workshop.reach.attempts == []


def test_what_the_person_withdrew_is_passed_over(workshop: Workshop) -> None:
    workshop.journal.append(workshop.journal.read(workshop.request), [Withdrawn(START)])

    assert not workshop.worker.look_again(workshop.request)
    assert _nothing_was_read(workshop)


def test_whom_another_process_forgot_is_passed_over(workshop: Workshop) -> None:
    elsewhere = install(workshop.database, workshop.home, workshop.installation.catalog, workshop.clock)
    forget_subject(elsewhere, workshop.person.id)

    assert not workshop.worker.look_again(workshop.request)
    assert _nothing_was_read(workshop)


def test_a_provider_whose_definition_is_gone_is_passed_over(workshop: Workshop) -> None:
    catalog = catalog_of(workshop.home / "data_brokers", other=definition("other"))
    without = install(workshop.database, workshop.home, catalog, workshop.clock)

    assert not _worker(workshop, without).look_again(workshop.request)
    assert _nothing_was_read(workshop)


def test_a_provider_that_lost_its_search_is_passed_over(workshop: Workshop) -> None:
    catalog = catalog_of(workshop.home / "changed" / "data_brokers", acme=definition(searchable=False))
    without = install(workshop.database, workshop.home, catalog, workshop.clock)

    assert not _worker(workshop, without).look_again(workshop.request)
    assert _nothing_was_read(workshop)


@pytest.mark.parametrize("fault", [Overtaken("somebody was quicker"), KeyboardInterrupt()])
def test_the_lease_is_given_back_whatever_happens(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def breaks(_request: str) -> bool:
        raise fault

    monkeypatch.setattr(workshop.attempting, "look_again", breaks)
    if isinstance(fault, Overtaken):
        assert not workshop.worker.look_again(workshop.request)
    else:
        with pytest.raises(KeyboardInterrupt):
            workshop.worker.look_again(workshop.request)

    assert workshop.row.lease is None
    assert workshop.row.due_action == Action.SEARCH
