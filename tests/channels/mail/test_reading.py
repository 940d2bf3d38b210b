import pytest

from optout.catalog.definition import ExpectedMail, Provider
from optout.channels.mail.reading import Reading, read, read_code
from tests.channels.mail.mails import LINK, MakeProvider, mail, reading


def test_everything_the_runner_needs_is_read(linking: Provider) -> None:
    raw = mail(
        f"Hello,\nplease follow {LINK}.\n",
        Subject="Re: your request [OPT-AAAABBBB22]",
        In_Reply_To="<OPT-AAAABBBB22.a1@mailbox.example>",
        References="<x@y.example> <OPT-AAAABBBB22.a1@mailbox.example>",
        Delivered_To="ada+acme@mailbox.example",
        Cc="Eve <eve@mailbox.example>",
    )

    assert read(raw, linking) == Reading(
        meaning="link",
        message_id="<m1@acme.example>",
        to=("ada@mailbox.example", "eve@mailbox.example", "ada+acme@mailbox.example"),
        references=("<OPT-AAAABBBB22.a1@mailbox.example>", "<x@y.example>"),
        subject_has="OPT-AAAABBBB22",
        link=LINK,
        code=None,
        detail="",
    )


def test_what_is_personal_is_not_in_the_repr(linking: Provider) -> None:
    shown = repr(reading(mail(LINK), linking))

    assert "k3y" not in shown
    assert "ada" not in shown.lower()


@pytest.mark.parametrize(
    "sender",
    [
        "no-reply@acme.example",
        "Acme, Inc. (Privacy) <no-reply@acme.example>",
        '"privacy@evil.example" <no-reply@acme.example>',
        "=?utf-8?q?Acm=C3=A9?= <no-reply@ACME.example>",
        "no-reply@mail.acme.example",
    ],
)
def test_a_sender_of_the_provider_is_known(sender: str, linking: Provider) -> None:
    raw = f"From: {sender}\r\n\r\n{LINK}\r\n".encode()

    assert reading(raw, linking).link == LINK


@pytest.mark.parametrize(
    "sender",
    [
        "no-reply@evil.example",
        "no-reply@notacme.example",
        "no-reply@acme.example.evil.example",
        '"no-reply@acme.example" <x@evil.example>',
        "no-reply@acme.example <x@evil.example>",
        "no-reply@acme.example, x@evil.example",
        "no-reply@acme.example)<x@evil.example>",
        "x@evil.example <no-reply@acme.example>",
        "no-reply@acme.example\r\nFrom: x@evil.example",
        "<x@evil.example> <no-reply@acme.example>",
        "x@evil.example\r\nFrom: no-reply@acme.example",
        "",
        "no-reply",
    ],
)
def test_any_other_sender_is_nobody(sender: str, linking: Provider) -> None:
    assert read(f"From: {sender}\r\n\r\n{LINK}\r\n".encode(), linking) is None


def test_without_expected_mail_the_providers_domains_may_write(make_provider: MakeProvider) -> None:
    assert reading(mail(LINK), make_provider()).meaning == "other"
    assert read(mail(LINK, sender="x@mailer.example"), make_provider()) is None


def test_with_expected_mail_only_its_senders_may_write(coding: Provider) -> None:
    assert read(mail("Your code is 123456", sender="x@acme.example"), coding) is None


def test_a_code_is_taken_from_text_or_html(coding: Provider) -> None:
    html = "<style>code is 999999</style><p>Your code is</p><p><b>123456</b></p><!-- code is 777777 -->"

    for raw in (
        mail("Your code is: 123456\n", sender="x@mailer.example"),
        mail(html=html, sender="x@mailer.example"),
        mail("Your code is 123456", html, sender="x@mailer.example"),
    ):
        found = reading(raw, coding)
        assert (found.meaning, found.code, found.link) == ("code", "123456", None)


def test_two_different_codes_are_suspicious(coding: Provider) -> None:
    raw = mail("Your code is 123456", "<p>Your code is 654321</p>", sender="x@mailer.example")

    found = reading(raw, coding)

    assert (found.meaning, found.code, found.detail) == (
        "suspicious",
        None,
        "the mail has 2 different codes",
    )


def test_a_code_beyond_the_first_20_kb_is_not_looked_for(coding: Provider) -> None:
    near = "x" * 70 + "\n"
    text = near * 270 + "code is 123456\n" + near * 30 + "code is 654321\n"

    assert reading(mail(text, sender="x@mailer.example"), coding).code == "123456"


def test_a_code_is_not_taken_where_a_link_is_expected(linking: Provider) -> None:
    assert reading(mail("Your code is 123456"), linking).meaning == "other"


def test_a_mail_without_message_id_gets_one_from_its_content(linking: Provider) -> None:
    one, same, other = (
        reading(f"From: x@acme.example\r\n\r\n{text}".encode(), linking).message_id
        for text in ("a", "a", "b")
    )

    assert one == same != other
    assert one.startswith("sha256:")


def test_an_encoded_subject_is_read(linking: Provider) -> None:
    raw = mail("hello", Subject="Antwort \u00fc OPT-AAAABBBB22")

    assert reading(raw, linking).subject_has == "OPT-AAAABBBB22"


def test_a_receipt_is_an_acknowledgement(linking: Provider, make_provider: MakeProvider) -> None:
    raw = mail("Hello,\n\nwe have received your deletion request.\n\nAcme\n")

    assert reading(raw, linking).meaning == "acknowledged"
    assert reading(raw, make_provider()).meaning == "acknowledged"


def test_the_word_that_it_was_done_is_more_than_a_receipt(linking: Provider) -> None:
    assert reading(mail("Your data has been deleted."), linking).meaning == "granted"


def test_the_mail_with_an_awaited_code_is_read_beside_the_one_with_a_link(
    make_provider: MakeProvider,
) -> None:
    provider = make_provider(
        mail=ExpectedMail(senders=("acme.example",), expects="link", link_path="/confirm/"),
        codes=ExpectedMail(senders=("mailer.example",), expects="code", code=r"code is ([0-9]{6})"),
    )
    code = mail("Your code is 471147.", sender="robot@mailer.example")

    found = read_code(code, provider)
    assert found is not None
    assert (found.meaning, found.code, found.link) == ("code", "471147", None)
    assert read(code, provider) is None
    assert read_code(mail(LINK), provider) is None
    assert read_code(mail("No code.", sender="robot@mailer.example"), provider) is None


def test_a_provider_that_mails_no_codes_has_no_such_mail(coding: Provider) -> None:
    assert read_code(mail("Your code is 471147.", sender="robot@mailer.example"), coding) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("We have received your request.", "acknowledged"),
        ("We refuse your request.", "refused"),
        ("Please send us a copy of your passport.", "needs-identification"),
        ("Which email address did you sign up with?", "needs-data"),
        ("Please use our online form; we do not process requests by email.", "form-only"),
        ("Our search found no record of you.", "not-found"),
        ("We are extending the deadline by two months.", "extended"),
        ("I am out of the office until Monday.", "automatic"),
        ("Your order 4711 has been shipped and will arrive on Friday.", "automatic"),
        ("The moon is made of green cheese.", "other"),
    ],
)
def test_what_no_pattern_decides_is_read_by_its_words(
    text: str, meaning: str, make_provider: MakeProvider
) -> None:
    assert reading(mail(text), make_provider()).meaning == meaning


def test_particulars_of_an_answer_are_read(make_provider: MakeProvider) -> None:
    refused = reading(mail("We refuse: the data comes from public records."), make_provider())
    asked = reading(mail("Please send us a copy of your passport."), make_provider())
    later = reading(mail("We extend the deadline until 30 June 2026."), make_provider())

    assert refused.ground == "exempt-public-record"
    assert asked.asks == ("id-document",)
    assert later.extended_until == "2026-06-30"


def test_a_link_or_code_is_read_without_a_pattern_only_where_the_definition_has_none(
    make_provider: MakeProvider, coding: Provider
) -> None:
    link = mail(f"Please confirm your request: {LINK}")
    code = mail("Your verification code is 471147.", sender="x@mailer.example")

    assert reading(link, make_provider()).link == LINK
    assert reading(mail("Your verification code is 471147."), make_provider()).code == "471147"
    assert reading(code, coding).code == "471147"
    other = mail(f"Please confirm: {LINK.replace('www.', 'www.x')}", sender="x@mailer.example")
    assert reading(other, coding).link is None


BOUNCE = """From: MAILER-DAEMON@mx.mailbox.example
Subject: failure notice

Hi. This is the qmail-send program. 550 5.1.1 no such user
{returned}
"""


def test_a_mail_servers_report_is_read_for_the_letter_that_it_returns(
    make_provider: MakeProvider,
) -> None:
    returned = "Message-ID: <OPT-AAAABBBB22.a1@mailbox.example>"
    found = reading(BOUNCE.format(returned=returned).encode(), make_provider())

    assert (found.meaning, found.bounce, found.authentic) == ("bounced", "dead", False)
    assert found.references == ("<OPT-AAAABBBB22.a1@mailbox.example>", "OPT-AAAABBBB22")
    assert found.subject_has == "OPT-AAAABBBB22"


def test_a_report_about_an_address_of_the_provider_is_the_providers(make_provider: MakeProvider) -> None:
    failed = "X-Failed-Recipients: privacy@acme.example\n" + BOUNCE.format(returned="")
    other = "X-Failed-Recipients: privacy@other.example\n" + BOUNCE.format(returned="")

    assert reading(failed.encode(), make_provider()).meaning == "bounced"
    assert read(other.encode(), make_provider()) is None
    assert read(BOUNCE.format(returned="").encode(), make_provider()) is None
