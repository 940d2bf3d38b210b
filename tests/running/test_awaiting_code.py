import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.inbox import Inbox
from optout.errors import OutsideFailure
from optout.http import Unanswered
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from optout.rehearsal.mail.local_mail import LocalMail
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended, Interrupted, Mailed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.attempting import Attempting
from optout.running.awaiting_code import WAIT_S, CodeInbox
from optout.running.letterbox import Letterbox
from optout.running.planning import open_requests
from optout.running.proving import open_evidence
from optout.storage import traces
from optout.storage.requests import events_of
from tests.postgres import PostgresServer
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import LISTING, PERSON, SOMEBODY_ELSE, START, Workshop, definition, exchange

SENDER = "Acme <robot@acme.example>"
TO = PERSON.emails[0]
CODE = "Hello,\n\nyour code is 471147. It is good for ten minutes.\n"
OTHER = CODE.replace("471147", "222222")
CODES = "codes: {senders: [acme.example], expects: code, code: 'code is ([0-9]{6})'}\n"
AWAIT = "    - {id: wait, await_mail: code}\n"
PAUSES = [3.0, *[5.0] * 17]


def coded(codes: str = CODES, awaiting: str = AWAIT) -> str:
    """A provider that mails a code both before it shows records and before it takes a request."""
    text = definition()
    for button in ("Search", "Send"):
        press = f"    - {{id: press, click: {button}}}\n"
        assert press in text
        text = text.replace(press, press + awaiting)
    return text + codes


@dataclass
class Post:
    """The real mailbox of everybody. What ``after`` says comes while the n-th pause is made."""

    mail: LocalMail
    pauses: list[float] = field(default_factory=list)
    after: dict[int, Callable[[], None]] = field(default_factory=dict)

    @property
    def mailbox(self) -> Mailbox:
        return self.mail.mailbox

    def deliver_all(self, *texts: str) -> None:
        for text in texts:
            self.deliver(text)

    def deliver(
        self,
        text: str = CODE,
        *,
        sender: str = SENDER,
        to: str = TO,
        at: datetime = START,
        authentic: bool = True,
    ) -> None:
        self.mail.post.send(sender=sender, to=to, subject="Acme", text=text, at=at, authentic=authentic)
        self.mail.deliver_due(at)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.after.get(len(self.pauses), lambda: None)()


@pytest.fixture(scope="module")
def local_mail(request: pytest.FixtureRequest) -> Iterator[LocalMail]:
    """Our own small server where a test does not name another."""
    name = getattr(request, "param", "own")
    if name == "dovecot" and not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed on this machine")
    mail = LocalMail(prefer_dovecot=name == "dovecot")
    mail.start()
    assert mail.imap_name == name
    yield mail
    mail.stop()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """SQLite where a test does not name the other: storing has tests of its own."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'optout.sqlite3'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
def post(local_mail: LocalMail) -> Post:
    return Post(local_mail)


@dataclass
class Codes:
    """What the attempts were given for a code."""

    given: list[str | None] = field(default_factory=list)

    def asked(self, attempt: Attempt, capture: Capture) -> Outcome:
        """A site that learns the address, mails a code, and goes on once it is typed."""
        assert attempt.await_code is not None
        capture.exchanges.append(exchange())
        capture.disclosed.append(Disclosed("email", "acme.example", TO))
        self.given.append(asyncio.run(_awaited(attempt)))
        if self.given[-1] is None:
            return Outcome(Answer.PERSON, Failure.MAIL_MISSING)
        if attempt.action == Action.SUBMIT:
            return Outcome(Answer.DONE, sent=Sent.YES)
        capture.records.append(LISTING)
        return Outcome(Answer.DONE)


async def _awaited(attempt: Attempt) -> str | None:
    assert attempt.await_code is not None
    return await attempt.await_code()


@pytest.fixture
def codes() -> Codes:
    return Codes()


@pytest.fixture
def workshop(make_workshop: MakeWorkshop, post: Post, codes: Codes) -> Workshop:
    workshop = make_workshop({"acme": coded()})
    workshop.reach.will(search=codes.asked, submit=codes.asked)
    return reading(workshop, post.mailbox, post)


def reading(workshop: Workshop, mailbox: Mailbox | None, post: Post) -> Workshop:
    """The workshop whose attempts read codes in this mailbox."""
    inbox = CodeInbox(workshop.installation, mailbox, post.pause)
    workshop.attempting = Attempting(
        workshop.installation, workshop.journal, workshop.reach, codes=inbox
    )
    return workshop


def outcome(workshop: Workshop) -> Outcome:
    workshop.attempt()
    concluded = workshop.events[-1]
    assert isinstance(concluded, Concluded)
    return concluded.outcome


def kept_mails(workshop: Workshop) -> int:
    with workshop.database.transaction(write=False) as tx:
        return int(tx.value("SELECT COUNT(*) FROM mail"))


def evidence(workshop: Workshop) -> dict[str, bytes]:
    """The parts of the last attempt's evidence."""
    with workshop.database.transaction(write=False) as tx:
        row = traces.evidence_of(tx, workshop.request)[-1]
    return dict(open_evidence(workshop.installation, workshop.person, row))


@pytest.mark.parametrize(
    ("local_mail", "database_url"), [("own", "sqlite"), ("dovecot", "postgresql")], indirect=True
)
def test_a_code_that_comes_after_two_looks_is_given_to_the_attempt(
    workshop: Workshop, post: Post, codes: Codes
) -> None:
    post.after[3] = post.deliver

    assert workshop.attempt().state == "found"
    assert codes.given == ["471147"]
    assert post.pauses == [3.0, 5.0, 5.0]


def test_the_mail_is_evidence_and_what_was_told_is_known(workshop: Workshop, post: Post) -> None:
    post.after[1] = post.deliver
    workshop.attempt()

    mails = [part for name, part in evidence(workshop).items() if name.startswith("mail")]
    assert [b"code is 471147" in mail for mail in mails] == [True]
    with workshop.database.transaction(write=False) as tx:
        told = traces.disclosures_of(tx, workshop.request)
    assert [(one.meaning, one.recipient, one.certain) for one in told] == [
        ("email", "acme.example", True)
    ]


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        (CODE, {"sender": "Acme <robot@elsewhere.example>"}),
        (CODE, {"authentic": False}),
        (CODE, {"to": SOMEBODY_ELSE.emails[0]}),
        (CODE, {"at": START - timedelta(days=2)}),
        (f"{CODE}\nyour other code is 222222\n", {}),
        ("Hello,\n\nyour code will come.\n", {}),
    ],
    ids=["of others", "forged", "to others", "of the last attempt", "two codes", "no code"],
)
def test_no_other_mail_brings_the_code(
    workshop: Workshop, post: Post, codes: Codes, text: str, mail: dict[str, object]
) -> None:
    post.after[1] = lambda: post.deliver(text, **mail)  # type: ignore[arg-type]

    row = workshop.attempt()

    assert (row.state, row.task) == ("needs you", "mail-missing")
    assert codes.given == [None]
    assert post.pauses == PAUSES
    assert sum(PAUSES) <= WAIT_S
    assert kept_mails(workshop) == 0


def test_a_mail_from_before_the_attempt_brings_no_code(
    workshop: Workshop, post: Post, codes: Codes
) -> None:
    post.deliver()
    workshop.attempt()
    assert codes.given == [None]


def test_between_two_codes_nobody_chooses(workshop: Workshop, post: Post, codes: Codes) -> None:
    post.after[1] = lambda: post.deliver_all(CODE, OTHER)

    assert outcome(workshop).failure == Failure.MAIL_MISSING
    assert (codes.given, post.pauses) == ([None], [3.0])
    assert len([name for name in evidence(workshop) if name.startswith("mail")]) == 2


def test_the_same_code_in_two_mails_is_one(workshop: Workshop, post: Post, codes: Codes) -> None:
    post.after[1] = lambda: post.deliver_all(CODE, f"Again: {CODE}")
    workshop.attempt()
    assert codes.given == ["471147"]


def test_several_codes_of_one_attempt_share_the_time(workshop: Workshop, post: Post) -> None:
    given: list[str | None] = []

    async def twice(attempt: Attempt) -> None:
        assert attempt.await_code is not None
        given.extend([await attempt.await_code(), await attempt.await_code()])

    def search(attempt: Attempt, capture: Capture) -> Outcome:
        asyncio.run(twice(attempt))
        return Outcome(Answer.ABSENT)

    workshop.reach.will(search=search)
    post.after[2] = post.deliver
    workshop.attempt()

    assert given == ["471147", None]
    assert post.pauses == PAUSES


def test_without_a_mailbox_nobody_is_told_anything(workshop: Workshop, post: Post) -> None:
    reading(workshop, None, post)

    assert outcome(workshop) == Outcome(Answer.PERSON, Failure.NO_MAILBOX)
    assert workshop.reach.attempts == []
    assert workshop.row.task == "no-mailbox"


def test_a_mailbox_of_somebody_else_is_none(workshop: Workshop, post: Post) -> None:
    reading(workshop, replace(post.mailbox, for_everybody=False), post)

    detail = "the mailbox's address is none of the person's"
    assert outcome(workshop) == Outcome(Answer.PERSON, Failure.NO_MAILBOX, detail=detail)
    assert workshop.reach.attempts == []


def test_the_persons_own_mailbox_is_read(workshop: Workshop, post: Post, codes: Codes) -> None:
    reading(workshop, replace(post.mailbox, for_everybody=False, address=TO.upper()), post)
    post.after[1] = post.deliver

    workshop.attempt()
    assert codes.given == ["471147"]


def test_where_the_mail_server_is_down_nobody_is_told_anything(workshop: Workshop, post: Post) -> None:
    reading(workshop, replace(post.mailbox, imap_port=1), post)

    found = outcome(workshop)
    assert (found.answer, found.failure) == (Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE)
    assert workshop.reach.attempts == []


@pytest.mark.parametrize(("down", "given"), [(2, ["471147"]), (99, [])], ids=["a while", "for good"])
def test_a_mail_server_that_goes_down_is_asked_again_until_the_time_is_over(
    workshop: Workshop,
    post: Post,
    codes: Codes,
    monkeypatch: pytest.MonkeyPatch,
    down: int,
    given: list[str],
) -> None:
    look = Inbox.new_mails

    def broken(inbox: Inbox, since: object) -> object:
        if len(post.pauses) <= down:
            raise OutsideFailure("The mailbox could not be read.")
        return look(inbox, since)  # type: ignore[arg-type]

    monkeypatch.setattr(Inbox, "new_mails", broken)
    post.after[1] = post.deliver
    unread: list[Failure] = []

    def search(attempt: Attempt, capture: Capture) -> Outcome:
        try:
            return codes.asked(attempt, capture)
        except Unanswered as error:
            unread.append(error.failure)
            return Outcome(Answer.UNREACHABLE, error.failure)

    workshop.reach.will(search=search)
    workshop.attempt()

    assert codes.given == given
    assert unread == ([] if given else [Failure.MAIL_UNREACHABLE])


def test_what_only_a_branch_awaits_needs_no_mailbox_before(
    make_workshop: MakeWorkshop, post: Post
) -> None:
    branch = "    - {id: maybe, branch: [{sees: [{at: .code}], do: [{id: wait, await_mail: code}]}]}\n"
    workshop = reading(make_workshop({"acme": coded(awaiting=branch)}), None, post)

    assert workshop.attempt().state == "found"
    assert [attempt.await_code for attempt in workshop.reach.attempts] == [None]


def test_a_definition_that_does_not_say_who_mails_the_code_opens_nothing(
    make_workshop: MakeWorkshop, post: Post
) -> None:
    workshop = reading(make_workshop({"acme": coded(codes="")}), post.mailbox, post)

    assert outcome(workshop).failure == Failure.MAIL_MISSING
    assert workshop.reach.attempts == []


def test_what_awaits_no_code_has_no_part_of_this(make_workshop: MakeWorkshop, post: Post) -> None:
    workshop = reading(make_workshop({"acme": definition()}), None, post)

    assert workshop.attempt().state == "found"
    assert [attempt.await_code for attempt in workshop.reach.attempts] == [None]


@dataclass
class Reader:
    """The letterbox that reads the same mailbox."""

    workshop: Workshop
    letterbox: Letterbox

    def mailed(self, request_id: str = "") -> int:
        """How many mails a request has got."""
        with self.workshop.database.transaction(write=False) as tx:
            events = events_of(tx, request_id or self.workshop.request)
        return sum(isinstance(event, Mailed) for event in events)


@pytest.fixture
def reader(workshop: Workshop, post: Post) -> Iterator[Reader]:
    with Inbox(post.mailbox) as inbox:
        letterbox = Letterbox(workshop.installation, workshop.journal, inbox)
        letterbox.begin()
        yield Reader(workshop, letterbox)


def submit(workshop: Workshop, post: Post) -> None:
    """Search and submit, each with its code."""
    post.after = {1: post.deliver, 2: lambda: post.deliver(OTHER)}
    workshop.attempt()
    workshop.attempt()
    assert workshop.row.state == "submitted"


def test_the_letterbox_passes_over_what_an_attempt_took(
    workshop: Workshop, post: Post, reader: Reader
) -> None:
    submit(workshop, post)

    assert reader.letterbox.read_new() == 0
    assert (reader.mailed(), workshop.row.state) == (0, "submitted")


def test_neither_is_it_a_mail_to_somebody_with_the_same_address(
    workshop: Workshop, post: Post, reader: Reader
) -> None:
    housemate = workshop.enrol(SOMEBODY_ELSE.model_copy(update={"emails": PERSON.emails}))
    [other] = open_requests(workshop.installation, housemate, workshop.installation.catalog)
    workshop.journal.append(
        workshop.journal.read(other.request_id), [Intended(START, "a-other", Action.SEARCH)]
    )
    submit(workshop, post)

    assert reader.letterbox.read_new() == 0
    assert reader.mailed(other.request_id) == 0


def test_another_mail_is_not_lost_to_the_letterbox(
    workshop: Workshop, post: Post, codes: Codes, reader: Reader
) -> None:
    submit(workshop, post)
    workshop.reach.will(recheck=codes.asked)
    post.pauses.clear()
    post.after = {1: lambda: post.deliver("We have received your request.\n")}
    workshop.attempting.look_again(workshop.request)
    assert codes.given[-1] is None

    assert reader.letterbox.read_new() == 1
    assert reader.mailed() == 1


def test_a_code_that_comes_too_late_is_not_lost_to_the_letterbox(
    workshop: Workshop, post: Post, reader: Reader
) -> None:
    submit(workshop, post)
    reader.letterbox.read_new()
    post.deliver(CODE.replace("471147", "333333"))

    assert reader.letterbox.read_new() == 1
    assert workshop.row.task == "confirm-yourself"


def test_while_an_attempt_runs_the_letterbox_leaves_codes_to_it(
    workshop: Workshop, post: Post, reader: Reader
) -> None:
    submit(workshop, post)
    running = Intended(START, "a-runs", Action.RECHECK)
    workshop.journal.append(workshop.journal.read(workshop.request), [running])
    post.deliver(CODE.replace("471147", "333333"))
    post.deliver("We have received your request.\n")

    assert reader.letterbox.read_new() == 1
    assert reader.mailed() == 1


class Killed(BaseException):
    """As if the process was."""


def test_who_is_stopped_after_the_code_came_is_interrupted_and_the_mail_is_no_answer(
    workshop: Workshop, post: Post, codes: Codes, reader: Reader
) -> None:
    def killed(attempt: Attempt, capture: Capture) -> Outcome:
        codes.asked(attempt, capture)
        raise Killed

    post.after = {1: post.deliver, 2: lambda: post.deliver(OTHER)}
    workshop.attempt()
    workshop.reach.will(submit=killed)
    with pytest.raises(Killed):
        workshop.attempt()
    workshop.attempt()

    assert isinstance(workshop.events[-1], Interrupted)
    assert workshop.row.state == "unsure"
    assert reader.letterbox.read_new() == 0
    assert reader.mailed() == 0


def test_a_submission_without_its_code_was_none(workshop: Workshop, post: Post) -> None:
    post.after = {1: post.deliver}
    workshop.attempt()

    row = workshop.attempt()

    assert (row.state, row.task) == ("needs you", "mail-missing")
    assert workshop.journal.read(workshop.request).standing.submissions == 0


def test_who_mails_codes_is_tried_again_once_a_day_at_most(workshop: Workshop) -> None:
    assert min(workshop.journal.cadence("acme").retry) >= timedelta(days=1)
    assert min(workshop.cadence.retry) < timedelta(days=1)
