"""The flow, the letter and the twin of the Wayback Machine agree."""

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.letter import compose
from optout.people.disclosure import facts_for
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from tests.providers.letters import REFERENCE, said
from tests.providers.visitor import START, Visitor

STUMBLES = {
    "429": Failure.RATE_LIMITED,
    "503": Failure.SERVER_ERROR,
    "403": Failure.FORBIDDEN,
    "cut": Failure.BAD_ANSWER,
}


@pytest.fixture
def visitor() -> Visitor:
    return Visitor("wayback", count=2)


@pytest.fixture
def stage(api_stage: Any, visitor: Visitor) -> Any:
    made = api_stage("wayback")
    made.clock = visitor.clock
    return made


def letter(stage: Any, visitor: Visitor, sender: str | None = None) -> bytes:
    facts = facts_for(visitor.subject, stage.provider.submit.needs, on=START.date())
    now = visitor.clock.now()
    attempt = Attempt("a-1", stage.provider, Action.SUBMIT, facts, now, REFERENCE)
    return compose(attempt, sender or visitor.subject.emails[0]).as_bytes()


def look(stage: Any, visitor: Visitor) -> tuple[Outcome, Capture]:
    """A retry follows a stumble, as the schedule would make it."""
    for _ in range(3):
        faults = len(visitor.books.faults)
        outcome, seen = stage.search(visitor.twin, visitor.subject)
        if len(visitor.books.faults) == faults:
            return outcome, seen
        assert outcome.failure is STUMBLES[visitor.books.faults[-1].kind]
    raise AssertionError("the twin never answers")


def test_the_letter_names_every_own_address_and_asks_for_exclusion(stage: Any, visitor: Visitor) -> None:
    text = message_from_bytes(letter(stage, visitor), policy=default).get_content().replace("\r\n", "\n")
    site = visitor.subject.sites[0]
    assert f"- own web page: {site}\n" in text
    assert f"- own domain: {site.removeprefix('https://').rstrip('/')}\n" in text
    assert "Please exclude every address named above" in text
    assert text.index("own web page") < text.index("Please exclude") < text.index("early answer")


def test_a_letter_from_the_domain_excludes_the_site_some_days_later(
    stage: Any, visitor: Visitor
) -> None:
    assert look(stage, visitor)[0].answer is Answer.DONE
    visitor.twin.receive_mail(letter(stage, visitor), START)
    assert look(stage, visitor)[0].answer is Answer.DONE
    visitor.wait_until_day(9)
    outcome, seen = look(stage, visitor)
    assert outcome == Outcome(Answer.ABSENT)
    assert {one.verdict for one in seen.looked_up} == {Verdict.ABSENT}
    assert {one.detail["excluded"] for one in seen.looked_up} == {True}
    [(word, day)] = said(visitor)
    assert (word, 3 <= day <= 9) == ("done", True)
    assert visitor.days_listed() == [(0, day)]


def test_a_letter_from_elsewhere_is_asked_for_proof_first(stage: Any, visitor: Visitor) -> None:
    visitor.twin.receive_mail(letter(stage, visitor, "someone@mail.example"), START)
    visitor.wait_until_day(5)
    assert [word for word, _ in said(visitor)] == ["asked"]
    assert look(stage, visitor)[0].answer is Answer.DONE
    visitor.twin.person_does(visitor.subject, "mailto:archive.org", visitor.clock.now())
    visitor.wait_until_day(8)
    assert look(stage, visitor)[0].answer is Answer.ABSENT
    assert visitor.days_listed() == [(0, 7)]


def test_another_person_stays_where_they_were(stage: Any, visitor: Visitor) -> None:
    visitor.twin.receive_mail(letter(stage, visitor), START)
    visitor.wait_until_day(30)
    visitor.people = visitor.people[1:]
    assert look(stage, visitor)[0].answer is Answer.DONE


def test_what_a_letter_and_a_search_told_stands_in_the_books(stage: Any, visitor: Visitor) -> None:
    visitor.twin.receive_mail(letter(stage, visitor), START)
    look(stage, visitor)
    [received] = visitor.books.received
    assert set(received.fields) <= set(stage.provider.submit.needs)
    domain = visitor.subject.sites[0].removeprefix("https://").rstrip("/")
    assert {tuple(one.fields.items()) for one in visitor.books.searched} == {(("url", f"*.{domain}"),)}
    assert {one.person for one in visitor.books.searched} == {visitor.key}


def test_it_stumbles_in_every_way_it_can_but_never_for_good(stage: Any, visitor: Visitor) -> None:
    failures = 0
    for _ in range(200):
        outcome, _ = stage.search(visitor.twin, visitor.subject)
        failures += outcome.answer is not Answer.DONE
    assert {fault.kind for fault in visitor.books.faults} == set(STUMBLES)
    assert failures == len(visitor.books.faults) < 25


def test_a_crowd_of_pages_is_read_with_the_keys_to_go_on(stage: Any, visitor: Visitor) -> None:
    host = visitor.subject.sites[0].rstrip("/")
    page = type(visitor.twin._captures[0])
    visitor.twin._captures += [page(f"{host}/{n:04}", "20200101000000") for n in range(600)]
    outcome, seen = look(stage, visitor)
    assert (outcome.answer, outcome.complete) == (Answer.DONE, True)
    [site] = [one for one in seen.looked_up if one.meaning == "url"]
    assert site.detail["pages"] == 603
