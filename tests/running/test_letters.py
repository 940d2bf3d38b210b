"""Letters over their whole life: asked, reminded, refused, appealed, come back; and what tasks say."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.reference import mail_reference
from optout.errors import OutsideFailure, WrongInput
from optout.network import Mailbox
from optout.report.tasks import OpenTask, open_tasks
from optout.requests.actions import Action
from optout.requests.events import Mailed, MailSays, PersonSays, Withdrawn
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import State
from optout.running.answering import answer, try_again
from optout.running.forgetting import forget_subject
from optout.running.letterbox import Letterbox
from optout.running.read_by_person import answer_as_read
from optout.running.sent_folder import SentFolder, message_id_of
from tests.running.conftest import MakeWorkshop
from tests.running.test_letterbox import ScriptedInbox
from tests.running.workshop import LAST_DAY, PERSON, START, Workshop

LETTERS = """\
slug: acme
name: Acme People
kind: data_broker
country: US
domains: [acme.example]
tier: rehearsed
right: delete
tracks: standing
submit:
  channel: mail
  to: privacy@acme.example
  needs: {name: required, email: required}
absences: 1
sources:
  - {what: Invented, as_of: 2026-01-05}
never_seen_live: All of it.
"""
MAILBOX = Mailbox(
    address=PERSON.emails[0],
    smtp_host="127.0.0.1",
    smtp_port=1,
    imap_host="127.0.0.1",
    imap_port=1,
    username="x",
    password="x",
    security="none",
)
TAKEN = Outcome(Answer.DONE, sent=Sent.YES)
BROKEN_OFF = Outcome(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, sent=Sent.MAYBE)


def _takes(attempt: Attempt, capture: Capture) -> Outcome:
    return TAKEN


@dataclass
class Correspondence:
    """A person who writes to a company, and their mailbox."""

    workshop: Workshop
    inbox: ScriptedInbox = field(default_factory=ScriptedInbox)

    def __post_init__(self) -> None:
        installation, journal = self.workshop.installation, self.workshop.journal
        self.letterbox = Letterbox(installation, journal, self.inbox)  # type: ignore[arg-type]
        self.letterbox.begin()

    @property
    def token(self) -> str:
        return mail_reference(self.workshop.request)

    @property
    def letters(self) -> list[Attempt]:
        return self.workshop.reach.attempts

    @property
    def state(self) -> str:
        return self.workshop.row.state

    @property
    def task(self) -> OpenTask:
        [task] = open_tasks(self.workshop.installation)
        return task

    def arrives(self, text: str, **headers: str) -> int:
        given = {
            "From": "privacy@acme.example",
            "To": PERSON.emails[0],
            "Subject": f"Re: Request [{self.token}]",
            "Message-ID": f"<m{len(self.inbox.mails)}@acme.example>",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self.inbox.mails.append(f"{head}\r\n{text}\r\n".encode())
        return self.letterbox.read_new()

    def answers(self, says: PersonSays) -> None:
        answer(self.workshop.installation, self.workshop.journal, self.workshop.request, says)

    def go_to(self, moment) -> None:  # type: ignore[no-untyped-def]
        self.workshop.clock.move_to(moment)
        for _ in range(5):
            self.workshop.worker.run_due()

    def heard(self) -> list[MailSays]:
        return [event.says for event in self.workshop.events if isinstance(event, Mailed)]


REFUSAL = (
    "Dear Sir or Madam,\r\n\r\nWe have reviewed your request. We refuse to delete your personal data "
    "because a legal obligation requires us to keep it.\r\n\r\nKind regards\r\nPrivacy Team"
)


@pytest.fixture
def post(make_workshop: MakeWorkshop) -> Correspondence:
    workshop = make_workshop({"acme": LETTERS})
    workshop.reach.will(submit=_takes, remind=_takes, appeal=_takes)
    workshop.worker.run_due()
    assert isinstance(workshop.installation.catalog.get("acme").submit, MailStep)
    assert workshop.row.state == "submitted"
    return Correspondence(workshop)


def test_a_letter_tells_the_law_and_the_day_of_the_answer(post: Correspondence) -> None:
    [letter] = post.letters
    assert letter.law is not None
    assert (letter.law.slug, letter.answer_by, letter.first_letter) == ("ocpa", LAST_DAY.date(), None)


def test_silence_is_reminded_of_once_and_then_the_persons_to_complain_about(
    post: Correspondence,
) -> None:
    post.go_to(LAST_DAY)
    assert [one.action for one in post.letters] == [Action.SUBMIT, Action.REMIND]
    reminder = post.letters[1]
    assert reminder.first_letter == post.letters[0].id
    assert (reminder.asked_on, reminder.answer_by) == (START.date(), LAST_DAY.date())
    assert (post.state, post.workshop.row.due_action) == ("overdue", Action.ESCALATE)

    post.go_to(LAST_DAY + timedelta(days=14))
    assert post.task.kind == "complaint"
    assert len(post.letters) == 2


def test_a_refusal_can_be_appealed_where_the_law_has_that(post: Correspondence) -> None:
    assert post.arrives(REFUSAL) == 1
    assert post.heard() == [MailSays.REFUSED]
    assert (post.task.kind, post.task.answers) == (
        "refused",
        ("appeal", "complain", "let-be", "give-up"),
    )
    post.answers(PersonSays.APPEALS)
    post.go_to(START + timedelta(days=1))
    assert post.letters[-1].action == Action.APPEAL
    assert (post.letters[-1].refused_on, post.letters[-1].ground) == (START.date(), "legal-obligation")
    standing = post.workshop.journal.read(post.workshop.request).standing
    assert (standing.state, standing.appealed_at) == (State.REFUSED, START + timedelta(days=1))
    assert standing.answer_by is not None


def test_an_answer_that_does_not_fit_the_task_is_refused_with_those_that_do(
    post: Correspondence,
) -> None:
    post.arrives(REFUSAL)
    with pytest.raises(WrongInput, match="done is no answer to this task") as refused:
        post.answers(PersonSays.DID_IT)
    assert refused.value.todo == "Answer one of: appeal, complain, let-be, give-up"


def test_a_refusal_from_a_sender_who_knows_no_letter_of_ours_is_for_the_person_to_read(
    post: Correspondence,
) -> None:
    post.arrives(REFUSAL, Subject="Your request")
    assert post.heard() == [MailSays.OTHER]
    assert post.task.kind == "mail-unclear"


def test_a_report_about_somebody_elses_letter_takes_nothing_back(post: Correspondence) -> None:
    report = (
        "This is the mail system. Your message could not be delivered.\r\n\r\n"
        "<privacy@acme.example>: 550 5.1.1 User unknown\r\n\r\nMessage-ID: <OPT-AAAAAAAAAA.a1@x.example>"
    )
    headers = {"From": "MAILER-DAEMON@quandolin-mail.example", "Subject": "Undelivered Mail"}
    post.arrives(report, **headers)
    assert post.state == "submitted"
    assert MailSays.BOUNCED not in post.heard()


def test_a_helpdesk_that_quotes_our_letter_is_read_by_the_person(post: Correspondence) -> None:
    assert post.arrives("We have deleted your data.", From="desk@helpdesk.example") == 1
    assert post.heard() in ([MailSays.OTHER], [MailSays.SUSPICIOUS])
    assert post.state == "needs you"


def test_a_mail_from_a_stranger_belongs_to_nobody(post: Correspondence) -> None:
    headers = {"From": "news@elsewhere.example", "Subject": "Buy now"}
    assert post.arrives("An offer.", **headers) == 0


def test_a_reply_to_somebody_elses_letter_never_touches_this_one(post: Correspondence) -> None:
    assert post.arrives(REFUSAL, Subject="Re: [OPT-AAAAAAAAAA]") == 0
    assert post.state == "submitted"


def test_thousands_of_mails_are_taken_in_steps_and_counted(post: Correspondence) -> None:
    told: list[int] = []
    junk = b"From: news@elsewhere.example\r\nTo: a@b.example\r\nSubject: Buy\r\n\r\nNow.\r\n"
    post.inbox.mails += [junk] * 2000
    workshop = post.workshop
    box = Letterbox(workshop.installation, workshop.journal, post.inbox, tell=told.append)  # type: ignore[arg-type]
    assert box.read_new() == 0
    assert told == [2000]


UNCLEAR = "Hello, this is about the thing you sent us the other day. Best, Kim"


def test_what_the_person_read_in_an_unclear_mail_counts(post: Correspondence) -> None:
    post.arrives(UNCLEAR)
    assert post.task.kind == "mail-unclear"
    workshop = post.workshop
    standing = answer_as_read(
        workshop.installation, workshop.journal, workshop.request, MailSays.EXTENDED
    )
    assert (standing.answer_by, standing.extended) == (LAST_DAY.replace(month=5, day=31), True)


def test_a_refusal_that_the_person_read_is_theirs_to_answer(post: Correspondence) -> None:
    post.arrives(UNCLEAR)
    workshop = post.workshop
    answer_as_read(workshop.installation, workshop.journal, workshop.request, MailSays.REFUSED)
    assert post.task.kind == "refused"


def test_what_the_person_says_is_said_of_the_mail_that_the_task_is_about(post: Correspondence) -> None:
    post.arrives(UNCLEAR)
    post.arrives("Good day, one more thing about the other matter. Best, Kim")
    first, second = (one for one in post.workshop.events if isinstance(one, Mailed))
    workshop = post.workshop
    standing = answer_as_read(
        workshop.installation, workshop.journal, workshop.request, MailSays.ACKNOWLEDGED
    )
    assert post.workshop.events[-1].mail == f"{first.mail}.read"
    assert (standing.task.mail, post.task.kind) == (second.mail, "mail-unclear")


def test_an_answer_that_comes_while_a_request_is_withdrawn_is_read_when_it_is_taken_up_again(
    post: Correspondence,
) -> None:
    workshop = post.workshop
    known = workshop.journal.read(workshop.request)
    workshop.journal.append(known, [Withdrawn(workshop.clock.now())])
    assert post.arrives(REFUSAL) == 1
    assert post.state == "withdrawn"
    try_again(workshop.installation, workshop.journal, workshop.request)
    assert post.task.kind == "refused"


def test_mails_of_somebody_who_was_forgotten_are_nobodys(post: Correspondence) -> None:
    workshop = post.workshop
    [person] = workshop.installation.roster.everybody()
    forget_subject(workshop.installation, person.id)
    assert post.arrives(REFUSAL) == 0


def test_only_a_task_about_an_unclear_mail_is_answered_with_what_it_says(
    post: Correspondence,
) -> None:
    post.arrives(REFUSAL)
    workshop = post.workshop
    with pytest.raises(WrongInput, match="not about a mail to read"):
        answer_as_read(workshop.installation, workshop.journal, workshop.request, MailSays.GRANTED)


def _doubtful(make_workshop: MakeWorkshop) -> Workshop:
    workshop = make_workshop({"acme": LETTERS})
    workshop.reach.will(submit=lambda _attempt, _capture: BROKEN_OFF)
    workshop.worker.run_due()
    assert (workshop.row.state, workshop.row.task) == ("needs you", "unsure")
    return workshop


def test_a_doubtful_letter_that_lies_among_those_sent_was_sent(make_workshop: MakeWorkshop) -> None:
    workshop = _doubtful(make_workshop)
    looked: list[str] = []

    def was_sent(_mailbox: Mailbox, message_id: str) -> bool:
        looked.append(message_id)
        return True

    workshop.clock.move_to(START + timedelta(days=2))
    sent = SentFolder(workshop.installation, workshop.journal, MAILBOX, was_sent)
    assert sent.settle_all() == 1
    [letter] = workshop.reach.attempts
    assert looked == [message_id_of(workshop.request, letter.id, MAILBOX)]
    standing = workshop.journal.read(workshop.request).standing
    assert (standing.state, standing.submissions, standing.answer_by) == (State.SUBMITTED, 1, LAST_DAY)
    assert sent.settle_all() == 0


@pytest.mark.parametrize("found", [False, None])
def test_a_doubtful_letter_that_is_not_found_stays_in_doubt_and_is_not_sent_again(
    make_workshop: MakeWorkshop, found: bool | None
) -> None:
    workshop = _doubtful(make_workshop)
    sent = SentFolder(workshop.installation, workshop.journal, MAILBOX, lambda _box, _id: found)
    assert not sent.settle(workshop.request)
    workshop.clock.move_to(START + timedelta(days=200))
    workshop.worker.run_due()
    assert (workshop.row.task, workshop.reach.count(Action.SUBMIT)) == ("unsure", 1)


def test_a_mail_server_that_is_down_leaves_the_doubt(make_workshop: MakeWorkshop) -> None:
    workshop = _doubtful(make_workshop)

    def down(_mailbox: Mailbox, _message_id: str) -> bool:
        raise OutsideFailure("The folder of sent mail could not be read.")

    assert not SentFolder(workshop.installation, workshop.journal, MAILBOX, down).settle(
        workshop.request
    )
    assert workshop.row.task == "unsure"


def test_nothing_is_looked_up_where_there_is_no_mailbox_or_no_doubt(post: Correspondence) -> None:
    workshop = post.workshop
    assert SentFolder(workshop.installation, workshop.journal).settle_all() == 0
    sure = SentFolder(workshop.installation, workshop.journal, MAILBOX, lambda _box, _id: True)
    assert not sure.settle(workshop.request)


def test_a_help_desks_answer_without_a_return_path_is_no_bounce(post: Correspondence) -> None:
    text = (
        "We have received your request. If your request is rejected you can ask us again.\r\n"
        f"Message-ID: <{post.token}.{post.letters[0].id}@quandolin-mail.example>\r\n"
    )
    assert post.arrives(text, Return_Path="<>") == 1
    assert MailSays.BOUNCED not in post.heard()
    assert post.workshop.journal.read(post.workshop.request).standing.submissions == 1
