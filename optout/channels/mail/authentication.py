"""What the receiving server found out about a mail's sender. Source: RFC 8601."""

import re
from collections.abc import Callable
from email.message import Message

from optout.channels.mail.headers import headers

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_FAILED = re.compile(r"(?:^|[;\s])(?:dmarc|spf)\s*=\s*(?:hard)?fail\b", re.IGNORECASE)
_PASSED = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*pass\b(.*)", re.IGNORECASE | re.DOTALL)
_PROVEN = {"dmarc": ("header.from",), "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}
_PROPERTY = re.compile(r"([a-z]+\.[a-z]+)\s*=\s*([^\s;]+)", re.IGNORECASE)


def is_forged(message: Message) -> bool:
    """Whether the receiving server reports that DMARC or SPF failed.

    The receiving server writes on top, so headers of another server than the topmost are not
    believed. No such header proves nothing, in either direction.
    """
    return any(_FAILED.search(_plain(result)) for result in _own_results(message))


def is_authentic(message: Message, is_sender: Callable[[str], bool]) -> bool:
    """Whether the receiving server reports that one of the provider's domains sent the mail.

    It says so by a pass of DMARC, DKIM or SPF for a domain that ``is_sender``; a pass for any other
    domain proves that other domain only. What a forger may have put into quotes is not read, and
    a header with unpaired quotes or brackets is not believed. Where the receiving server writes
    no such header at all, a forger's own would be the topmost: nothing in a mail can tell.
    """
    results = [_QUOTED.sub("quoted", result) for result in _own_results(message)]
    return any(is_sender(domain) for result in results for domain in _proven_domains(_plain(result)))


def _proven_domains(result: str) -> list[str]:
    if re.search(r'["()]', result):
        return []
    passed = [found for part in result.split(";")[1:] if (found := _PASSED.fullmatch(part))]
    return [
        value.rpartition("@")[2].lower().rstrip(".")
        for found in passed
        for name, value in _PROPERTY.findall(found[2])
        if name.lower() in _PROVEN[found[1].lower()]
    ]


def _own_results(message: Message) -> list[str]:
    results = headers(message, "Authentication-Results")
    return [result for result in results if _server(result) == _server(results[0])]


def _plain(result: str) -> str:
    for _ in range(5):
        result = _COMMENT.sub(" ", result)
    return result


def _server(result: str) -> str:
    return _plain(result).partition(";")[0].strip().split(" ")[0].lower()
