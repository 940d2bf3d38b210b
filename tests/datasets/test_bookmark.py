"""A bookmark is used only as it was written, and refused where it cannot be."""

import json
from pathlib import Path

import pytest

from optout.datasets.bookmark import Bookmark, bookmark_at
from optout.datasets.wanted import Wanted
from optout.errors import WrongInput

WANTED = [Wanted("url", "https://robin.example/"), Wanted("x-domain", "robin.example")]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    mark = bookmark_at(tmp_path / "mark", WANTED, "these files")
    mark.done, mark.rows, mark.counts = {"0": 2}, 7, [1, 0]
    mark.hits, mark.compared, mark.doubts = [[0, 0, 1, [3, "url"]]], {"0": [0, 1]}, ["0"]
    mark.begin()
    return tmp_path / "mark"


def test_what_was_kept_comes_back(kept: Path) -> None:
    mark = bookmark_at(kept, WANTED, "these files")
    assert (mark.done, mark.rows, mark.counts) == ({"0": 2}, 7, [1, 0])
    assert (mark.hits, mark.compared) == ([[0, 0, 1, [3, "url"]]], {"0": [0, 1]})
    assert mark.doubts == ["0"]


@pytest.mark.parametrize(
    "change",
    [
        {"counts": [1, 2, 3]},
        {"counts": []},
        {"counts": ["x", 0]},
        {"done": {"0": "x"}},
        {"done": {"x": 1}},
        {"rows": None},
        {"hits": [1]},
        {"hits": [[9, 0, 0, [1, "url"]]]},
        {"hits": [[0, 9, 0, [1, "url"]]]},
        {"hits": [[0, 0, 0, [1]]]},
        {"compared": {"0": [5]}},
        {"compared": []},
        {"doubts": [1]},
        {"version": 1},
        {"mark": 5},
    ],
)
def test_one_that_was_changed_is_begun_anew(kept: Path, change: dict[str, object]) -> None:
    kept.write_text(json.dumps({**json.loads(kept.read_text()), **change}))
    mark = bookmark_at(kept, WANTED, "these files")
    assert (mark.done, mark.rows, mark.counts, mark.hits) == ({}, 0, [], [])


def test_one_that_cannot_be_written_is_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="bookmark cannot be written"):
        Bookmark(tmp_path / "none" / "mark").begin()
