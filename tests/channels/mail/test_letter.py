from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt
from optout.channels.mail.letter import RIGHT_WORDS, compose
from optout.channels.mail.receipt import answer_in
from optout.errors import WrongInput
from optout.people.facts import MEANINGS
from optout.requests.actions import Action
from optout.requests.rights import Right
from optout.rights.table import law

SENDER = "ada@mailbox.example"
MakeAttempt = Callable[..., Attempt]
NEEDS = {"name": "required", "email": "required", "postal-code": "optional"}
FACTS = {"name": ("Ada Quill", "A. Quill"), "email": ("ada@mailbox.example",), "postal-code": ("90210",)}


def text(attempt: Attempt) -> str:
    letter = message_from_bytes(compose(attempt, SENDER).as_bytes(), policy=default)
    return str(letter.get_content()).replace("\r\n", "\n")


def test_a_letter_says_what_is_asked_under_which_law_and_about_whom(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    attempt = make_attempt(facts=FACTS, provider=make_provider(NEEDS, law="ccpa"))

    assert text(attempt) == (
        "To Acme People,\n\n"
        "I ask you to delete the personal data that you hold about me.\n"
        f"The law I rely on: {law('ccpa', Right.DELETE, date(2026, 3, 1)).name}.\n\n"
        "You can find the data about me by these facts:\n\n"
        "- full name: Ada Quill\n- e-mail address: ada@mailbox.example\n- postal code: 90210\n\n"
        "Use them for this request only. Please confirm by answering this message what you did and\n"
        "when; if you did not do it, please say why. "
        "Keep the reference OPT-AAAABBBB22 in the subject.\n\n"
        "Ada Quill\n"
    )


def test_the_headers_are_these_and_no_others(make_attempt: MakeAttempt) -> None:
    letter = message_from_bytes(compose(make_attempt(NEEDS, FACTS), SENDER).as_bytes(), policy=default)

    assert [(name, str(value)) for name, value in letter.items()] == [
        ("From", "ada@mailbox.example"),
        ("To", "privacy@acme.example"),
        ("Subject", "Request to delete personal data [OPT-AAAABBBB22]"),
        ("Date", "Sun, 01 Mar 2026 09:30:00 +0000"),
        ("Message-ID", "<OPT-AAAABBBB22.a1@mailbox.example>"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
        ("MIME-Version", "1.0"),
    ]


def test_the_same_attempt_gives_the_same_bytes(make_attempt: MakeAttempt) -> None:
    first, second = (compose(make_attempt(NEEDS, FACTS), SENDER).as_bytes() for _ in range(2))

    assert first == second
    assert b"\n" not in first.replace(b"\r\n", b"")


@pytest.mark.parametrize("right", Right)
def test_every_right_is_named_in_subject_and_text(
    right: Right, make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    attempt = make_attempt(provider=make_provider(right=right))
    title, request = RIGHT_WORDS[right]

    assert compose(attempt, SENDER)["Subject"] == f"{title} [OPT-AAAABBBB22]"
    assert f"I ask you to {request}.\n" in text(attempt)


def test_an_escalation_is_a_reminder(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(NEEDS, FACTS, Action.ESCALATE)

    assert compose(attempt, SENDER)["Subject"] == (
        "Reminder: Request to delete personal data [OPT-AAAABBBB22]"
    )
    assert "the time that I had to give you is over" in text(attempt)


def test_without_facts_and_law_the_letter_still_stands(make_attempt: MakeAttempt) -> None:
    written = text(make_attempt())

    assert "- the address from which this message comes\n" in written
    assert "The law I rely on: the data protection law that applies to you.\n" in written
    assert written.endswith("\n\nThe person whose data it is\n")


def test_given_and_family_name_sign_where_no_full_name_is_declared(make_attempt: MakeAttempt) -> None:
    needs = {"given-name": "required", "family-name": "required"}

    written = text(make_attempt(needs, {"given-name": ("Ada",), "family-name": ("Quill",)}))

    assert written.endswith("\n\nAda Quill\n")


meanings = st.sampled_from(sorted(MEANINGS))
given_facts = st.sets(meanings, max_size=12).map(
    lambda names: {name: (f"<{name}> {{facts}}",) for name in names}
)


@settings(max_examples=60, deadline=None)
@given(
    needs=st.dictionaries(meanings, st.sampled_from(["required", "optional"]), max_size=6),
    facts=given_facts,
    action=st.sampled_from([Action.SUBMIT, Action.ESCALATE]),
)
def test_only_declared_facts_appear(
    make_attempt: MakeAttempt,
    needs: dict[str, str],
    facts: dict[str, tuple[str, ...]],
    action: Action,
) -> None:
    letter = compose(make_attempt(needs, facts, action), SENDER)
    headers, written = str(letter.items()), letter.get_content()

    for meaning, (value,) in facts.items():
        assert value not in headers
        assert (value in written) == (meaning in needs)


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x00", "\x0b", "\x85", "\u2028"])
def test_a_fact_with_a_line_break_is_refused_without_being_quoted(
    sign: str, make_attempt: MakeAttempt
) -> None:
    attempt = make_attempt(NEEDS, {**FACTS, "name": (f"Ada{sign}Bcc: eve@evil.example",)})

    with pytest.raises(WrongInput) as refusal:
        compose(attempt, SENDER)

    assert str(refusal.value) == "The full name has a line break or is too long for a letter."


def test_a_fact_of_over_2000_signs_is_refused(make_attempt: MakeAttempt) -> None:
    compose(make_attempt(NEEDS, {"name": ("a" * 2000,)}), SENDER)

    with pytest.raises(WrongInput, match="too long for a letter"):
        compose(make_attempt(NEEDS, {"name": ("a" * 2001,)}), SENDER)


@pytest.mark.parametrize(
    "sender",
    ["", "ada", "a b@c.example", "ada@c.example\nBcc: x@y.example", "a..b@c.example", "<a@b.example>"],
)
def test_an_unfit_sender_is_refused_without_being_quoted(sender: str, make_attempt: MakeAttempt) -> None:
    with pytest.raises(WrongInput) as refusal:
        compose(make_attempt(), sender)

    assert str(refusal.value) == "The sender's mail address cannot be written to."


def test_an_unfit_provider_address_is_refused(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    provider = make_provider(to="a,b@acme.example")

    with pytest.raises(WrongInput, match="The provider's mail address cannot"):
        compose(make_attempt(provider=provider), SENDER)


@pytest.mark.parametrize("changes", [{"reference": "x\r\ny"}, {"id": "<a>"}, {"reference": ""}])
def test_a_reference_unfit_for_a_header_is_refused(
    changes: dict[str, str], make_attempt: MakeAttempt
) -> None:
    with pytest.raises(WrongInput, match="cannot carry"):
        compose(make_attempt(**changes), SENDER)


@pytest.mark.parametrize("letter", ["../request", "nothing-like-it"])
def test_an_unknown_letter_is_refused(
    letter: str, make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    step = MailStep(channel="mail", to="privacy@acme.example", letter=letter)

    with pytest.raises(WrongInput, match="letter"):
        compose(make_attempt(provider=make_provider(submit=step)), SENDER)


def test_an_action_without_a_mail_step_is_refused(make_attempt: MakeAttempt) -> None:
    with pytest.raises(WrongInput) as refusal:
        compose(make_attempt(action=Action.RECHECK), SENDER)

    assert str(refusal.value) == "acme is not written to by mail for the action recheck."


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.ESCALATE])
def test_our_own_letter_is_never_taken_for_a_receipt(action: Action, make_attempt: MakeAttempt) -> None:
    letter = compose(make_attempt(NEEDS, FACTS, action), SENDER)

    assert answer_in(str(letter["Subject"]), [letter.get_content()]) == "other"
