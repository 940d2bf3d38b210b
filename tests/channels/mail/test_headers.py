from datetime import UTC, datetime
from email.message import Message

import pytest

from optout.channels.mail.headers import written_at


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
