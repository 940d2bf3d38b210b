import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.definition import Provider
from optout.channels.mail.reading import read
from tests.channels.mail.mails import LINK, mail, reading


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


NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(400)
)


HOSTILE = {
    "nested parts": NESTED,
    "nested mails": b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    "digests": b"Content-Type: multipart/digest; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 50_000,
    "many boundaries and lines": NESTED[:9000] + b"\n" * 3_000_000,
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
