"""JSON from others: bounded, and nothing in it twice."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.strict_json import MAX_BYTES, MAX_DEPTH, parsed, read_json


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "line 1: this is not JSON (Expecting value)"),
        (b'{\n"a": 1,}', "line 2: this is not JSON"),
        (b'{"a": 1} {"b": 2}', "line 1: this is not JSON (Extra data)"),
        (b'{"a": {"b": 1, "b": 2}}', "the key 'b' is given twice"),
        (b'{"a": NaN}', "NaN is no number in JSON"),
        (b"[-Infinity]", "-Infinity is no number in JSON"),
        (b"1" * 5000, "a number in the file is too long"),
        (b'"\xff"', "the file is not UTF-8 text"),
        (b'{"a": "\\u001b[2J"}', "a text in the file holds a control character"),
        (b'{"\\u001b[2J": 1}', "a text in the file holds a control character"),
        (b'[{"a": [{"\\u202e": 1}]}]', "a text in the file holds a control character"),
        (b'["\\ud800"]', "a text in the file holds a control character"),
        (b'["\\u202e"]', "a text in the file holds a control character"),
        (b"[" * 100_000, "nested deeper than 24 levels"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "nested deeper than 24 levels"),
    ],
    ids=range(15),
)
def test_what_is_not_plain_json_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(Unusable) as fault:
        parsed(raw)
    assert why in str(fault.value)


def test_the_deepest_that_is_allowed_is_read() -> None:
    assert json.dumps(parsed(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)) == "[" * MAX_DEPTH + "]" * MAX_DEPTH


def test_a_large_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_bytes(b" " * (MAX_BYTES + 1))

    with pytest.raises(Unusable, match="larger than 1024 KiB"):
        read_json(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"cannot be read \(FileNotFoundError\)"):
        read_json(tmp_path / "none.json")


def test_a_mark_of_the_order_of_bytes_is_left_out() -> None:
    assert parsed(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")

    with pytest.raises(Unusable, match="this is no ordinary file"):
        read_json(tmp_path / "pipe.json")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("a.json")

    with pytest.raises(Unusable, match=r"cannot be read \(OSError\)"):
        read_json(tmp_path / "a.json")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        value = parsed(raw)
    except Unusable:
        return
    assert value == json.loads(raw.decode("utf-8-sig"))
