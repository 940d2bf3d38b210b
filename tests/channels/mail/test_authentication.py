import pytest

from optout.catalog.definition import Provider
from tests.channels.mail.mails import LINK, reading


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
