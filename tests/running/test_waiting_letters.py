"""Letters that wait for the person: to be signed, completed, sent from a draft, or read first."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from optout.channels.attempt import SENDER, Attempt, Capture, Disclosed
from optout.channels.mail.letter import letter_of
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.people.vault import commitment
from optout.report.tasks import OpenTask, open_tasks
from optout.requests.actions import Action
from optout.requests.events import Concluded, MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import State
from optout.rights.letters import missing
from optout.running.answering import answer
from optout.running.complaining import complaint_of
from optout.running.keeping import disclosure_bytes
from optout.running.own_words import OwnWords
from optout.storage.traces import DisclosureRow, disclosures_of
from tests.running.conftest import MakeWorkshop
from tests.running.test_letters import LETTERS, MAILBOX, REFUSAL, Correspondence, _takes
from tests.running.workshop import LAST_DAY, PERSON, START, Workshop

OBJECTION = LETTERS.replace("right: delete", "right: object").replace("country: US", "country: DE")
TAKE_DOWN = LETTERS.replace("right: delete", "right: take-down").replace(
    "email: required", "email: required, x-image-url: required"
)
UNSIGNED = Outcome(Answer.PERSON, Failure.SIGNATURE, step="letter")


def _composed(attempt: Attempt, capture: Capture) -> Outcome:
    """What the mail channel says of a letter, without a server."""
    lacking = missing(letter_of(attempt))
    return Outcome(Answer.PERSON, Failure.LETTER_INCOMPLETE) if lacking else _takes(attempt, capture)


def _task(workshop: Workshop) -> OpenTask:
    [task] = open_tasks(workshop.installation)
    return task


def _answers(workshop: Workshop, says: PersonSays, words: OwnWords | None = None) -> None:
    answer(workshop.installation, workshop.journal, workshop.request, says, words)


def _told(workshop: Workshop) -> list[DisclosureRow]:
    with workshop.database.transaction(write=False) as tx:
        return disclosures_of(tx, workshop.request)


@pytest.fixture
def objecting(make_workshop: MakeWorkshop) -> Workshop:
    workshop = make_workshop({"acme": OBJECTION})
    workshop.reach.will(submit=_composed, remind=_composed)
    workshop.worker.run_due()
    return workshop


def test_a_letter_that_lacks_reasons_takes_them_with_the_answer_and_keeps_them_sealed(
    objecting: Workshop,
) -> None:
    request = objecting.request
    task = _task(objecting)
    assert task.kind == "letter-incomplete"
    assert task.instructions == (
        f"Write why in your own words: optout tasks answer {request} done --reason TEXT",
        "Against direct marketing no reasons are needed: done --marketing",
    )

    _answers(objecting, PersonSays.DID_IT, OwnWords("My sister is looked for by a stalker."))
    objecting.worker.run_due()

    assert objecting.row.state == "submitted"
    assert objecting.reach.attempts[-1].reasons == "My sister is looked for by a stalker."
    assert objecting.journal.read(request).standing.own_words is not None
    with objecting.database.transaction(write=False) as tx:
        [kept] = tx.rows("SELECT * FROM paper")
        events = str([dict(row) for row in tx.rows("SELECT * FROM event")])
    assert b"stalker" not in bytes(kept["sealed"])
    assert "stalker" not in events


def test_an_objection_to_marketing_needs_no_reasons(objecting: Workshop) -> None:
    _answers(objecting, PersonSays.DID_IT, OwnWords(is_marketing=True))
    objecting.worker.run_due()

    assert objecting.row.state == "submitted"
    letter = letter_of(objecting.reach.attempts[-1])
    assert "title.object-marketing" not in [one.id for one in letter.paragraphs]
    assert "direct marketing" in letter.body


@pytest.mark.parametrize("reasons", ["two\nlines", "x" * 4001, "", "  "])
def test_reasons_that_no_letter_can_carry_are_refused(reasons: str) -> None:
    with pytest.raises(WrongInput):
        OwnWords(reasons)


def test_words_are_taken_only_where_a_letter_waits_for_them(post: Correspondence) -> None:
    post.arrives("Please look at this.", Subject="Your request")
    with pytest.raises(WrongInput, match="asks for no words of yours"):
        _answers(post.workshop, PersonSays.DID_IT, OwnWords("Because."))


@pytest.fixture
def post(make_workshop: MakeWorkshop) -> Correspondence:
    workshop = make_workshop({"acme": LETTERS})
    workshop.reach.will(submit=_takes, remind=_takes, appeal=_takes)
    workshop.worker.run_due()
    return Correspondence(workshop)


def test_the_letter_to_sign_is_shown_word_for_word(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": TAKE_DOWN})
    workshop.reach.will(
        submit=lambda attempt, _: UNSIGNED if attempt.signed is None else _takes(attempt, _)
    )
    workshop.worker.run_due()
    task = _task(workshop)
    assert task.kind == "signature"

    _answers(workshop, PersonSays.SIGNS)
    workshop.worker.run_due()

    sent = letter_of(workshop.reach.attempts[-1])
    assert workshop.reach.attempts[-1].signed == START.date()
    assert task.letter == f"{sent.subject}\n\n{sent.body}"
    assert PERSON.images[0] in task.letter
    assert f"    | {sent.subject}" in task.words


def test_a_draft_that_was_sent_told_what_it_holds(make_workshop: MakeWorkshop, tmp_path: Path) -> None:
    workshop = make_workshop({"acme": LETTERS})
    channel = MailChannel(replace(MAILBOX, send="drafts", drafts=tmp_path / "drafts"))
    workshop.reach.will(submit=lambda one, capture: asyncio.run(channel.run(one, capture)))
    workshop.worker.run_due()
    assert (_task(workshop).kind, _told(workshop)) == ("draft", [])

    _answers(workshop, PersonSays.DID_IT)

    attempt = workshop.reach.attempts[-1].id
    values = {"email": PERSON.emails[0], "name": "Zephyrine Ottoline Quandolin"}
    assert {one.meaning: one.commitment for one in _told(workshop)} == {
        meaning: commitment(
            workshop.person.key, disclosure_bytes(attempt, meaning, "acme.example", value)
        )
        for meaning, value in values.items()
    }
    assert all(one.certain and one.commitment in _in_ledger(workshop) for one in _told(workshop))


def test_an_alias_is_told_besides_the_address_in_the_letter(
    make_workshop: MakeWorkshop, tmp_path: Path
) -> None:
    workshop = make_workshop({"acme": LETTERS})
    box = replace(MAILBOX, send="drafts", drafts=tmp_path / "drafts", plus_addresses=True)
    channel = MailChannel(replace(box, alias_key=b"k" * 32))
    workshop.reach.will(submit=lambda one, capture: asyncio.run(channel.run(one, capture)))
    workshop.worker.run_due()
    _answers(workshop, PersonSays.DID_IT)

    assert [one.meaning for one in _told(workshop)] == ["email", "name", SENDER]


def test_a_draft_that_was_not_sent_told_nothing(make_workshop: MakeWorkshop, tmp_path: Path) -> None:
    workshop = make_workshop({"acme": LETTERS})
    channel = MailChannel(replace(MAILBOX, send="drafts", drafts=tmp_path / "drafts"))
    workshop.reach.will(submit=lambda one, capture: asyncio.run(channel.run(one, capture)))
    workshop.worker.run_due()
    _answers(workshop, PersonSays.DID_NOT)
    assert _told(workshop) == []


def test_the_ledger_has_the_address_in_the_letter_and_the_alias_that_it_came_from(
    make_workshop: MakeWorkshop,
) -> None:
    def sends(attempt: Attempt, capture: Capture) -> Outcome:
        capture.disclosed.append(Disclosed("email", "acme.example", PERSON.emails[0]))
        capture.disclosed.append(Disclosed(SENDER, "acme.example", "zephyrine+acme@mail.example"))
        return _takes(attempt, capture)

    workshop = make_workshop({"acme": LETTERS})
    workshop.reach.will(submit=sends)
    workshop.worker.run_due()
    workshop.journal.seal(workshop.clock.now())

    assert [one.meaning for one in _told(workshop)] == ["email", SENDER]
    assert {one.commitment for one in _told(workshop)} <= _in_ledger(workshop)


def _in_ledger(workshop: Workshop) -> set[str]:
    with workshop.database.transaction(write=False) as tx:
        return {row["commitment"] for row in tx.rows("SELECT commitment FROM ledger")}


def test_a_deadline_that_ends_while_a_mail_lies_unread_sends_nothing_and_says_so(
    post: Correspondence,
) -> None:
    post.arrives(REFUSAL, Subject="Your request")
    assert post.heard() == [MailSays.OTHER]
    assert len(post.task.instructions) == 2
    post.go_to(LAST_DAY + timedelta(days=60))

    assert [one.action for one in post.letters] == [Action.SUBMIT]
    assert post.task.kind == "mail-unclear"
    assert "nothing more is sent before you have read this mail" in post.task.instructions[-1]
    with pytest.raises(WrongInput, match="lies unread"):
        complaint_of(post.workshop.installation, post.workshop.request)


def test_a_permission_that_ended_sends_nothing_more(post: Correspondence) -> None:
    workshop = post.workshop
    ended = workshop.person.mandate.model_copy(
        update={"signed_on": START.date(), "valid_until": START.date() + timedelta(days=3)}
    )
    roster = workshop.installation.roster
    roster._open[workshop.person.id] = replace(workshop.person, mandate=ended)
    post.go_to(LAST_DAY + timedelta(seconds=1))

    assert [one.action for one in post.letters] == [Action.SUBMIT]
    assert post.task.kind == "mandate-ended"
    outcome = next(e.outcome for e in reversed(workshop.events) if isinstance(e, Concluded))
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.MANDATE_ENDED)
    with pytest.raises(WrongInput, match="permission does not cover"):
        complaint_of(workshop.installation, workshop.request)


def test_a_complaint_is_due_for_what_happened(post: Correspondence) -> None:
    post.go_to(LAST_DAY)
    post.go_to(LAST_DAY + timedelta(days=14))
    late = post.task
    assert late.instructions[0] == f"Its time to answer the request ended on {LAST_DAY:%Y-%m-%d}."
    assert late.instructions[1].endswith(f"optout complain {post.workshop.request} --out DIR")


def test_a_refusal_that_the_person_complains_about_is_told_as_one(post: Correspondence) -> None:
    post.arrives(REFUSAL)
    post.answers(PersonSays.COMPLAINS)
    post.go_to(START + timedelta(days=1))
    assert post.task.kind == "complaint"
    assert post.task.instructions[0] == f"It refused on {START:%Y-%m-%d}."
    assert "legal deadline" not in post.task.why
    body = complaint_of(post.workshop.installation, post.workshop.request).letter.body
    assert "The ground that was given: a legal obligation" in body


def test_a_request_keeps_its_law_and_its_deadlines_when_the_person_moves(post: Correspondence) -> None:
    installation = post.workshop.installation
    [home] = PERSON.addresses
    moved = PERSON.model_copy(update={"addresses": (home.model_copy(update={"region": "NM"}),)})
    installation.roster.replace(post.workshop.person.id, moved)
    post.go_to(LAST_DAY + timedelta(seconds=1))

    reminder = post.letters[-1]
    assert reminder.action == Action.REMIND
    assert reminder.law is not None
    assert (reminder.law.slug, reminder.answer_by) == ("ocpa", LAST_DAY.date())
    assert post.state == State.OVERDUE.value
