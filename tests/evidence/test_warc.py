"""The archive is one that any WARC reader accepts, with our digests and without secrets."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import (  # type: ignore[import-untyped] # warcio ships no types
    ArchiveIterator,
)

from optout.channels.attempt import Exchange
from optout.evidence.warc import warc

AT = datetime(2026, 3, 1, 9, 30, 15, 250000, tzinfo=UTC)


def exchange(
    url: str = "https://people.example/optout?record=17",
    request_headers: tuple[tuple[str, str], ...] = (("Host", "people.example"),),
    response_headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),),
    status: int = 200,
    body: bytes = b"<h1>Your request was received</h1>",
) -> Exchange:
    return Exchange(
        "POST", url, request_headers, b"email=ada%40mail.example", status, response_headers, body
    )


def _records(archive: bytes) -> list[tuple[dict[str, str], dict[str, str], bytes]]:
    """Per record its own headers, the HTTP headers and the body; digests are checked on the way."""
    found = []
    for record in ArchiveIterator(BytesIO(archive), check_digests="raise"):
        http = dict(record.http_headers.headers) if record.http_headers else {}
        body = record.content_stream().read()
        assert record.digest_checker.passed is True
        found.append((dict(record.rec_headers.headers), http, body))
    return found


def test_requests_and_responses_come_back_as_they_were() -> None:
    first, second = exchange(), exchange(status=404, body=b"")
    records = _records(warc([first, second], AT))
    kinds = [record["WARC-Type"] for record, _, _ in records]
    assert kinds == ["warcinfo", "request", "response", "request", "response"]
    assert [body for _, _, body in records[1:]] == [
        first.request_body,
        first.response_body,
        second.request_body,
        b"",
    ]
    assert {record["WARC-Target-URI"] for record, _, _ in records[1:]} == {first.url}
    assert {record["WARC-Date"] for record, _, _ in records} == {"2026-03-01T09:30:15.250000Z"}


def test_the_first_lines_are_those_of_the_exchange() -> None:
    archive = BytesIO(warc([exchange(status=403), exchange(status=799)], AT))
    lines = [
        f"{record.http_headers.protocol} {record.http_headers.statusline}"
        for record in ArchiveIterator(archive)
        if record.http_headers
    ]
    asked = "POST /optout?record=17 HTTP/1.1"
    assert lines == [asked, "HTTP/1.1 403 Forbidden", asked, "HTTP/1.1 799 Unknown"]


def test_a_request_and_its_response_name_each_other() -> None:
    _, (asked, _, _), (answered, _, _) = _records(warc([exchange()], AT))
    assert asked["WARC-Concurrent-To"] == answered["WARC-Record-ID"]
    assert answered["WARC-Concurrent-To"] == asked["WARC-Record-ID"]
    assert asked["WARC-Record-ID"] != answered["WARC-Record-ID"]


def test_the_digests_are_sha_256_of_the_payload() -> None:
    _, _, (answered, _, body) = _records(warc([exchange()], AT))
    assert answered["WARC-Payload-Digest"] == "sha256:" + sha256(body).hexdigest()
    assert answered["WARC-Block-Digest"].startswith("sha256:")


def test_warcio_itself_finds_every_digest_right(tmp_path: Path) -> None:
    path = tmp_path / "traffic.warc.gz"
    path.write_bytes(warc([exchange(), exchange(status=302, body=b"")], AT))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("digest pass") == 5


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "proxy-authorization",
        "COOKIE",
        "Set-Cookie",
        "x-api-key",
        "X-Amz-Security-Token",
    ],
)
def test_secrets_of_the_session_are_left_out(name: str) -> None:
    secret = ((name, "opaque-secret"),)
    archive = warc([exchange(request_headers=secret, response_headers=secret)], AT)
    _, (_, asked, _), (_, answered, _) = _records(archive)
    assert asked[name] == "[redacted]"
    assert answered[name] == "[redacted]"


def test_the_archive_says_what_was_left_out() -> None:
    information = _records(warc([], AT))[0][2]
    assert b"[redacted]" in information
    assert b"software: optout/" in information


def test_the_same_capture_has_the_same_bytes_and_another_one_other_ids() -> None:
    archive = warc([exchange(), exchange()], AT)
    assert archive == warc([exchange(), exchange()], AT)
    ids = [record["WARC-Record-ID"] for record, _, _ in _records(archive)]
    later = [
        record["WARC-Record-ID"] for record, _, _ in _records(warc([exchange()], AT + timedelta(1)))
    ]
    assert len(set(ids + later)) == 8


def test_a_header_about_coding_does_not_contradict_the_decoded_body() -> None:
    coding = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "9999"))
    _, _, (_, headers, body) = _records(warc([exchange(response_headers=coding)], AT))
    assert body == exchange().response_body
    assert headers == {f"X-Archive-Orig-{name}": value for name, value in coding}


def test_a_right_length_and_a_missing_host_are_as_on_the_wire() -> None:
    right = (("Content-Length", str(len(exchange().response_body))),)
    traffic = exchange("https://user@people.example:8443/", request_headers=(), response_headers=right)
    _, (_, asked, _), (_, answered, _) = _records(warc([traffic], AT))
    assert asked == {"Host": "people.example:8443"}
    assert answered == dict(right)


def test_a_host_that_was_sent_is_not_repeated() -> None:
    sent = [("Accept", "text/html"), ("host", "people.example")]
    archive = BytesIO(warc([exchange(request_headers=tuple(sent))], AT))
    heads = [record.http_headers.headers for record in ArchiveIterator(archive) if record.http_headers]
    assert heads[0] == sent


def test_a_hostile_header_cannot_begin_another_line() -> None:
    hostile = (("X-Note", "kind\r\nSet-Cookie: stolen\r\n\r\nbody"), ("Bad\r\nName:", "Zürich \udc80"))
    _, _, (_, headers, body) = _records(warc([exchange(response_headers=hostile)], AT))
    assert headers == {
        "X-Note": "kind Set-Cookie: stolen body",
        "Bad__Name_": "Z%C3%BCrich ?",
    }
    assert body == exchange().response_body


_text = st.text(max_size=30)
_headers = st.lists(st.tuples(_text, _text), max_size=4).map(tuple)


@given(_text, _headers, _headers, st.integers(0, 999), st.binary(max_size=200))
@settings(max_examples=80, deadline=None)
def test_whatever_a_provider_sends_becomes_a_readable_archive(
    rest: str,
    asked: tuple[tuple[str, str], ...],
    answered: tuple[tuple[str, str], ...],
    status: int,
    body: bytes,
) -> None:
    traffic = replace(exchange(f"https://[{rest}", asked, answered, status), response_body=body)
    records = _records(warc([traffic], AT))
    assert len(records) == 3
    assert records[2][2] == body


def test_bodies_are_compressed() -> None:
    page: Exchange = exchange(body=b"<p>No results for this search.</p>" * 1000)
    assert len(warc([page], AT)) < len(page.response_body) / 10
