"""Hostile texts: addresses, names and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.importing.companies.texts import (
    host_in,
    identity_of,
    mail_in,
    name_in,
    page_among,
    page_in,
    shortened,
)
from optout.catalog.importing.faults import Unusable


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" privacy@acme.example ", "privacy@acme.example"),
        ("DPO@Acme.Example", "DPO@acme.example"),
        ("privacy [at] acme.example", "privacy@acme.example"),
        ("privacy(at)acme.example", "privacy@acme.example"),
        ("a.b+c@acme.example.", "a.b+c@acme.example"),
        ("x@müller.example", "x@xn--mller-kva.example"),
    ],
)
def test_an_address_is_taken(text: str, address: str) -> None:
    assert mail_in(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acme.example",
        "mailto:privacy@acme.example",
        "Acme <privacy@acme.example>",
        "a@acme.example; b@acme.example",
        "a@acme.example, b@acme.example",
        "a@acme.example b@acme.example",
        "a@b@acme.example",
        "a..b@acme.example",
        ".a@acme.example",
        "a@acme",
        "a@127.0.0.1",
        "a@co.uk",
        "a@-acme.example",
        "a@acme.example\nBcc: b@acme.example",
        "a@\u0430cme.example",
        "a@acme.example\u200b",
        "a\u202e@acme.example",
        "a" * 65 + "@acme.example",
        "a@" + "a." * 130 + "example",
    ],
)
def test_what_is_not_one_plain_address_is_none(text: str) -> None:
    assert mail_in(text) is None


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("https://acme.example/a?b=c#d", "https://acme.example/a?b=c#d"),
        (" http://acme.example ", "http://acme.example"),
        ("https://Müller.example/x", "https://xn--mller-kva.example/x"),
        ("https://acme.example:8443/", "https://acme.example:8443/"),
    ],
)
def test_a_page_is_taken(text: str, page: str) -> None:
    assert page_in(text) == page


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "mailto:privacy@acme.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "//acme.example/",
        "acme.example/delete",
        "https:///acme.example",
        "https://user:secret@acme.example/",
        "https://acme.example@other.example/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://acme.example:99999/",
        "https://acme.example/ and more",
        'https://acme.example/"onclick',
        "https://acme.example\\@other.example/",
        "https://\u0430cme.example/",
        "https://xn--cme-7cd.example/",
        "https://acme.example/\u202e",
        "https://acme.example/" + "a" * 2000,
    ],
)
def test_what_a_person_must_not_be_sent_to_is_no_page(text: str) -> None:
    assert page_in(text) is None


def test_the_one_page_in_a_sentence_is_found() -> None:
    assert page_among("Write, or see https://acme.example/ccpa.") == "https://acme.example/ccpa"
    assert page_among("See https://a.example or https://b.example") is None
    assert page_among("Write to us.") is None


def test_a_web_site_is_read_however_it_is_written() -> None:
    for text in ("https://www.acme.example/x", "www.acme.example", "//www.acme.example:80/"):
        assert host_in(text) == "www.acme.example"
    assert host_in("privacy@acme.example") == host_in("http://[broken") == ""


def test_a_name_hides_nothing_and_may_have_an_at_sign() -> None:
    assert name_in("  Acme \n Data ") == "Acme Data"
    assert name_in("m@il & more, Inc.") == "m@il & more, Inc."
    for wrong in ("", "  ", "A\x1b[31mcme", "Ac\u202eme", "Ac\u200bme", "A" * 121):
        with pytest.raises(Unusable, match="its name"):
            name_in(wrong)


@pytest.mark.parametrize(
    ("mail", "identity"),
    [
        ("privacy@acme.example", "acme.example"),
        ("datenschutz@mail.acme.example", "acme.example"),
        ("dpo@acme.co.uk", "acme.co.uk"),
        ("thiede.buero@parishes.example", "thiede.buero@parishes.example"),
    ],
)
def test_an_address_of_a_role_speaks_for_its_domain_and_another_for_itself(
    mail: str, identity: str
) -> None:
    assert identity_of(mail) == identity


@pytest.mark.parametrize("mail", ["privacy@gmail.com", "info@web.de", "legal@forms.gle"])
def test_a_mailbox_such_as_anybody_may_have_speaks_for_nobody(mail: str) -> None:
    with pytest.raises(Unusable, match="no domain of its own"):
        identity_of(mail)


@given(st.text(max_size=300))
def test_whatever_is_given_no_address_has_more_than_it_should(text: str) -> None:
    address, page = mail_in(text), page_in(text)
    assert address is None or (address.isascii() and address.count("@") == 1 and " " not in address)
    assert page is None or page.lower().startswith(("http://", "https://"))


@given(st.text(max_size=300), st.integers(min_value=4, max_value=80))
def test_a_shortened_text_is_one_printable_line(text: str, most: int) -> None:
    plain = shortened(text, most)
    assert len(plain) <= most
    assert not any(letter in plain for letter in "\n\r\t\x00\x1b\u202e")
