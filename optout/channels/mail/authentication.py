"""What the receiving server found out about a mail's sender. Source: RFC 8601."""

import re
from email.message import Message

from optout.channels.mail.headers import headers

_COMMENT = re.compile(r"\([^()]*\)")
_FAILED = re.compile(r"(?:^|[;\s])(?:dmarc|spf)\s*=\s*(?:hard)?fail\b", re.IGNORECASE)


def is_forged(message: Message) -> bool:
    """Whether the receiving server reports that DMARC or SPF failed.

    The receiving server writes on top, so headers of another server than the topmost are not
    believed. No such header proves nothing, in either direction.
    """
    results = headers(message, "Authentication-Results")
    own = [result for result in results if _server(result) == _server(results[0])]
    return any(_FAILED.search(_plain(result)) for result in own)


def _plain(result: str) -> str:
    for _ in range(5):
        result = _COMMENT.sub(" ", result)
    return result


def _server(result: str) -> str:
    return _plain(result).partition(";")[0].split(" ")[0].strip().lower()
