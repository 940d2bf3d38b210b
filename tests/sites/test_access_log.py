"""Access logs as servers write them, and as visitors try to forge them."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.errors import WrongInput
from optout.signals.watching import Fetch
from optout.sites.access_log import LONGEST_LINE, fetches_in

AGENT = "GPTBot/1.2 (\\x22hi\\x22)"
COMBINED = f'192.0.2.7 - - [02/Mar/2026:10:00:00 +0100] "GET /a?b=c HTTP/1.1" 200 512 "-" "{AGENT}"'
COMMON = '2001:db8::1 - robin [02/Mar/2026:09:00:00 +0000] "HEAD / HTTP/2.0" 304 -'
CADDY = json.dumps(
    {
        "ts": 1772442000.5,
        "request": {"remote_ip": "192.0.2.9", "uri": "/x", "headers": {"User-Agent": ["CCBot/2.0"]}},
        "status": 200,
    }
)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def read(tmp_path: Path, *lines: str | bytes, ending: bytes = b"\n") -> list[Fetch | None]:
    whole = b"".join((line.encode() if isinstance(line, str) else line) + ending for line in lines)
    file = tmp_path / "access.log"
    file.write_bytes(whole)
    return list(fetches_in(file))


def facts(fetch: Fetch | None) -> tuple[object, ...]:
    assert fetch is not None
    return fetch.at, fetch.address, fetch.agent, fetch.path, fetch.status


def test_the_known_formats_are_read(tmp_path: Path) -> None:
    combined, common, caddy = read(tmp_path, COMBINED, COMMON, CADDY)
    assert facts(combined) == (AT, "192.0.2.7", "GPTBot/1.2 (\\x22hi\\x22)", "/a?b=c", 200)
    assert facts(common) == (AT, "2001:db8::1", "", "/", 304)
    assert facts(caddy) == (AT.replace(microsecond=500_000), "192.0.2.9", "CCBot/2.0", "/x", 200)


def test_a_packed_log_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "access.log.1.gz"
    file.write_bytes(gzip.compress(f"{COMBINED}\n{COMMON}\n".encode()))
    assert [fetch.line for fetch in fetches_in(file) if fetch] == [1, 2]


@pytest.mark.parametrize(
    "line",
    ["", "words", "{}", '{"ts": "x"}', "[1]", '192.0.2.7 - - [now] "GET / HTTP/1.1" 200 1',
     '192.0.2.7 - - [02/Mar/2026:10:00:00 +0100] "\\x16\\x03" 400 1', "{" * 5000,
     COMBINED.replace("/a?b=c", "/a b"), COMBINED + "x", COMBINED.replace('"-"', '"-', 1),
     COMBINED.replace(AGENT, "a" * 20_000 + " GPTBot/1.2")],
)  # fmt: skip
def test_another_line_is_none_and_stops_nothing(tmp_path: Path, line: str) -> None:
    other, good = read(tmp_path, line, COMMON)
    assert other is None
    assert facts(good)[3] == "/"


@pytest.mark.parametrize(
    "change",
    [
        {"ts": None}, {"ts": True}, {"ts": "1772442000"}, {"ts": -1.0}, {"ts": 1e300}, {"ts": [1]},
        {"ts": float("nan")}, {"status": "200"}, {"status": True}, {"status": None},
        {"request": None}, {"request": []}, {"request": "GET /"}, {"request": {}},
        {"request": {"uri": 5}}, {"request": {"uri": "/x", "headers": None}},
        {"request": {"uri": "/x", "headers": []}},
        {"request": {"uri": "/x", "headers": {"User-Agent": None}}},
        {"request": {"uri": "/x", "headers": {"User-Agent": []}}},
        {"request": {"uri": "/x", "headers": {"User-Agent": [5]}}},
        {"request": {"uri": "/x", "headers": {"User-Agent": "GPTBot"}}},
    ],
)  # fmt: skip
def test_json_of_another_shape_is_none_and_stops_nothing(
    tmp_path: Path, change: dict[str, object]
) -> None:
    other, good = read(tmp_path, json.dumps(json.loads(CADDY) | change), CADDY)
    assert other is None
    assert facts(good)[3] == "/x"


def test_json_without_an_agent_or_an_address_is_a_line_all_the_same(tmp_path: Path) -> None:
    bare = {"ts": 1772442000, "request": {"uri": "/x"}, "status": 403}
    odd = bare | {"request": {"uri": "/x", "headers": {}, "remote_ip": 5}}
    for fetch in read(tmp_path, json.dumps(bare), json.dumps(odd)):
        assert facts(fetch) == (AT, "", "", "/x", 403)


@pytest.mark.parametrize(
    "user",
    [
        'x [10/Oct/2020:13:55:36 +0000] "GET /private HTTP/1.1" 200 5 "-" "GPTBot/1.0"',
        'x [10/Oct/2020:13:55:36 +0000] "GET /private HTTP/1.1" 200 5 "-" "GPTBot/1.0" "',
        'x [10/Oct/2020:13:55:36 +0000] "GET /private HTTP/1.1" 200 5',
        'x" 200 5 "-" "GPTBot',
        "jane[doe]",
        "jane doe",
        'jane"doe',
        "",
    ],
)
def test_a_name_of_a_user_cannot_be_taken_for_other_fields(tmp_path: Path, user: str) -> None:
    """Whoever asks chooses it; the true request behind it was another."""
    line = COMMON.replace("robin", user)
    assert read(tmp_path, line, f'{line} "-" "curl/8"') == [None, None]


def test_what_a_log_adds_behind_the_agent_is_left_alone(tmp_path: Path) -> None:
    more, plain = read(tmp_path, f'{COMBINED} "198.51.100.1" 0.003', COMBINED, ending=b"\r\n")
    assert facts(more) == facts(plain)


def test_the_rest_of_a_line_that_is_too_long_is_no_line_of_its_own(tmp_path: Path) -> None:
    junk = b"x" * LONGEST_LINE
    fetches = read(tmp_path, junk + COMBINED.encode(), junk[:-1] + b"\n" + COMMON.encode())
    assert fetches[0] is None
    assert [facts(one)[1] for one in fetches if one] == ["2001:db8::1"]


def test_quotes_that_a_visitor_sends_do_not_end_a_field(tmp_path: Path) -> None:
    forged = COMBINED.replace("/a?b=c", '/\\" 200 1 \\"-\\" \\"GPTBot\\"').replace(
        "GPTBot/1.2", "curl/8"
    )
    (fetch,) = read(tmp_path, forged)
    assert fetch is None or "GPTBot" not in fetch.agent


def test_a_packed_log_that_is_damaged_is_said_to_be_with_what_was_read(tmp_path: Path) -> None:
    file = tmp_path / "access.log.gz"
    packed = gzip.compress(f"{COMBINED}\n".encode() * 100)
    damaged = 0
    for at in range(10, len(packed) - 8):
        file.write_bytes(packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :])
        with pytest.raises(WrongInput, match="to its end") as refused:
            list(fetches_in(file))
        damaged += "(error)" in refused.value.what
        assert refused.value.kept.endswith(
            "lines before that were read; nothing was concluded from them."
        )
    assert damaged  # zlib's own error, besides those of the file's frame


def test_a_log_that_ends_in_the_middle_is_said_to(tmp_path: Path) -> None:
    file = tmp_path / "access.log.gz"
    file.write_bytes(gzip.compress(f"{COMBINED}\n".encode() * 100)[:-12])
    with pytest.raises(WrongInput, match="to its end"):
        list(fetches_in(file))
    with pytest.raises(WrongInput):
        list(fetches_in(tmp_path / "missing.log"))


@settings(max_examples=150, deadline=None)
@given(line=st.binary(max_size=300))
def test_no_line_raises(tmp_path_factory: pytest.TempPathFactory, line: bytes) -> None:
    file = tmp_path_factory.mktemp("log") / "access.log"
    file.write_bytes(COMMON.encode() + b"\n" + line + b"\n" + COMMON.encode() + b"\n")
    assert list(fetches_in(file))[-1] is not None
