from datetime import UTC, datetime
from email.message import Message

import pytest

from optout.channels.mail.headers import author_domain, received_at, written_at


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Mon, 02 Mar 2026 09:00:00 +0000", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 09:00:00 +0530 (IST)", datetime(2026, 3, 2, 3, 30, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 09:00:00 -0000", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2 Mar 2026 09:00", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("Mon, 99 Mar 2026 09:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:00 -2359", None),
        ("Mon, 02 Mar 2026 09:00:00 +" + "9" * 500, None),
    ],
)
def test_the_date_of_a_mail_is_read_or_is_none(date: str, at: datetime | None) -> None:
    message = Message()
    message["Date"] = date

    assert written_at(message) == at


def test_when_a_mail_came_is_the_word_of_the_server_that_took_it_last() -> None:
    message = Message()
    message["Received"] = "from a by b (x; y); Mon, 02 Mar 2026 10:00:00 +0100"
    message["Received"] = "from c by a; Sun, 01 Mar 2026 10:00:00 +0000"

    assert received_at(message) == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert received_at(Message()) is None


@pytest.mark.parametrize(
    ("author", "domain"),
    [
        ("privacy@acme.example <Privacy@acme.example>", "acme.example"),
        ("'privacy@acme.example' <privacy@acme.example>", "acme.example"),
        ("Acme @ Work <privacy@acme.example>", "acme.example"),
        ("ceo@bank.example <privacy@acme.example>", None),
        ("privacy@acme.example <privacy@acme.example> <x@evil.example>", None),
        ("x @evil.example <privacy@acme.example>", None),
    ],
)
def test_an_author_is_plain_to_see_or_there_is_none(author: str, domain: str | None) -> None:
    message = Message()
    message["From"] = author

    assert author_domain(message) == domain
