"""A site that takes down what its parent takes down, in a real installation with a real lifecycle."""

from datetime import datetime, timedelta

import pytest

from optout.channels.attempt import Attempt, Capture, Record
from optout.report.tasks import open_tasks
from optout.requests.actions import Action
from optout.requests.events import Concluded, Withdrawn
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.deadlines import deadlines_of, law_of
from optout.running.planning import open_requests
from optout.storage.requests import RequestRow, events_of, find_requests
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import LISTING, SOMEBODY_ELSE, Workshop, definition, says

AT_CHILD = Record("https://child.example/p/7", LISTING.fields)


def child(slug: str = "child", parent: str = "acme") -> str:
    """A definition whose submission is made at its parent."""
    text = definition(slug)
    before, rest = text.split("submit:\n")
    return before + f"submit: {{channel: parent}}\nparent: {parent}\n" + rest[rest.index("cadence:") :]


def sees_it_everywhere(attempt: Attempt, capture: Capture) -> Outcome:
    capture.records.append(LISTING if attempt.provider.slug == "acme" else AT_CHILD)
    return Outcome(Answer.DONE)


def sees_it_only_at_the_child(attempt: Attempt, capture: Capture) -> Outcome:
    if attempt.provider.slug == "acme":
        return Outcome(Answer.ABSENT)
    return sees_it_everywhere(attempt, capture)


@pytest.fixture
def family(make_workshop: MakeWorkshop) -> Workshop:
    """A parent and its child; the person is listed at both, and a request is open at the child only."""
    workshop = make_workshop(definitions={"child": child(), "acme": definition()})
    workshop.reach.will(search=sees_it_everywhere, recheck=sees_it_everywhere)
    return workshop


def row_at(workshop: Workshop, provider: str) -> RequestRow:
    with workshop.database.transaction(write=False) as tx:
        [row] = find_requests(tx, provider=provider, subject_id=workshop.person.id)
    return row


def attempt(workshop: Workshop, provider: str) -> RequestRow:
    workshop.clock.move_to(workshop.clock.now() + timedelta(minutes=1))
    workshop.attempting.attempt(row_at(workshop, provider).id)
    return row_at(workshop, provider)


def last(workshop: Workshop, provider: str) -> Concluded:
    request = row_at(workshop, provider).id
    with workshop.database.transaction(write=False) as tx:
        event = events_of(tx, request)[-1]
    assert isinstance(event, Concluded)
    return event


def wait(workshop: Workshop, until: datetime | None) -> None:
    assert until is not None
    workshop.clock.move_to(until)


def test_a_child_is_asked_for_once_its_parent_accepted_a_request(family: Workshop) -> None:
    attempt(family, "child")
    attempt(family, "acme")
    assert attempt(family, "acme").state == "submitted"

    row = attempt(family, "child")

    assert row.state == "submitted"
    event = last(family, "child")
    assert event.outcome == Outcome(Answer.DONE, detail="asked at the parent")
    assert event.answer_by is not None
    child = family.installation.catalog.get("child")
    law = law_of("ocpa", family.person.subject, child, event.at.date())
    assert event.answer_by == deadlines_of(law, child, event.at).answer_by


def test_nothing_is_sent_at_the_child(family: Workshop) -> None:
    for provider in ("child", "acme", "acme", "child"):
        attempt(family, provider)

    sent = [one.provider.slug for one in family.reach.attempts if one.action == Action.SUBMIT]
    assert sent == ["acme"]


def test_it_waits_while_the_parents_request_is_on_its_way(family: Workshop) -> None:
    attempt(family, "child")
    before = attempt(family, "child")
    assert (before.state, before.trouble) == ("found", "parent-pending")
    attempt(family, "acme")
    wait(family, before.due_at)
    assert attempt(family, "child").trouble == "parent-pending"

    attempt(family, "acme")
    wait(family, row_at(family, "child").due_at)

    assert attempt(family, "child").state == "submitted"


def test_a_mail_that_the_parent_still_waits_for_is_waited_for(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop(definitions={"acme": definition(confirms=True), "child": child()})
    mailed = Outcome(Answer.DONE, sent=Sent.YES, awaits="link")
    workshop.reach.will(search=sees_it_everywhere, submit=says(mailed))
    for provider in ("child", "acme", "acme"):
        attempt(workshop, provider)
    assert row_at(workshop, "acme").state == "awaiting confirmation"

    assert attempt(workshop, "child").trouble == "parent-pending"


def test_a_request_that_the_parent_works_on_covers_what_is_found_meanwhile(family: Workshop) -> None:
    attempt(family, "acme")
    attempt(family, "acme")
    attempt(family, "child")

    assert attempt(family, "child").state == "submitted"


def test_the_person_is_asked_where_the_parent_has_no_record(family: Workshop) -> None:
    family.reach.will(search=sees_it_only_at_the_child)
    attempt(family, "acme")
    attempt(family, "child")

    row = attempt(family, "child")

    assert (row.state, row.task) == ("needs you", "parent-to-ask")
    [task] = [one for one in open_tasks(family.installation) if one.provider == "child"]
    assert task.url == "https://acme.example/"
    assert task.instructions == (
        "Ask Acme People to take down this record: Acme People takes down what it takes down.",
    )


def test_a_request_that_was_over_before_the_record_showed_does_not_count(family: Workshop) -> None:
    attempt(family, "acme")
    attempt(family, "acme")
    family.reach.will(recheck=says(Outcome(Answer.ABSENT)))
    for _ in range(3):
        wait(family, row_at(family, "acme").due_at)
        attempt(family, "acme")
    assert row_at(family, "acme").state == "removed"
    attempt(family, "child")

    assert attempt(family, "child").task == "parent-to-ask"


def test_a_request_that_was_made_and_fulfilled_since_the_record_showed_counts(family: Workshop) -> None:
    attempt(family, "child")
    attempt(family, "acme")
    attempt(family, "acme")
    family.reach.will(recheck=says(Outcome(Answer.ABSENT)))
    for _ in range(3):
        wait(family, row_at(family, "acme").due_at)
        attempt(family, "acme")
    assert row_at(family, "acme").state == "removed"

    assert attempt(family, "child").state == "submitted"


def test_the_person_is_asked_where_the_parents_request_was_withdrawn(family: Workshop) -> None:
    attempt(family, "child")
    known = family.journal.read(row_at(family, "acme").id)
    family.journal.append(known, [Withdrawn(family.clock.now())])

    assert attempt(family, "child").task == "parent-to-ask"


def test_the_person_is_asked_where_there_is_no_request_at_the_parent(
    make_workshop: MakeWorkshop,
) -> None:
    workshop = make_workshop(definitions={"child": child()})
    workshop.reach.will(search=sees_it_everywhere)
    attempt(workshop, "child")

    assert attempt(workshop, "child").task == Failure.PARENT_TO_ASK.value


def test_somebody_elses_request_at_the_parent_does_not_count(family: Workshop) -> None:
    attempt(family, "child")
    known = family.journal.read(row_at(family, "acme").id)
    family.journal.append(known, [Withdrawn(family.clock.now())])
    other = family.enrol(SOMEBODY_ELSE)
    [opened] = open_requests(family.installation, other, [family.installation.catalog.get("acme")])
    family.attempting.attempt(opened.request_id)

    assert attempt(family, "child").task == "parent-to-ask"


def test_one_with_the_parents_domain_counts_as_the_parent(make_workshop: MakeWorkshop) -> None:
    ours = definition("ours").replace("domains: [ours.example]", "domains: [ours.example, acme.example]")
    workshop = make_workshop(definitions={"acme": definition(), "child": child(), "ours": ours})
    workshop.reach.will(search=sees_it_everywhere)
    attempt(workshop, "child")
    known = workshop.journal.read(row_at(workshop, "acme").id)
    workshop.journal.append(known, [Withdrawn(workshop.clock.now())])
    attempt(workshop, "ours")
    attempt(workshop, "ours")

    assert attempt(workshop, "child").state == "submitted"


def with_the_parents_domain(second: bool, more: str = "") -> str:
    """Another definition that has the parent's domain, as the second of its own or as its only one."""
    domains = "[ours.example, acme.example]" if second else "[acme.example]"
    return definition("ours").replace("domains: [ours.example]", f"domains: {domains}" + more)


IMPORTED = """
origin: {catalog: Elsewhere, licence: MIT, file: a.json, version: 1.0.0, added_on: 2026-01-05,
  opt_out_url: "https://acme.example/"}"""


@pytest.mark.parametrize(("second", "task"), [(True, "parent-to-ask"), (False, None)])
def test_an_imported_one_that_opens_a_page_of_the_parent_is_not_the_parent(
    make_workshop: MakeWorkshop, second: bool, task: str | None
) -> None:
    ours = with_the_parents_domain(second, IMPORTED)
    workshop = make_workshop(definitions={"acme": definition(), "child": child(), "ours": ours})
    workshop.reach.will(search=sees_it_everywhere)
    attempt(workshop, "child")
    known = workshop.journal.read(row_at(workshop, "acme").id)
    workshop.journal.append(known, [Withdrawn(workshop.clock.now())])
    attempt(workshop, "ours")
    attempt(workshop, "ours")

    assert attempt(workshop, "child").task == task


def test_nobody_is_their_own_parent(make_workshop: MakeWorkshop) -> None:
    at_both = child().replace("domains: [child.example]", "domains: [child.example, acme.example]")
    workshop = make_workshop(definitions={"acme": definition(), "child": at_both})
    workshop.reach.will(search=sees_it_everywhere)
    attempt(workshop, "child")
    known = workshop.journal.read(row_at(workshop, "acme").id)
    workshop.journal.append(known, [Withdrawn(workshop.clock.now())])

    assert attempt(workshop, "child").task == "parent-to-ask"


def test_waiting_for_a_parent_is_no_error_to_be_slow_about(make_workshop: MakeWorkshop) -> None:
    slow = child().replace("cadence: {", "cadence: {retry_hours: 480, ")
    workshop = make_workshop(definitions={"acme": definition(), "child": slow})
    workshop.reach.will(search=sees_it_everywhere)
    attempt(workshop, "child")

    due = attempt(workshop, "child").due_at

    assert due is not None
    assert due - workshop.clock.now() < timedelta(hours=480)
