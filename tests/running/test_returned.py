"""Letters that come back: what stops one request, and what is proven enough to stop a provider."""

from datetime import timedelta

import pytest

from optout.catalog.health import HealthState
from optout.report.words import lines
from optout.requests.actions import Action
from optout.requests.events import Intended, Mailed, MailSays
from optout.requests.failures import Failure
from optout.requests.history import history_of
from optout.requests.state import Standing, State
from optout.running.journal import DEAD_WAIT
from optout.running.planning import open_requests
from optout.storage.health import healths
from optout.storage.providers import Pause, pauses
from tests.running.conftest import MakeWorkshop
from tests.running.test_letters import LETTERS, Correspondence, _takes
from tests.running.test_letters import post as post
from tests.running.workshop import LAST_DAY, SOMEBODY_ELSE, START

OWN = "Mail Delivery System <MAILER-DAEMON@mx1.mailbox.example>"
REPORT = {
    "From": OWN,
    "Subject": "Undelivered Mail",
    "Return-Path": "<>",
    "Content-Type": "multipart/report; report-type=delivery-status; boundary=b",
}
WEEK = timedelta(days=7)


def report(post: Correspondence, status: str, attempt: str, to: str = "privacy@acme.example") -> str:
    return (
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx1.mailbox.example\r\n"
        f"\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} no\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <{post.token}.{attempt}@mailbox.example>\r\n\r\n--b--\r\n"
    )


def paused(post: Correspondence) -> list[Pause]:
    with post.workshop.database.transaction(write=False) as tx:
        return pauses(tx)


def standing(post: Correspondence) -> Standing:
    return post.workshop.journal.read(post.workshop.request).standing


def test_a_dead_address_is_written_to_by_nobody_for_a_while(post: Correspondence) -> None:
    letter = post.letters[0].id
    assert post.arrives(report(post, "5.1.1", letter), **REPORT) == 1
    now = standing(post)
    assert (now.state, now.trouble, now.submissions, now.answer_by) == (
        State.PAUSED,
        Failure.ADDRESS_DEAD,
        0,
        None,
    )
    [pause] = paused(post)
    assert (pause.because, pause.until) == ("address-dead", START + DEAD_WAIT)
    with post.workshop.database.transaction(write=False) as tx:
        assert healths(tx)["acme"].state == HealthState.UNHEALTHY
    post.go_to(START + DEAD_WAIT - timedelta(days=1))
    assert len(post.letters) == 1


@pytest.mark.parametrize(
    ("status", "changes", "to"),
    [
        ("5.7.1", {}, "privacy@acme.example"),
        ("5.2.2", {}, "privacy@acme.example"),
        ("5.1.1", {"From": "MAILER-DAEMON@elsewhere.example"}, "privacy@acme.example"),
        ("5.1.1", {"From": "MAILER-DAEMON@notmailbox.example"}, "privacy@acme.example"),
        ("5.1.1", {"Authentication-Results": "mx; dmarc=fail"}, "privacy@acme.example"),
        (
            "5.1.1",
            {"Authentication-Results": "mx; dkim=pass header.d=evil.example"},
            "privacy@acme.example",
        ),
        ("5.1.1", {}, "ticket-7@helpdesk.example"),
    ],
)
def test_what_is_not_proven_to_be_a_dead_address_stops_one_request_only(
    post: Correspondence, status: str, changes: dict[str, str], to: str
) -> None:
    letter = post.letters[0].id
    assert post.arrives(report(post, status, letter, to), **{**REPORT, **changes}) == 1
    now = standing(post)
    assert (now.state, now.trouble, now.submissions) == (State.PAUSED, Failure.MAIL_REFUSED, 0)
    assert paused(post) == []
    assert any("there refused it" in line.words for line in lines(history_of(post.workshop.events)))

    resumes = START + post.workshop.installation.cadence.resume_after
    post.go_to(resumes - timedelta(days=1))
    assert (len(post.letters), standing(post).state) == (1, State.PAUSED)
    post.go_to(resumes + timedelta(days=1))
    assert (len(post.letters), standing(post).state) == (2, State.SUBMITTED)


@pytest.mark.parametrize("domain", ["acme.example", "mailbox.example"])
def test_a_report_that_is_vouched_for_is_believed_from_afar(post: Correspondence, domain: str) -> None:
    vouched = {
        "From": f"mailer-daemon@{domain}",
        "Authentication-Results": f"mx.mailbox.example; dkim=pass header.d={domain}",
    }
    post.arrives(report(post, "5.1.10", post.letters[0].id), **{**REPORT, **vouched})
    assert [one.because for one in paused(post)] == ["address-dead"]


def test_a_dead_address_stops_nobodys_clock(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": LETTERS})
    person = workshop.enrol(SOMEBODY_ELSE)
    [other] = open_requests(workshop.installation, person, workshop.installation.catalog)
    workshop.reach.will(submit=_takes, remind=_takes)
    workshop.worker.run_due()
    post = Correspondence(workshop)
    mine = next(
        e.attempt for e in workshop.events if isinstance(e, Intended) and e.action == Action.SUBMIT
    )
    workshop.clock.move_to(LAST_DAY - timedelta(days=1))
    post.arrives(report(post, "5.1.1", mine), **REPORT)

    post.go_to(LAST_DAY + timedelta(days=1))
    theirs = workshop.journal.read(other.request_id).standing
    assert (theirs.state, theirs.reminded_at) == (State.OVERDUE, None)


def test_a_bounce_that_names_no_letter_is_of_none_and_the_persons_to_read(post: Correspondence) -> None:
    text = (
        f"Undeliverable: Request [{post.token}]\r\n<privacy@acme.example>: 550 5.1.1 User unknown\r\n"
        f"Subject: Request [{post.token}]\r\n"
    )
    headers = {"From": OWN, "Subject": "Undelivered Mail"}
    assert post.arrives(text, **headers) == 1
    assert (post.heard(), post.task.kind) == ([MailSays.OTHER], "mail-unclear")
    assert standing(post).submissions == 1
    assert paused(post) == []


def test_a_bounce_takes_back_the_letter_that_it_names(post: Correspondence) -> None:
    post.go_to(LAST_DAY)
    _, remind = (one.id for one in post.letters)
    post.arrives(report(post, "5.7.1", remind), **REPORT)
    bounces = [one for one in post.workshop.events if isinstance(one, Mailed)]
    assert [(one.about, one.rejected) for one in bounces] == [(Action.REMIND, True)]
    assert standing(post).submissions == 1


def test_a_complaint_is_no_letter_that_comes_back(post: Correspondence) -> None:
    post.go_to(LAST_DAY)
    post.go_to(LAST_DAY + timedelta(days=20))
    escalate = [e for e in post.workshop.events if isinstance(e, Intended)][-1]
    assert escalate.action == Action.ESCALATE
    post.arrives(report(post, "5.1.1", escalate.attempt), **REPORT)
    assert post.heard() == [MailSays.OTHER]
    assert lines(history_of(post.workshop.events))
