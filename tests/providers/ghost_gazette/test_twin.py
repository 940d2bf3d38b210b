from email import message_from_bytes

from tests.providers.letters import REFERENCE, day_of, write
from tests.providers.visitor import START, Visitor


def test_the_letter_comes_back_within_a_day_with_its_own_header() -> None:
    visitor = Visitor("ghost_gazette")
    write(visitor)
    (mail,) = visitor.post_office.mails
    assert 0.1 <= day_of(mail) <= 0.9
    assert mail["domain"] == "mx.ghost-gazette.example"
    _, status, returned = message_from_bytes(mail["raw"]).get_payload()
    assert "Status: 5.1.1" in str(status)
    assert f"<{REFERENCE}.a-1@mailbox.example>" in str(returned)


def test_the_sender_knows_from_the_moment_of_the_notice() -> None:
    visitor = Visitor("ghost_gazette")
    write(visitor)
    assert visitor.books.dead_since == visitor.post_office.mails[0]["at"]
    assert visitor.books.received[0].at == START
    assert visitor.books.said == []
