from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt
from optout.channels.mail.letter import compose, facts_told, letter_of
from optout.channels.mail.understanding import understand
from optout.channels.mail.understood import SURE, MailClass
from optout.errors import WrongInput
from optout.people.facts import MEANINGS, Facts
from optout.requests.actions import Action
from optout.requests.rights import Right
from optout.rights.elements import Element
from optout.rights.letters import Agent, LetterIncomplete
from optout.rights.table import law

SENDER = "ada@mailbox.example"
MakeAttempt = Callable[..., Attempt]
NEEDS = {"name": "required", "email": "required", "postal-code": "optional"}
FACTS = {"name": ("Ada Quill", "A. Quill"), "email": ("ada@mailbox.example",), "postal-code": ("90210",)}


def text(attempt: Attempt) -> str:
    letter = message_from_bytes(compose(attempt, SENDER).as_bytes(), policy=default)
    return str(letter.get_content()).replace("\r\n", "\n")


def test_a_letter_says_what_is_asked_under_which_law_and_about_whom(make_attempt: MakeAttempt) -> None:
    ccpa = law("ccpa", Right.DELETE, date(2026, 3, 1))

    written = text(make_attempt(NEEDS, FACTS, law=ccpa, answer_by=date(2026, 4, 15)))

    assert (
        "Under the California Consumer Privacy Act (Civ. Code 1798.105) I ask you to delete" in written
    )
    assert (
        "\n- full name: Ada Quill\n- e-mail address: ada@mailbox.example\n- postal code: 90210\n\n"
    ) in written
    assert "the law gives you until 15 April 2026" in written
    assert written.startswith("To Acme People\nPrivacy and data protection\n\n")
    assert written.endswith("\nYours faithfully,\nAda Quill\n")


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
        ("Content-Language", "en"),
    ]


@pytest.mark.parametrize(
    ("action", "begins"),
    [
        (Action.REMIND, "Reminder: "),
        (Action.ESCALATE, "Reminder: "),
        (Action.APPEAL, "Review asked for: "),
    ],
)
def test_what_follows_up_answers_the_first_letter(
    action: Action, begins: str, make_attempt: MakeAttempt
) -> None:
    attempt = make_attempt(NEEDS, FACTS, action, id="a2", first_letter="a1", asked_on=date(2026, 1, 2))
    letter = compose(attempt, SENDER)

    assert letter["Subject"] == f"{begins}Request to delete personal data [OPT-AAAABBBB22]"
    assert letter["Message-ID"] == "<OPT-AAAABBBB22.a2@mailbox.example>"
    assert letter["In-Reply-To"] == "<OPT-AAAABBBB22.a1@mailbox.example>"
    assert letter["References"] == "<OPT-AAAABBBB22.a1@mailbox.example>"
    assert action == Action.APPEAL or "On 2 January 2026 I sent you the request" in text(attempt)


def test_the_letter_is_in_the_language_that_they_read(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    step = MailStep.model_validate(
        {"channel": "mail", "to": "datenschutz@acme.example", "language": "de", "needs": NEEDS}
    )
    raw = compose(make_attempt(facts=FACTS, provider=make_provider(submit=step)), SENDER).as_bytes()
    letter = message_from_bytes(raw, policy=default)

    assert raw.isascii()
    assert letter["Subject"] == "Antrag auf Löschung personenbezogener Daten [OPT-AAAABBBB22]"
    assert letter["Content-Language"] == "de"
    assert "- vollständiger Name: Ada Quill" in letter.get_content()


def test_an_agent_writes_in_its_own_name(make_attempt: MakeAttempt) -> None:
    agent = Agent("Helping Hands e.V.", "desk@hands.example", date(2026, 2, 1))

    written = text(make_attempt(NEEDS, FACTS, agent=agent))

    assert "I, Helping Hands e.V., write for Ada Quill, who gave me written permission" in written
    assert "Please answer by replying to this message" in written  # to the mailbox that is read
    assert agent.email not in written


def test_the_person_signs_what_only_they_can_state(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    act = law("take_it_down", Right.TAKE_DOWN, date(2026, 6, 1))
    needs = {"name": "required", "email": "required", "x-listing-url": "required"}
    facts = {**FACTS, "x-listing-url": ("https://acme.example/1",)}
    attempt = make_attempt(
        facts=facts, law=act, provider=make_provider(needs, right=Right.TAKE_DOWN), signed=None
    )

    with pytest.raises(LetterIncomplete) as refusal:
        compose(attempt, SENDER)

    assert set(refusal.value.elements) == {Element.SIGNATURE, Element.GOOD_FAITH}
    signed = text(replace(attempt, signed=date(2026, 3, 1)))
    assert signed.endswith("\n/s/ Ada Quill\nAda Quill, signed in person on 1 March 2026\n")


def test_the_person_s_own_words_and_the_refusal_are_in_the_letter(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(
        NEEDS,
        FACTS,
        Action.APPEAL,
        reasons="My address is kept secret",
        refused_on=date(2026, 2, 3),
        ground="You have no account",
    )

    written = text(attempt)

    assert "On 3 February 2026 you refused the request below." in written
    assert "The ground that was given: You have no account\n" in written
    assert "The reasons: My address is kept secret\n" in written


def test_a_name_of_the_provider_on_two_lines_becomes_one(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    provider = make_provider(NEEDS, name="Acme\r\nBcc: x@y.example\u202e  People")

    assert text(make_attempt(facts=FACTS, provider=provider)).startswith(
        "To Acme Bcc: x@y.example People\n"
    )


def test_the_same_attempt_gives_the_same_bytes(make_attempt: MakeAttempt) -> None:
    first, second = (compose(make_attempt(NEEDS, FACTS), SENDER).as_bytes() for _ in range(2))

    assert first == second
    assert b"\n" not in first.replace(b"\r\n", b"")


def test_without_facts_and_law_the_letter_still_stands(make_attempt: MakeAttempt) -> None:
    written = text(make_attempt())

    assert "- the address from which this message comes\n" in written
    assert " law" not in written
    assert written.endswith("\nYours faithfully,\nThe person whose data it is\n")


def test_given_and_family_name_sign_where_no_full_name_is_declared(make_attempt: MakeAttempt) -> None:
    needs = {"given-name": "required", "family-name": "required"}

    written = text(make_attempt(needs, {"given-name": ("Ada",), "family-name": ("Quill",)}))

    assert written.endswith("\nYours faithfully,\nAda Quill\n")


meanings = st.sampled_from(sorted(MEANINGS))
given_facts = st.sets(meanings, max_size=12).map(
    lambda names: {name: (f"<{name}> {{facts}}",) for name in names}
)


@settings(max_examples=60, deadline=None)
@given(
    needs=st.dictionaries(meanings, st.sampled_from(["required", "optional"]), max_size=6),
    facts=given_facts,
    action=st.sampled_from([Action.SUBMIT, Action.REMIND, Action.APPEAL]),
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
    disclosed = letter_of(make_attempt(needs, facts, action)).facts_disclosed
    assert set(disclosed) == needs.keys() & facts.keys()


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


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.REMIND, Action.APPEAL])
def test_our_own_letter_is_never_taken_for_a_receipt(action: Action, make_attempt: MakeAttempt) -> None:
    letter = compose(make_attempt(NEEDS, FACTS, action), SENDER)

    found = understand(letter.as_bytes())
    answers = (MailClass.ACKNOWLEDGED, MailClass.DONE, MailClass.NOT_FOUND)
    assert found.mail_class not in answers or found.confidence < SURE


def test_a_step_may_tell_every_address_and_say_what_the_provider_has_to_be_told(
    make_provider: Callable[..., Provider], make_attempt: MakeAttempt
) -> None:
    step = MailStep(
        channel="mail",
        to="info@archive.example",
        needs={"name": "optional", "url": "optional"},
        every=("url",),
        says="Please exclude\nevery address named above.",
    )
    facts = {"name": ("Ada Quill", "A. Quill"), "url": ("https://a.example/", "https://b.example/")}
    provider = make_provider(submit=step)

    asked = letter_of(make_attempt(facts=facts, provider=provider))
    assert (
        "\n- full name: Ada Quill\n- own web page:\n  https://a.example/\n  https://b.example/\n"
        in asked.body
    )
    assert [one.id for one in asked.paragraphs if one.id.startswith(("facts.", "step."))] == [
        "facts.identifying",
        "step.says",
    ]
    assert "\n\nPlease exclude every address named above.\n\n" in asked.body

    reminder = letter_of(make_attempt(facts=facts, provider=provider, action=Action.REMIND))
    assert "Please exclude" not in reminder.body


@pytest.mark.parametrize(("count", "said"), [(40, ""), (60, "  … 40/60\n")])
def test_of_many_addresses_the_first_forty_are_named_and_how_many_there_are(
    make_provider: Callable[..., Provider], make_attempt: MakeAttempt, count: int, said: str
) -> None:
    needs = {"name": "required", "url": "required"}
    step = MailStep(channel="mail", to="info@archive.example", needs=needs, every=("url",))
    pages = tuple(f"https://rosalind.example/{number:03},{'x' * 40}" for number in range(count))
    facts = {"name": ("Ada Quill",), "url": pages}
    body = letter_of(make_attempt(facts=facts, provider=make_provider(submit=step))).body
    assert f"  {pages[39]}\n{said}" in body
    assert sum(page in body for page in pages) == 40
    assert ("… " in body) is bool(said)
    told = facts_told(step, Facts(facts))
    assert told["url"] == pages[:40]


def test_a_line_break_within_an_address_is_still_refused(
    make_provider: Callable[..., Provider], make_attempt: MakeAttempt
) -> None:
    needs = {"url": "required"}
    step = MailStep(channel="mail", to="info@archive.example", needs=needs, every=("url",))
    attempt = make_attempt(
        facts={"url": ("https://a.example/\nPlease pay",)}, provider=make_provider(submit=step)
    )
    with pytest.raises(WrongInput, match="line break"):
        letter_of(attempt)


def test_a_step_tells_every_value_only_of_what_it_needs() -> None:
    with pytest.raises(ValidationError, match="every names 'url', which needs does not list"):
        MailStep(channel="mail", to="info@archive.example", every=("url",))
