from datetime import UTC, datetime
from email import message_from_bytes

from optout.channels.mail.understanding import understand
from optout.rehearsal.bounce_notice import bounce_notice

LETTER = (
    b"From: requests@mailbox.example\r\nTo: privacy@gone.example\r\n"
    b"Message-ID: <OPT-K3J5Q2ZWXA.a-1@mailbox.example>\r\nSubject: Delete\r\n\r\nSecret words\r\n"
)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_it_is_what_mail_servers_send() -> None:
    notice = message_from_bytes(bounce_notice(LETTER, "mx.gone.example", AT))
    assert notice.get_content_type() == "multipart/report"
    assert [part.get_content_type() for part in notice.get_payload()] == [  # type: ignore[union-attr]
        "text/plain",
        "message/delivery-status",
        "text/rfc822-headers",
    ]
    assert notice["To"] == "requests@mailbox.example"
    assert notice["From"] == "Mail Delivery System <MAILER-DAEMON@mx.gone.example>"


def test_it_returns_the_header_of_the_letter_and_not_its_words() -> None:
    raw = bounce_notice(LETTER, "mx.gone.example", AT)
    assert b"Message-ID: <OPT-K3J5Q2ZWXA.a-1@mailbox.example>\r\n" in raw
    assert b"Secret words" not in raw


def test_it_is_understood_as_the_end_of_that_address() -> None:
    understood = understand(bounce_notice(LETTER, "mx.gone.example", AT), ("gone.example",))
    assert (understood.mail_class.value, understood.bounce) == ("bounce", "dead")
