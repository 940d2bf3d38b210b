from datetime import UTC, datetime, timedelta

import pytest

from optout.channels.mail.reading import Meaning, Reading
from optout.channels.mail.reference import mail_reference
from optout.requests.actions import Action
from optout.requests.events import Intended, MailSays
from optout.running.belonging import as_said, believed, is_for, may_answer

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
OURS = mail_reference("r-1")


def reading(meaning: Meaning = "link", subject_has: str | None = None, **changes: object) -> Reading:
    whole = Reading(meaning, "<m@acme.example>", ("ada@mailbox.example",), (), subject_has)
    return Reading(**({name: getattr(whole, name) for name in Reading.__slots__} | changes))


def test_an_address_is_the_persons_however_it_is_written() -> None:
    assert is_for(reading(), "r-1", ["Ada@Mailbox.example"])
    assert not is_for(reading(), "r-1", ["bob@mailbox.example"])


def test_a_token_of_another_request_is_nobodys_by_address() -> None:
    assert is_for(reading(subject_has=OURS), "r-1", [])
    assert not is_for(reading(subject_has=OURS), "r-2", ["ada@mailbox.example"])


@pytest.mark.parametrize("action", [Action.SEARCH, Action.CONFIRM])
def test_nothing_answers_what_was_never_asked(action: Action) -> None:
    assert not may_answer([Intended(AT, "a-1", action)], None)


def test_the_first_submission_is_the_one_that_a_mail_must_follow() -> None:
    events = [Intended(AT, "a-1", Action.SUBMIT), Intended(AT + timedelta(9), "a-2", Action.SUBMIT)]

    assert may_answer(events, AT - timedelta(hours=14))
    assert not may_answer(events, AT - timedelta(hours=14, seconds=1))


@pytest.mark.parametrize("meaning", ["link", "code", "acknowledged", "granted", "other", "suspicious"])
def test_a_mail_for_two_people_is_read_by_them_or_shunned(meaning: Meaning) -> None:
    said = MailSays.SUSPICIOUS if meaning == "suspicious" else MailSays.OTHER

    assert believed(reading(meaning, authentic=True), "r-1", people=2) == said
    assert believed(reading(meaning, OURS, authentic=True), "r-1", people=2) == MailSays(meaning)


def test_an_unproven_grant_is_no_lesser_word_either() -> None:
    assert believed(reading("granted"), "r-1", people=1) == MailSays.OTHER
    assert believed(reading("acknowledged"), "r-1", people=1) == MailSays.ACKNOWLEDGED


def test_what_is_kept_holds_nothing_to_follow_where_nobody_may() -> None:
    link = reading(link="https://acme.example/c", code="1")

    assert as_said(link, MailSays.LINK) is link
    kept = as_said(link, MailSays.OTHER)
    assert (kept.meaning, kept.link, kept.code) == ("other", None, None)
