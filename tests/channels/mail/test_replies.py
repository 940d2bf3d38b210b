import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.channels.mail.replies import Stage, not_offered, refused, unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent


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
