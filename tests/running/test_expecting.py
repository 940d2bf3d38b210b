"""What may have been told is never missing, and what is known takes its place."""

from dataclasses import replace

import pytest

from optout.catalog.steps import HandStep, MailStep
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.people.facts import Facts
from optout.report.case import case_of
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.expecting import expected
from optout.running.proving import verify_installation
from optout.storage import traces
from tests.running.workshop import Workshop


class _Stopped(BaseException):
    """As when the process is killed."""


def _told(workshop: Workshop) -> list[tuple[str, str, bool]]:
    with workshop.database.transaction(write=False) as tx:
        rows = traces.disclosures_of(tx, workshop.request)
    return [(row.meaning, row.recipient, row.certain) for row in rows]


def _stopped(workshop: Workshop) -> None:
    """The submission's attempt ends in the middle."""

    def dies(attempt: Attempt, capture: Capture) -> Outcome:
        raise _Stopped

    workshop.attempt()
    workshop.reach.will(submit=dies)
    with pytest.raises(_Stopped):
        workshop.attempt()


def test_what_an_interrupted_attempt_may_have_told_stays_said(workshop: Workshop) -> None:
    _stopped(workshop)
    may = [("email", "acme.example", False), ("x-listing-url", "acme.example", False)]
    assert _told(workshop) == may

    assert workshop.attempt().state == "unsure"

    assert _told(workshop) == may
    assert verify_installation(workshop.installation).problems == ()
    told = case_of(workshop.installation, workshop.request).disclosures
    words = [(one.meaning, one.recipient) for one in told]
    assert words == [
        ("e-mail address (may have been told)", "acme.example"),
        ("address of the listing (may have been told)", "acme.example"),
    ]


def test_what_was_told_takes_the_place_of_what_might_be(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.attempt()

    assert _told(workshop) == [("email", "acme.example", True)]


def test_an_attempt_that_told_nothing_leaves_nothing(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.reach.will(submit=lambda _a, _c: Outcome(Answer.DONE, sent=Sent.YES))
    workshop.attempt()

    assert _told(workshop) == []


def test_a_fault_of_our_own_keeps_what_was_told_before_it(workshop: Workshop) -> None:
    def breaks(attempt: Attempt, capture: Capture) -> Outcome:
        capture.disclosed.append(Disclosed("email", "acme.example", "x@y.example"))
        raise KeyError

    workshop.attempt()
    workshop.reach.will(submit=breaks)

    assert workshop.attempt().state == "unsure"
    assert _told(workshop) == [("email", "acme.example", True)]


def test_a_letter_may_tell_its_recipient_and_a_person_tells_nothing_here(workshop: Workshop) -> None:
    workshop.attempt()
    [attempt] = workshop.reach.attempts
    letter = MailStep(channel="mail", to="privacy@letters.acme.example")
    hand = HandStep(channel="hand", url="https://acme.example/", instructions=("Write to them.",))

    rows = expected("r-1", letter, attempt)

    assert [(one.meaning, one.recipient, one.certain) for one in rows] == [
        ("name", "letters.acme.example", False),
        ("email", "letters.acme.example", False),
    ]
    assert expected("r-1", hand, attempt) == ()


def test_what_says_nothing_about_the_person_is_left_out(workshop: Workshop) -> None:
    workshop.attempt()
    [attempt] = workshop.reach.attempts
    facts = Facts({"x-reason": ("removal",), "email": ("x@y.example",), "tel": ()})
    step = attempt.provider.submit

    assert [row.meaning for row in expected("r-1", step, replace(attempt, facts=facts))] == ["email"]
