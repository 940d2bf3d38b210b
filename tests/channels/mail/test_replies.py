from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.channels.mail.replies import Stage, not_offered, refused, unanswered
from optout.requests.actions import Action
from optout.requests.due import next_due
from optout.requests.events import Concluded, Event, Intended, Planned
from optout.requests.failures import Failure
from optout.requests.lifecycle import standing_after
from optout.requests.outcome import Answer, Sent
from optout.requests.rights import Right
from optout.running.schedules import load_schedule


@pytest.mark.parametrize(
    ("stage", "code", "answer", "failure"),
    [
        (Stage.CONNECT, 554, Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE),
        (Stage.SIGN_IN, 535, Answer.PERSON, Failure.NOT_AUTHORISED),
        (Stage.SIGN_IN, 454, Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE),
        (Stage.SENDER, 530, Answer.PERSON, Failure.NOT_AUTHORISED),
        (Stage.SENDER, 552, Answer.UNREACHABLE, Failure.MAIL_REFUSED),
        (Stage.RECIPIENT, 500, Answer.UNREACHABLE, Failure.MAIL_REFUSED),
        (Stage.RECIPIENT, 499, Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE),
        (Stage.DATA, 400, Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE),
        (Stage.CONTENT, 599, Answer.UNREACHABLE, Failure.MAIL_REFUSED),
    ],
)
def test_a_refusal_is_never_sent(stage: Stage, code: int, answer: Answer, failure: Failure) -> None:
    outcome = refused(stage, code)

    assert (outcome.answer, outcome.failure, outcome.sent) == (answer, failure, Sent.NO)
    assert (outcome.step, outcome.detail) == (stage, f"the mail server answered {code}")


@given(
    st.sampled_from(sorted(set(Stage) - {Stage.TAKEN})),
    st.integers(-1, 999).filter(lambda code: not 400 <= code < 600),
)
def test_a_reply_that_is_neither_yes_nor_no_leaves_doubt_once_content_was_sent(
    stage: Stage, code: int
) -> None:
    outcome = refused(stage, code)

    assert outcome == unanswered(stage, "the mail server's reply is no SMTP")
    assert outcome.sent == (Sent.MAYBE if stage == Stage.CONTENT else Sent.NO)


def test_a_server_without_encryption_is_unreachable() -> None:
    assert not_offered(Stage.CONNECT) == unanswered(
        Stage.CONNECT, "the mail server offers no encryption"
    )


def test_a_letter_that_is_put_off_is_tried_again_later_and_does_not_count_as_sent() -> None:
    start, cadence = datetime(2026, 3, 2, 9, tzinfo=UTC), load_schedule("everyday")
    events: list[Event] = [Planned(start, Right.DELETE, "standing", 1, searchable=False, confirms=False)]
    waits = []
    for number in range(3):
        at = events[-1].at + timedelta(days=1)
        put_off = refused(Stage.RECIPIENT, 451, "4.7.1 come back later")
        events += [Intended(at, f"a{number}", Action.SUBMIT), Concluded(at, f"a{number}", put_off)]
        standing = standing_after(events)
        due = next_due(standing, cadence, "salt")
        assert due is not None
        assert (standing.submissions, standing.doubt, due.action) == (0, None, Action.SUBMIT)
        waits.append(due.at - at)

    assert timedelta(hours=1) <= waits[0] < timedelta(hours=2)
    assert waits == sorted(waits)
    assert waits[2] >= timedelta(days=1)
