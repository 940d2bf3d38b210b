from contextlib import nullcontext
from dataclasses import replace

import pytest

from optout.channels.mail.security import check_security
from optout.errors import WrongInput
from optout.network import Mailbox


def mailbox(smtp: str, imap: str, security: str) -> Mailbox:
    return Mailbox("ada@mailbox.example", smtp, 25, imap, 143, "ada", "secret", security)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_no_encryption_is_accepted_on_this_machine(host: str) -> None:
    check_security(mailbox(host, host, "none"))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encryption_is_accepted_everywhere(security: str) -> None:
    check_security(mailbox("mail.example", "mail.example", security))


@pytest.mark.parametrize(
    ("smtp", "imap"),
    [
        ("mail.example", "127.0.0.1"),
        ("127.0.0.1", "mail.example"),
        ("127.0.0.1.mail.example", "127.0.0.1"),
        ("10.0.0.1", "127.0.0.1"),
    ],
)
def test_no_encryption_elsewhere_is_refused(smtp: str, imap: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        check_security(mailbox(smtp, imap, "none"))

    assert refusal.value.what == "An unencrypted mailbox is accepted on this machine only."


@pytest.mark.parametrize(
    ("smtp", "imap", "letters", "answers", "accepted"),
    [
        ("mail.example", "127.0.0.1", "starttls", "none", True),
        ("127.0.0.1", "mail.example", "none", "tls", True),
        ("mail.example", "127.0.0.1", "none", "tls", False),
        ("127.0.0.1", "mail.example", "tls", "none", False),
        ("127.0.0.1", "", "none", "none", True),
        ("mail.example", "mail.example", "ssl", "tls", False),
    ],
)
def test_letters_may_go_another_way_than_answers_come(
    smtp: str, imap: str, letters: str, answers: str, accepted: bool
) -> None:
    box = replace(mailbox(smtp, imap, answers), smtp_security=letters)

    with nullcontext() if accepted else pytest.raises(WrongInput):
        check_security(box)


def test_an_unknown_security_is_refused() -> None:
    with pytest.raises(WrongInput, match="tls, starttls or none"):
        check_security(mailbox("127.0.0.1", "127.0.0.1", "TLS"))
