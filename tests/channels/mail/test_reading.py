import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.definition import ExpectedMail, Provider
from optout.channels.mail.reading import Reading, read

LINK = "https://www.acme.example/confirm/k3y?t=1"
MakeProvider = Callable[..., Provider]


@pytest.fixture(scope="module")
def linking(make_provider: MakeProvider) -> Provider:
    return make_provider(
        mail=ExpectedMail(senders=("acme.example",), expects="link", link_path="/confirm/")
    )


@pytest.fixture(scope="module")
def coding(make_provider: MakeProvider) -> Provider:
    expected = ExpectedMail(senders=("mailer.example",), expects="code", code=r"code is:?\s+(\d{6})\b")
    return make_provider(mail=expected)


def mail(
    text: str | None = None,
    html: str | None = None,
    sender: str = "Acme <no-reply@acme.example>",
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Ada <Ada@mailbox.example>"
    message["Message-ID"] = "<m1@acme.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def reading(raw: bytes, provider: Provider) -> Reading:
    found = read(raw, provider)
    assert found is not None
    return found


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


@pytest.mark.parametrize(
    "url",
    [
        LINK.replace("https:", "http:"),
        "https://evil.example/confirm/k3y",
        "https://acme.example.evil.example/confirm/k3y",
        "https://notacme.example/confirm/k3y",
        "https://acme.example/unsubscribe/k3y",
        "https://acme.example:8443/confirm/k3y",
        "https://acme.example/confirm/../away?to=evil",
        "https://acme.example/confirm/%2e%2e/away",
        "https://acme.example/confirm//evil.example",
        "https://evil.example\\.acme.example/confirm/k3y",
        "https://acme_x.acme.example/confirm/k3y",
        "ftp://acme.example/confirm/k3y",
        "//acme.example/confirm/k3y",
        "/confirm/k3y",
        "https://[::1/confirm/k3y",
    ],
)
def test_a_link_that_does_not_fit_is_not_taken(url: str, linking: Provider) -> None:
    in_html = reading(mail(html=f'<p><a href="{url}">Confirm</a></p>'), linking)
    in_text = reading(mail(url), linking)

    assert (in_html.meaning, in_html.link) == ("other", None)
    assert (in_text.meaning, in_text.link) == ("other", None)


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("https://acme.example@evil.example/confirm/k3y", "a link hides its host behind a user name"),
        ("https://x:y@acme.example/confirm/k3y", "a link hides its host behind a user name"),
        ("https://xn--cme-7cd.example/confirm/k3y", "a link leads to a look-alike host"),
        ("https://\u0430cme.example/confirm/k3y", "a link leads to a look-alike host"),
        ("https://xn--cme-7cd.acme.example/confirm/k3y", "a link leads to a look-alike host"),
    ],
)
def test_a_disguised_link_is_suspicious_even_beside_a_good_one(
    url: str, detail: str, linking: Provider
) -> None:
    found = reading(mail(f"{LINK}\n{url}\n"), linking)

    assert (found.meaning, found.link, found.detail) == ("suspicious", None, detail)


def test_a_script_that_ends_in_a_good_address_is_not_a_link(linking: Provider) -> None:
    found = reading(mail(html=f'<a href="javascript:{LINK}">Confirm</a>'), linking)

    assert (found.meaning, found.link) == ("other", None)


def test_the_stop_of_a_sentence_is_no_part_of_a_link_but_a_token_is_kept_whole(
    linking: Provider,
) -> None:
    assert reading(mail(f"Go to {LINK}_-_."), linking).link == f"{LINK}_-_"


def test_two_different_links_are_suspicious_and_the_same_twice_is_not(linking: Provider) -> None:
    twice = reading(mail(f"{LINK}\n<{LINK}>", f'<a href="{LINK}">{LINK}</a>'), linking)
    two = reading(mail(f"{LINK}\n{LINK}2"), linking)

    assert twice.link == LINK
    assert (two.meaning, two.link, two.detail) == ("suspicious", None, "the mail has 2 different links")


def test_other_links_of_the_provider_do_no_harm(linking: Provider) -> None:
    html = (
        f'<a href="https://acme.example/">Acme</a> <a href="{LINK}">Yes</a> <a href="mailto:x@y">us</a>'
    )

    assert reading(mail(html=html), linking).link == LINK


@pytest.mark.parametrize(
    ("shown", "href", "meaning"),
    [
        ("https://acme.example/confirm/k3y", "https://evil.example/x", "suspicious"),
        ("www.acme.example", "https://evil.example/x", "suspicious"),
        ("https://evil.example/", LINK, "suspicious"),
        ("https://acme.example/", "javascript:alert(1)", "suspicious"),
        ("https://acme.example/confirm", LINK, "link"),
        ("HTTPS://WWW.ACME.EXAMPLE/confirm", LINK, "link"),
        ("Confirm at https://evil.example", LINK, "link"),
    ],
)
def test_an_anchor_that_shows_another_host_is_suspicious(
    shown: str, href: str, meaning: str, linking: Provider
) -> None:
    found = reading(mail(html=f'<p><a href="{href}"><b>{shown}</b></a></p>'), linking)

    assert found.meaning == meaning


@pytest.mark.parametrize(
    ("results", "meaning"),
    [
        (["mx.mailbox.example; dmarc=pass; spf=pass"], "link"),
        (["mx.mailbox.example; dmarc=fail (p=none) header.from=acme.example"], "suspicious"),
        (["mx.mailbox.example; spf=fail smtp.mailfrom=acme.example"], "suspicious"),
        (["mx.mailbox.example;\r\n DMARC = Fail"], "suspicious"),
        (["mx.mailbox.example; spf=softfail; dmarc=none"], "link"),
        (["mx.mailbox.example; dmarc=pass (was dmarc=fail)"], "link"),
        (["mx.mailbox.example; dkim=pass", "mx.mailbox.example; dmarc=fail"], "suspicious"),
        (["mx.mailbox.example; dmarc=pass", "mx.elsewhere.example; dmarc=fail"], "link"),
    ],
)
def test_the_receiving_servers_verdict_counts(
    results: list[str], meaning: str, linking: Provider
) -> None:
    heads = "".join(f"Authentication-Results: {result}\r\n" for result in results)
    raw = f"{heads}From: x@acme.example\r\n\r\n{LINK}\r\n".encode()

    found = reading(raw, linking)

    assert (found.meaning, found.link is None) == (meaning, meaning == "suspicious")


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


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "base64"),
        ("utf-8", "quoted-printable"),
        ("utf-8", "8bit"),
        ("iso-8859-1", "base64"),
        ("iso-8859-1", "8bit"),
        ("windows-1252", "quoted-printable"),
        ("utf-16", "base64"),
    ],
)
def test_links_are_found_in_every_encoding(charset: str, encoding: str, linking: Provider) -> None:
    message = EmailMessage()
    message["From"] = "x@acme.example"
    message.set_content(f"Gr\u00fc\u00dfe, {LINK}\n", charset=charset, cte=encoding)

    assert reading(message.as_bytes(), linking).link == LINK


@pytest.mark.parametrize(
    "charset", ["x-unknown", "zlib", "punycode", "idna", "undefined", "utf-8\u00e4", ""]
)
def test_a_charset_that_is_none_counts_as_utf_8(charset: str, linking: Provider) -> None:
    raw = f'From: x@acme.example\r\nContent-Type: text/plain; charset="{charset}"\r\n\r\n{LINK}\r\n'

    assert reading(raw.encode(), linking).link == LINK


def test_attachments_and_forwarded_mails_are_not_read(linking: Provider) -> None:
    message = EmailMessage()
    message["From"] = "x@acme.example"
    message.set_content("See attached.")
    message.add_attachment(LINK, filename="link.txt")
    inner = EmailMessage()
    inner.set_content(LINK)
    message.add_attachment(inner)

    assert reading(message.as_bytes(), linking).meaning == "other"


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


NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(400)
)
HOSTILE = {
    "nested parts": NESTED,
    "nested mails": b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    "digests": b"Content-Type: multipart/digest; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 50_000,
    "many boundaries and lines": NESTED[:900] + b"\n" * 3_000_000,
    "many links": b"Content-Type: text/html\r\n\r\n"
    + b"<a href=https://acme.example/confirm/>" * 40_000,
    "many addresses": b"To: " + b"a@b.example, " * 100_000 + b"\r\n\r\nhi",
    "brackets": b"References: " + b"<" * 1_000_000 + b"\r\n\r\n" + b"((((" * 200_000,
    "deep html": b"Content-Type: text/html\r\n\r\n" + b"<div><p>" * 60_000,
    "a long display name": b"Subject: " + b"=?utf-8?q?" * 50_000 + b"\r\n\r\nhi",
    "results": b"Authentication-Results: " + b"(" * 500_000 + b"\r\n\r\nhi",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_mail_costs_little_and_is_never_a_link_to_follow(what: str, linking: Provider) -> None:
    start = time.process_time()

    found = reading(b"From: x@acme.example\r\n" + HOSTILE[what], linking)

    assert time.process_time() - start < 4
    assert found.meaning == ("suspicious" if what == "many links" else "other")


def test_a_mail_that_could_not_be_read_whole_is_never_an_acknowledgement(linking: Provider) -> None:
    raw = mail("we have received your request.\n" + "x\n" * 300_000)

    found = reading(raw, linking)

    assert (found.meaning, found.detail) == (
        "other",
        "the mail is too large or too nested to be read whole",
    )


heads = st.sampled_from(
    [
        b"Content-Type: text/html; charset=",
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n",
        b"Content-Type: text/plain; charset*0*=utf-8'",
        b"Content-Disposition: attachment; filename*=",
        b"Subject: =?utf-8?b?",
        b"Authentication-Results:",
        b"Message-ID: <",
        b'To: "',
        b"<a href='https://acme.example/confirm/",
        b"\r\n\r\n",
        b"?=\r\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(heads | st.binary(max_size=30), max_size=12))
def test_no_bytes_make_it_raise(linking: Provider, pieces: list[bytes]) -> None:
    read(b"".join(pieces), linking)
    found = read(b"From: x@acme.example\r\n" + b"".join(pieces), linking)

    assert found is None or (found.link is not None) == (found.meaning == "link")
