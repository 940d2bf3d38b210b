import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from email.utils import format_datetime

import pytest

from optout.channels.attempt import Attempt, Capture, Record
from optout.channels.mail.alias import alias_of
from optout.channels.mail.fetching import Delivered
from optout.channels.mail.inbox import Cursor
from optout.channels.mail.reading import Reading
from optout.channels.mail.reference import mail_reference
from optout.errors import OutsideFailure
from optout.requests.actions import Action
from optout.requests.events import Mailed, MailSays
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.forgetting import forget_subject
from optout.running.letterbox import Letterbox, open_reading
from optout.running.planning import open_requests
from optout.running.proving import open_evidence, verify_installation
from optout.storage import traces
from optout.storage.requests import events_of
from tests.channels.mail.mails import LINK, mail
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    LISTING,
    PERSON,
    SOMEBODY_ELSE,
    START,
    Workshop,
    definition,
    says,
    sees,
)

TO_PERSON = PERSON.emails[0]
TO_OTHER = SOMEBODY_ELSE.emails[0]
SENT = says(Outcome(Answer.DONE, sent=Sent.YES, awaits="link"))


@dataclass
class ScriptedInbox:
    """Holds mails; the cursor is how many were read."""

    mails: list[bytes] = field(default_factory=list)
    address: str = "household@mailbox.example"
    uidvalidity: int = 1
    is_spam: bool = False
    days: list[date] = field(default_factory=list)
    down: bool = False
    asked: list[Cursor | None] = field(default_factory=list)

    def new_mails(self, since: Cursor | None) -> tuple[Sequence[Delivered], Cursor]:
        if self.down:
            raise OutsideFailure("The mailbox could not be read.")
        self.asked.append(since)
        if since and since.uidvalidity != self.uidvalidity:
            return [], self.end()
        read = since.uid if since else 0
        found = [Delivered(uid, raw, spam=self.is_spam) for uid, raw in enumerate(self.mails, 1)]
        return found[read:], self.end()

    def before(self, day: date) -> Cursor:
        self.days.append(day)
        return Cursor(self.uidvalidity, 0)

    def end(self) -> Cursor:
        return Cursor(self.uidvalidity, len(self.mails))


@dataclass
class Post:
    """A workshop whose provider confirms by mail, two people who submitted, and their mailbox."""

    workshop: Workshop
    other: str
    inbox: ScriptedInbox
    letterbox: Letterbox

    def mails_of(self, request_id: str) -> list[MailSays]:
        with self.workshop.database.transaction(write=False) as tx:
            return [event.says for event in events_of(tx, request_id) if isinstance(event, Mailed)]

    def arrives(self, raw: bytes) -> int:
        self.inbox.mails.append(raw)
        return self.letterbox.read_new()


def _sees_who_is_searched(attempt: Attempt, capture: Capture) -> Outcome:
    name = attempt.facts.one("name") or ""
    return sees(Record(LISTING.key, {**LISTING.fields, "name": name}))(attempt, capture)


@pytest.fixture
def post(make_workshop: MakeWorkshop) -> Post:
    workshop = make_workshop({"acme": definition(confirms=True)})
    workshop.reach.will(search=_sees_who_is_searched, submit=SENT)
    person = workshop.enrol(SOMEBODY_ELSE)
    [other] = open_requests(workshop.installation, person, workshop.installation.catalog)
    workshop.worker.run_due()
    assert workshop.reach.count(Action.SUBMIT) == 2
    inbox = ScriptedInbox()
    letterbox = Letterbox(workshop.installation, workshop.journal, inbox)  # type: ignore[arg-type]
    letterbox.begin()
    return Post(workshop, other.request_id, inbox, letterbox)


def _mail(to: str, text: str = f"Please follow {LINK}", **headers: str) -> bytes:
    raw = mail(text, sender="Acme <robot@mailer.example>", **headers)
    return raw.replace(b"Ada <Ada@mailbox.example>", to.encode())


def test_a_mail_belongs_to_the_person_it_is_addressed_to(post: Post) -> None:
    assert post.arrives(_mail(TO_PERSON.upper())) == 1

    assert post.mails_of(post.workshop.request) == [MailSays.LINK]
    assert post.mails_of(post.other) == []


def test_each_of_two_people_gets_their_own_mail(post: Post) -> None:
    post.inbox.mails.append(_mail(TO_PERSON, f"Please follow {LINK}&who=1"))

    assert post.arrives(_mail(TO_OTHER, f"Please follow {LINK}&who=2")) == 2
    assert post.mails_of(post.workshop.request) == [MailSays.LINK]
    assert post.mails_of(post.other) == [MailSays.LINK]
    links = [_kept_link(post, post.workshop.request), _kept_link(post, post.other)]
    assert links == [f"{LINK}&who=1", f"{LINK}&who=2"]


def _kept_link(post: Post, request_id: str) -> str | None:
    return _kept(post, request_id).link


def _kept(post: Post, request_id: str) -> Reading:
    """What was kept of the last mail that was taken in for a request."""
    known = post.workshop.journal.read(request_id)
    person = post.workshop.installation.roster.get(known.row.subject_id)
    with post.workshop.database.transaction(write=False) as tx:
        mails = [event.mail for event in events_of(tx, request_id) if isinstance(event, Mailed)]
        return open_reading(person, mails[-1], traces.sealed_mail(tx, mails[-1]) or b"")


def test_the_link_of_the_mail_is_what_the_confirmation_follows(post: Post) -> None:
    post.arrives(_mail(TO_PERSON))

    row = post.workshop.attempt()

    attempt = post.workshop.reach.attempts[-1]
    assert attempt.action == Action.CONFIRM
    assert dict(attempt.facts.values) == {"x-confirm-link": (LINK,)}
    assert row.state == "acknowledged"


def test_a_reference_in_the_subject_decides_before_the_address(post: Post) -> None:
    raw = _mail(TO_PERSON, Subject=f"Re: request [{mail_reference(post.other)}]")

    assert post.arrives(raw) == 1
    assert post.mails_of(post.workshop.request) == []
    assert post.mails_of(post.other) == [MailSays.LINK]


def test_a_reference_that_is_nobodys_is_nobodys_mail(post: Post) -> None:
    assert post.arrives(_mail(TO_PERSON, Subject="Re: [OPT-AAAAAAAAAA]")) == 0


def test_a_mail_from_anybody_else_is_not_taken_in(post: Post) -> None:
    raw = _mail(TO_PERSON).replace(b"mailer.example", b"evil.example")

    assert post.arrives(raw) == 0
    with post.workshop.database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM mail") == 0


def test_a_mail_to_somebody_we_do_not_know_is_not_taken_in(post: Post) -> None:
    assert post.arrives(_mail("stranger@mailbox.example")) == 0


def test_the_same_mail_counts_once_however_often_it_comes(post: Post) -> None:
    raw = _mail(TO_PERSON)

    assert (post.arrives(raw), post.arrives(raw), post.letterbox.read_new()) == (1, 0, 0)
    assert post.mails_of(post.workshop.request) == [MailSays.LINK]


def test_every_reading_begins_where_the_last_one_ended(post: Post) -> None:
    post.arrives(_mail(TO_PERSON))
    post.letterbox.read_new()

    assert post.inbox.asked == [Cursor(1, 0), Cursor(1, 1), Cursor(1, 1)]


def test_a_mail_that_imitates_the_provider_is_shown_and_never_followed(post: Post) -> None:
    raw = _mail(TO_PERSON, f"Please follow {LINK} or {LINK}&other=1")

    post.arrives(raw)

    assert post.mails_of(post.workshop.request) == [MailSays.SUSPICIOUS]
    row = post.workshop.row
    assert (row.state, row.task) == ("needs you", "mail-suspicious")
    post.workshop.worker.run_due()
    assert post.workshop.reach.count(Action.CONFIRM) == 0


def test_a_mail_is_kept_as_evidence_and_verifies(post: Post) -> None:
    raw = _mail(TO_PERSON)
    post.arrives(raw)
    with post.workshop.database.transaction(write=False) as tx:
        evidence = [row for row in traces.evidence_of(tx) if row.attempt.startswith("m-")]

    [row] = evidence
    assert open_evidence(post.workshop.installation, post.workshop.person, row) == {"mail-1.eml": raw}
    assert verify_installation(post.workshop.installation).problems == ()


def test_a_mailbox_that_is_down_loses_nothing(post: Post) -> None:
    post.inbox.down = True
    with pytest.raises(OutsideFailure):
        post.arrives(_mail(TO_PERSON))

    post.inbox.down = False
    assert post.letterbox.read_new() == 1


def test_mail_from_before_is_no_concern_of_ours(post: Post) -> None:
    inbox = ScriptedInbox([_mail(TO_PERSON)], address="new@mailbox.example")
    letterbox = Letterbox(post.workshop.installation, post.workshop.journal, inbox)  # type: ignore[arg-type]

    assert letterbox.read_new() == 0
    inbox.mails.append(_mail(TO_OTHER))
    letterbox.begin()  # going on where we read before
    assert letterbox.read_new() == 1
    assert post.mails_of(post.workshop.request) == []


def test_a_mailbox_is_remembered_without_its_address(post: Post) -> None:
    with post.workshop.database.transaction(write=False) as tx:
        value = tx.value("SELECT value FROM setting WHERE name = 'mail cursor'")

    assert value.startswith("[1, 0, ")
    assert "household" not in value


def test_mails_that_came_while_all_were_numbered_anew_are_read_and_none_twice(post: Post) -> None:
    assert post.arrives(_mail(TO_PERSON)) == 1
    post.inbox.mails.append(_mail(TO_OTHER))
    post.inbox.uidvalidity = 2
    post.workshop.clock.move_to(START + timedelta(days=9))

    assert post.letterbox.read_new() == 1
    assert post.letterbox.read_new() == 0
    assert post.mails_of(post.workshop.request) == post.mails_of(post.other) == [MailSays.LINK]
    assert post.inbox.days == [START.date() - timedelta(days=1)]


@pytest.mark.parametrize("kept", ["[1, 0]", "[1, 0, MAILBOX]"])
def test_a_place_that_an_earlier_version_kept_is_gone_on_from(post: Post, kept: str) -> None:
    with post.workshop.database.transaction() as tx:
        value = tx.value("SELECT value FROM setting WHERE name = 'mail cursor'")
        kept = kept.replace("MAILBOX", json.dumps(json.loads(value)[2]))
        tx.run("UPDATE setting SET value = :kept WHERE name = 'mail cursor'", kept=kept)

    assert post.arrives(_mail(TO_PERSON)) == 1


def _spam(post: Post) -> Post:
    inbox = ScriptedInbox(is_spam=True)
    letterbox = Letterbox(post.workshop.installation, post.workshop.journal, inbox)  # type: ignore[arg-type]
    letterbox.begin()
    return replace(post, inbox=inbox, letterbox=letterbox)


def test_the_folder_of_spam_has_a_place_of_its_own(post: Post) -> None:
    spam = _spam(post)

    assert post.arrives(_mail(TO_PERSON)) == 1
    assert spam.arrives(_mail(TO_OTHER)) == 1


@pytest.mark.parametrize(("vouched", "said"), [(False, MailSays.OTHER), (True, MailSays.LINK)])
def test_a_link_in_spam_is_followed_only_where_the_sender_is_vouched_for(
    post: Post, vouched: bool, said: MailSays
) -> None:
    headers = {"Authentication_Results": VOUCHED} if vouched else {}

    assert _spam(post).arrives(_mail(TO_PERSON, **headers)) == 1

    assert post.mails_of(post.workshop.request) == [said]


def test_mail_to_an_alias_is_mail_to_the_person(post: Post) -> None:
    assert post.arrives(_mail(alias_of(TO_PERSON, "acme", b"key"))) == 1
    assert post.mails_of(post.workshop.request) == [MailSays.LINK]


@pytest.mark.parametrize(("hours", "taken"), [(-15, 0), (-13, 1), (0, 1), (500, 1)])
def test_mail_that_was_written_before_the_request_is_no_answer(
    post: Post, hours: int, taken: int
) -> None:
    written = START + timedelta(hours=hours)

    assert post.arrives(_mail(TO_PERSON, Date=format_datetime(written))) == taken


def test_mail_without_a_plain_date_may_be_an_answer(post: Post) -> None:
    assert post.arrives(_mail(TO_PERSON, Date="yesterday")) == 1


def test_mail_to_somebody_who_asked_for_nothing_is_not_taken_in(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition(confirms=True)})
    inbox = ScriptedInbox()
    letterbox = Letterbox(workshop.installation, workshop.journal, inbox)  # type: ignore[arg-type]

    assert Post(workshop, "", inbox, letterbox).arrives(_mail(TO_PERSON)) == 0


@pytest.fixture
def household(post: Post) -> Post:
    """Both people use one e-mail address."""
    roster = post.workshop.installation.roster
    subject_id = post.workshop.journal.read(post.other).row.subject_id
    roster.replace(subject_id, SOMEBODY_ELSE.model_copy(update={"emails": (TO_PERSON,)}))
    return post


def test_a_mail_that_may_be_for_two_people_is_for_them_to_read(household: Post) -> None:
    assert household.arrives(_mail(TO_PERSON)) == 1

    for request in (household.workshop.request, household.other):
        assert household.mails_of(request) == [MailSays.OTHER]
        known = household.workshop.journal.read(request)
        assert known.row.task == "mail-unclear"
        assert _kept(household, request).link is None
    household.workshop.worker.run_due()
    assert household.workshop.reach.count(Action.CONFIRM) == 0


def test_a_token_tells_two_people_with_one_address_apart(household: Post) -> None:
    token = mail_reference(household.other)
    assert household.arrives(_mail(TO_PERSON, Subject=f"Re: [{token}]")) == 1
    assert household.arrives(_mail(TO_PERSON, In_Reply_To=f"<{token}.a-1@mailbox.example>")) == 1

    assert household.mails_of(household.workshop.request) == []
    assert household.mails_of(household.other) == [MailSays.LINK, MailSays.LINK]


GRANTED = "Your data has been deleted."
VOUCHED = "mx.mailbox.example; dmarc=pass header.from=mailer.example"


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({}, MailSays.OTHER),
        ({"Authentication_Results": "mx.mailbox.example; dkim=pass header.d=x.example"}, MailSays.OTHER),
        ({"Authentication_Results": VOUCHED}, MailSays.GRANTED),
        ({"Subject": "Re: [TOKEN]"}, MailSays.GRANTED),
        ({"In_Reply_To": "<TOKEN.a-1@mailbox.example>"}, MailSays.GRANTED),
    ],
)
def test_that_it_was_done_is_believed_to_a_sender_who_shows_who_it_is(
    post: Post, headers: dict[str, str], says: MailSays
) -> None:
    token = mail_reference(post.workshop.request)
    raw = _mail(TO_PERSON, GRANTED, **{n: v.replace("TOKEN", token) for n, v in headers.items()})

    post.arrives(raw)

    assert post.mails_of(post.workshop.request) == [says]


def test_mail_of_a_provider_whose_definition_is_gone_is_left(post: Post) -> None:
    post.workshop.installation.catalog._folders.pop("acme")

    assert post.arrives(_mail(TO_PERSON)) == 0


def test_mail_to_somebody_who_was_forgotten_disturbs_nobody(post: Post) -> None:
    gone = post.workshop.journal.read(post.other).row.subject_id
    forget_subject(post.workshop.installation, gone)

    assert post.arrives(_mail(TO_OTHER)) == 0
    assert post.arrives(_mail(TO_PERSON)) == 1
    assert post.mails_of(post.workshop.request) == [MailSays.LINK]
