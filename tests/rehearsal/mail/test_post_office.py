from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from optout.rehearsal.mail.post_office import PostOffice

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def send(post: PostOffice, text: str, hours: float, authentic: bool = True) -> None:
    post.send(
        sender="Acme <no-reply@acme.example>",
        to="ada@mailbox.example",
        subject="Please confirm",
        text=text,
        at=START + timedelta(hours=hours),
        authentic=authentic,
    )


def test_mails_wait_for_their_moment_and_come_in_order() -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    for text, hours in (("late", 5), ("first", 1), ("second", 1), ("third", 2)):
        send(post, text, hours)

    assert post.next_due() == START + timedelta(hours=1)
    assert post.deliver_due(START + timedelta(minutes=59)) == 0
    assert post.deliver_due(START + timedelta(hours=2)) == 3
    assert post.next_due() == START + timedelta(hours=5)
    assert post.deliver_due(START + timedelta(hours=9)) == 1
    assert (post.next_due(), post.deliver_due(START + timedelta(days=9))) == (None, 0)
    texts = [message_from_bytes(raw, policy=default).get_content().strip() for raw in delivered]
    assert texts == ["first", "second", "third", "late"]


@pytest.mark.parametrize(("authentic", "verdict"), [(True, "pass"), (False, "fail")])
def test_a_mail_bears_the_receiving_servers_verdict_on_top(authentic: bool, verdict: str) -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    send(post, "hello", 0, authentic)
    post.deliver_due(START)

    mail = message_from_bytes(delivered[0], policy=default)

    assert mail.keys()[:2] == ["Delivered-To", "Authentication-Results"]
    assert mail["Authentication-Results"] == (
        f"mx.rehearsal.example; dmarc={verdict} header.from=acme.example;"
        f" spf={verdict} smtp.mailfrom=acme.example"
    )
    assert mail["Delivered-To"] == mail["To"] == "ada@mailbox.example"
    assert mail["From"] == "Acme <no-reply@acme.example>"
    assert mail["Date"].datetime == START
    assert mail["Message-ID"] == f"<1.{int(START.timestamp())}@acme.example>"


def test_no_two_mails_share_a_message_id() -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    send(post, "same", 0)
    send(post, "same", 0)
    post.deliver_due(START)

    assert len({message_from_bytes(raw)["Message-ID"] for raw in delivered}) == 2


def test_what_is_delivered_ahead_is_due_when_it_would_have_come() -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    for text, hours in (("soon", 1), ("soon after", 2), ("late", 5)):
        send(post, text, hours)

    post.deliver_ahead(START + timedelta(hours=2))
    assert len(delivered) == 2
    assert post.next_due() == START + timedelta(hours=1)
    assert post.deliver_due(START + timedelta(hours=1)) == 1
    assert post.next_due() == START + timedelta(hours=2)
    assert post.deliver_due(START + timedelta(hours=6)) == 2
    assert (len(delivered), post.next_due()) == (3, None)


def test_a_mail_bears_what_the_sender_adds_to_its_header() -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    post.send(
        sender="robot@acme.example",
        to="ada@mailbox.example",
        subject="Away",
        text="away",
        at=START,
        headers={"In-Reply-To": "<1@mailbox.example>", "Auto-Submitted": "auto-replied"},
    )
    post.deliver_due(START)
    mail = message_from_bytes(delivered[0], policy=default)
    assert (mail["In-Reply-To"], mail["Auto-Submitted"]) == ("<1@mailbox.example>", "auto-replied")


def test_a_whole_mail_is_put_in_as_it_is_below_the_receiving_servers_notes() -> None:
    delivered: list[bytes] = []
    post = PostOffice(delivered.append)
    post.put(
        b"Subject: Returned\r\n\r\n\xff\r\n", domain="mx.acme.example", to="ada@m.example", at=START
    )
    assert post.deliver_due(START) == 1
    assert delivered == [
        b"Delivered-To: ada@m.example\r\nAuthentication-Results: mx.rehearsal.example; dmarc=pass"
        b" header.from=mx.acme.example; spf=pass smtp.mailfrom=mx.acme.example\r\n"
        b"Subject: Returned\r\n\r\n\xff\r\n"
    ]
