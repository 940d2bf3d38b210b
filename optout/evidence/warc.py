"""Web traffic as WARC/1.1 (ISO 28500): gzip per record, SHA-256 digests, the same bytes every time.

The digests are ours, because warcio's are SHA-1. Record ids are derived from the content, so that
an archive can be compared byte by byte. Secrets of the session are replaced by ``[redacted]``.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import (  # type: ignore[import-untyped] # warcio ships no types
    StatusAndHeaders,
)
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped] # warcio ships no types

from optout import __version__
from optout.channels.attempt import Exchange
from optout.evidence.ledger import utc_text

REDACTED = "[redacted]"
_SECRET = frozenset(
    (
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "x-amz-security-token",
    )
)
# An exchange holds its body decoded; a header that says otherwise would mislead every reader of the
# archive. They are kept under the prefix that web archives use for it.
_ABOUT_CODING = frozenset(("content-encoding", "transfer-encoding"))
_ORIGINAL = "X-Archive-Orig-"
_not_in_a_name = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_control = re.compile(r"[\x00-\x1f\x7f]+")
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_SPEED = 3  # zlib level: pages shrink nearly as much as at 9, in a third of the time
_INFO = (
    f"software: optout/{__version__}\r\n"
    "format: WARC File Format 1.1\r\n"
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    "description: bodies are stored decoded; values of Authorization, Proxy-Authorization, Cookie,"
    f" Set-Cookie, X-Api-Key and X-Amz-Security-Token are replaced by {REDACTED}\r\n"
).encode()

Headers = Iterable[tuple[str, str]]


def warc(exchanges: Sequence[Exchange], at: datetime) -> bytes:
    """The archive of these exchanges, in their order, each request before its response.

    ``at`` (UTC) is when they took place. Equal input gives equal bytes.
    """
    date = utc_text(at)
    out = bytearray(_record("warcinfo", "", date, _INFO, None, {}, _id(date, "warcinfo", b"")))
    for number, exchange in enumerate(exchanges):
        out += _pair(exchange, f"{date} {number}", date)
    return bytes(out)


def _pair(exchange: Exchange, place: str, date: str) -> bytes:
    """A request and its response, each naming the other."""
    uri = _ascii(exchange.url).replace(" ", "%20")
    asked, answered = _request_head(exchange, uri), _response_head(exchange)
    asked_id = _id(place, "request", asked.headers_buff + exchange.request_body)
    answered_id = _id(place, "response", answered.headers_buff + exchange.response_body)
    to_answer, to_question = {"WARC-Concurrent-To": answered_id}, {"WARC-Concurrent-To": asked_id}
    return _record("request", uri, date, exchange.request_body, asked, to_answer, asked_id) + _record(
        "response", uri, date, exchange.response_body, answered, to_question, answered_id
    )


def _record(
    kind: str,
    uri: str,
    date: str,
    body: bytes,
    head: StatusAndHeaders | None,
    links: dict[str, str],
    record_id: str,
) -> bytes:
    fields = {"WARC-Record-ID": record_id, "WARC-Date": date, **links}
    if head is not None:
        fields["WARC-Payload-Digest"] = _digest(body)
    fields["WARC-Block-Digest"] = _digest((head.headers_buff if head else b"") + body)
    plain = BytesIO()
    writer = WARCWriter(plain, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            uri,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=fields,
            http_headers=head,
        )
    )
    return _gzip(plain.getvalue())


def _request_head(exchange: Exchange, uri: str) -> StatusAndHeaders:
    host, target = _host_and_target(uri)
    method = _not_in_a_name.sub("_", exchange.method)
    headers = _safe(exchange.request_headers, len(exchange.request_body))
    if all(name.lower() != "host" for name, _ in headers):
        headers.insert(0, ("Host", host))
    return _computed(StatusAndHeaders(f"{method} {target} HTTP/1.1", headers, is_http_request=True))


def _host_and_target(uri: str) -> tuple[str, str]:
    """Host and request target; an address that cannot be parsed is kept whole as the target."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "", uri
    return parts.netloc.rpartition("@")[2], (parts.path or "/") + (
        f"?{parts.query}" if parts.query else ""
    )


def _response_head(exchange: Exchange) -> StatusAndHeaders:
    line = f"{exchange.status} {_PHRASES.get(exchange.status, 'Unknown')}"
    headers = _safe(exchange.response_headers, len(exchange.response_body))
    return _computed(StatusAndHeaders(line, headers, protocol="HTTP/1.1"))


def _computed(head: StatusAndHeaders) -> StatusAndHeaders:
    head.compute_headers_buffer()
    return head


def _safe(headers: Headers, length: int) -> list[tuple[str, str]]:
    """Header lines as they may stand in a record: ASCII, one line each, without secrets."""
    safe = []
    for raw_name, raw_value in headers:
        name, value = _not_in_a_name.sub("_", raw_name), _ascii(raw_value)
        lower = name.lower()
        if lower in _SECRET:
            value = REDACTED
        wrong_length = lower == "content-length" and value != str(length)
        safe.append((_ORIGINAL + name if lower in _ABOUT_CODING or wrong_length else name, value))
    return safe


def _ascii(text: str) -> str:
    """One line of ASCII: control characters become a space, the rest of Unicode percent-encoded."""
    line = _control.sub(" ", text)
    return line if line.isascii() else quote(line.encode("utf-8", "replace"), safe=_PRINTABLE)


def _id(place: str, kind: str, content: bytes) -> str:
    name = f"optout-warc-1 {place} {kind} {sha256(content).hexdigest()}"
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def _digest(content: bytes) -> str:
    return "sha256:" + sha256(content).hexdigest()


def _gzip(plain: bytes) -> bytes:
    """One gzip member; zlib writes no time and no name into its header."""
    packer = zlib.compressobj(_SPEED, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(plain) + packer.flush()
