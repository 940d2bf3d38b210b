from email import message_from_string

import pytest

from optout.catalog.definition import Provider
from optout.channels.mail.authentication import is_authentic
from tests.channels.mail.mails import LINK, mail, reading


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


@pytest.mark.parametrize(
    ("results", "authentic"),
    [
        ([], False),
        (["mx.mailbox.example; none"], False),
        (["mx.mailbox.example; dmarc=pass (p=reject) header.from=acme.example"], True),
        (["mx.mailbox.example; DMARC = Pass header.from=Mail.Acme.example"], True),
        (["mx.mailbox.example; dkim=pass header.d=acme.example header.s=x"], True),
        (["mx.mailbox.example; dkim=pass header.i=@acme.example"], True),
        (["mx.mailbox.example;\r\n spf=pass smtp.mailfrom=bounce@mail.acme.example"], True),
        (["mx.mailbox.example; spf=pass smtp.mailfrom=acme.example", "mx.other.example; none"], True),
        (["mx.mailbox.example; dkim=pass header.d=evil.example"], False),
        (["mx.mailbox.example; dkim=pass header.d=acme.example.evil.example"], False),
        (["mx.mailbox.example; dkim=pass header.d=evil.example header.s=acme.example"], False),
        (["mx.mailbox.example; spf=pass smtp.mailfrom=evil.example"], False),
        (["mx.mailbox.example; spf=pass smtp.helo=acme.example"], False),
        (
            ["mx.mailbox.example; dkim=pass header.d=evil.example; spf=none smtp.mailfrom=acme.example"],
            False,
        ),
        (["mx.mailbox.example; dkim=none header.d=acme.example"], False),
        (["mx.mailbox.example; dkim=none (dkim=pass header.d=acme.example)"], False),
        (["mx.mailbox.example; none", "mx.other.example; dmarc=pass header.from=acme.example"], False),
        (["dmarc=pass header.from=acme.example"], False),
        (
            ['mx.mailbox.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=acme.example;"'],
            False,
        ),
        (['mx.mailbox.example; spf=pass smtp.mailfrom=a"; dmarc=pass header.from=acme.example'], False),
        (["mx.mailbox.example; spf=none (a) ; dmarc=pass header.from=acme.example)"], False),
    ],
)
def test_only_a_pass_for_the_providers_own_domain_is_authentic(
    results: list[str], authentic: bool
) -> None:
    heads = "".join(f"Authentication-Results: {result}\r\n" for result in results)
    message = message_from_string(f"{heads}From: x@acme.example\r\n\r\nhello\r\n")

    found = is_authentic(message, lambda name: name == "acme.example" or name.endswith(".acme.example"))

    assert found is authentic


def test_a_reading_says_whether_the_sender_is_vouched_for(linking: Provider) -> None:
    plain = mail(LINK)
    vouched = (
        b"Authentication-Results: mx.mailbox.example; dmarc=pass header.from=acme.example\n" + plain
    )

    assert not reading(plain, linking).authentic
    assert reading(vouched, linking).authentic
