"""Who may answer: where we wrote to, whoever is named twice, and requests that share a sender."""

import pytest

from optout.requests.events import MailSays
from optout.running.planning import open_requests
from optout.storage.requests import find_requests
from tests.running.conftest import MakeWorkshop
from tests.running.test_letters import LETTERS, REFUSAL, Correspondence, _takes
from tests.running.test_letters import post as post
from tests.running.test_returned import REPORT, report
from tests.running.workshop import CONFIRM, LAST_DAY

VOUCHED = {"Authentication-Results": "mx.mailbox.example; dmarc=pass header.from=acme.example"}
DONE = "Hello,\r\n\r\nWe have deleted all personal data about you from our systems.\r\n\r\nPrivacy Team"
LONGER = (
    "Dear Sir or Madam,\r\n\r\nBecause of its complexity we need more time to answer your request. "
    "We will extend the period by a further 45 days and answer you by then.\r\n\r\nPrivacy Team"
)


@pytest.fixture
def confirming(make_workshop: MakeWorkshop) -> Correspondence:
    """A definition that names who sends the link, and writes to somebody else."""
    pages = "pages:\n  received: {sign: {heading: Received}}\n"
    workshop = make_workshop({"acme": LETTERS.replace("absences: 1", f"{pages}{CONFIRM}absences: 1")})
    workshop.reach.will(submit=_takes)
    workshop.worker.run_due()
    return Correspondence(workshop)


def test_who_answers_from_where_we_wrote_to_is_heard(confirming: Correspondence) -> None:
    assert confirming.arrives(REFUSAL, **VOUCHED) == 1
    assert confirming.heard() == [MailSays.REFUSED]


def test_no_link_is_followed_that_comes_from_where_we_wrote_to(confirming: Correspondence) -> None:
    link = "Please confirm your request: https://acme.example/confirm/abc"
    assert confirming.arrives(link, **VOUCHED) == 1
    assert MailSays.LINK not in confirming.heard()


@pytest.mark.parametrize(
    "author",
    ["privacy@acme.example <privacy@acme.example>", "Acme @ Work <privacy@acme.example>"],
)
def test_an_author_whose_name_holds_an_at_is_an_author(post: Correspondence, author: str) -> None:
    assert post.arrives(REFUSAL, From=author, **VOUCHED) == 1
    assert post.heard() == [MailSays.REFUSED]


@pytest.mark.parametrize(
    "author", ["ceo@bank.example <privacy@acme.example>", "privacy@acme.example, other@acme.example"]
)
def test_a_mail_of_nobody_in_particular_that_quotes_our_letter_is_read(
    post: Correspondence, author: str
) -> None:
    assert post.arrives(DONE, From=author, **VOUCHED) == 1
    assert (post.heard(), post.task.kind) == ([MailSays.OTHER], "mail-unclear")
    assert post.arrives(DONE, From=author, Subject="Your request", **VOUCHED) == 0


@pytest.mark.parametrize(("subject", "states"), [("Your request", 2), ("Re: [TOKEN]", 1)])
def test_what_does_not_say_which_request_it_ends_ends_none_of_several(
    make_workshop: MakeWorkshop, subject: str, states: int
) -> None:
    other = LETTERS.replace("slug: acme", "slug: brand").replace("Acme People", "Brand")
    workshop = make_workshop({"acme": LETTERS, "brand": other})
    workshop.reach.will(submit=_takes)
    open_requests(
        workshop.installation, workshop.installation.roster.everybody()[0], workshop.installation.catalog
    )
    workshop.worker.run_due()
    post = Correspondence(workshop)

    assert post.arrives(DONE, Subject=subject.replace("TOKEN", post.token), **VOUCHED) == 1

    with workshop.database.transaction(write=False) as tx:
        found = sorted(row.state for row in find_requests(tx))
    assert found == (["needs you", "needs you"] if states == 2 else ["holding", "submitted"])


def test_mail_to_the_mailbox_that_we_write_from_is_an_answer(post: Correspondence) -> None:
    assert post.arrives(REFUSAL, To=post.inbox.address, Subject="Your request", **VOUCHED) == 1
    assert post.heard() == [MailSays.REFUSED]


@pytest.mark.parametrize(
    ("received", "extended"),
    [
        (None, False),
        ("from mx by imap.mailbox.example; Wed, 15 Apr 2026 10:00:00 +0000", True),
        ("from mx by imap.mailbox.example; Fri, 17 Apr 2026 10:00:00 +0000", False),
        ("nothing plain", False),
    ],
)
def test_an_extension_is_in_time_by_when_it_came_and_not_by_its_own_date(
    post: Correspondence, received: str | None, extended: bool
) -> None:
    post.go_to(LAST_DAY.replace(day=18))
    headers = {"Received": received} if received else {}
    post.arrives(LONGER, Date="Mon, 02 Mar 2026 10:00:00 +0000", **headers, **VOUCHED)
    assert post.heard() == [MailSays.EXTENDED]
    standing = post.workshop.journal.read(post.workshop.request).standing
    assert (standing.extended, standing.overdue) == (extended, not extended)


@pytest.mark.parametrize(
    ("headers", "says", "bounced"),
    [
        ({"Subject": "Your request"}, MailSays.AUTOMATIC, True),
        ({"Subject": "Your request", **VOUCHED}, MailSays.ACKNOWLEDGED, False),
        ({}, MailSays.ACKNOWLEDGED, False),
    ],
)
def test_a_receipt_that_anybody_could_write_hides_no_bounce(
    post: Correspondence, headers: dict[str, str], says: MailSays, bounced: bool
) -> None:
    post.arrives("We have received your request and are working on it.", **headers)
    assert post.heard() == [says]
    post.arrives(report(post, "5.7.1", post.letters[0].id), **REPORT)
    assert (post.state == "paused") is bounced
