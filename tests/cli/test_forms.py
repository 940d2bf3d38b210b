"""``optout forms explain``: one entry per control, in the order of the page."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller

PAGE = """<!doctype html><form><input type=hidden name=h><label>First name <input name=fn></label>
<label>State <select name=st id=s><option>CA<option>NY</select></label><textarea name=t></textarea>
<label>Password <input type=password name=pw></label><input type=submit></form>"""
KEYS = {"index", "tag", "type", "name", "id", "visible", "meaning", "confidence", "why"}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "form.html"
    path.write_text(PAGE)
    return path


def test_one_page_gives_the_list_of_its_controls(optout: Caller, page: Path) -> None:
    rows = optout("forms", "explain", page, "--json").json
    assert all(set(row) == KEYS for row in rows)
    assert [row["index"] for row in rows] == [0, 1, 2, 3]
    assert [row["tag"] for row in rows] == ["input", "select", "textarea", "input"]
    assert [row["meaning"] for row in rows] == ["given-name", "address-level1", None, None]
    assert [row["type"] for row in rows] == ["text", "", "", "password"]
    assert [bool(row["confidence"]) for row in rows] == [True, True, False, False]


def test_several_pages_give_an_object_from_path_to_list(
    optout: Caller, page: Path, tmp_path: Path
) -> None:
    other = tmp_path / "empty.html"
    other.write_text("<p>Nothing to fill</p>")
    answer = optout("forms", "explain", page, other, "--json").json
    assert set(answer) == {str(page), str(other)}
    assert (len(answer[str(page)]), answer[str(other)]) == (4, [])


def test_it_reads_the_encoding_that_the_page_states(optout: Caller, tmp_path: Path) -> None:
    path = tmp_path / "latin.html"
    path.write_bytes("<meta charset=iso-8859-1><label>Prénom <input></label>".encode("latin-1"))
    assert [row["meaning"] for row in optout("forms", "explain", path, "--json").json] == ["given-name"]


def test_words_say_why(optout: Caller, page: Path) -> None:
    assert "fn: given-name (label 'First name')" in optout("forms", "explain", page).out


def test_a_missing_file_is_wrong_input(optout: Caller, tmp_path: Path) -> None:
    said = optout("forms", "explain", tmp_path / "no.html", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
