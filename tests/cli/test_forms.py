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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_reads_a_page_that_states_no_encoding(optout: Caller, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<label>Prénom <input></label>".encode(encoding))
    assert [row["meaning"] for row in optout("forms", "explain", path, "--json").json] == ["given-name"]


ODD = {
    "nothing": ("", []),
    "no HTML": ("\x00\x01 hello", []),
    "broken": ("<label>City<input name=c></td></form></b><label>E-mail<input name=e", ["c"]),
    "frame": (
        "<iframe srcdoc='<label>E-mail <input name=e></label>'></iframe><input name=c>",
        ["e", "c"],
    ),
    "shadow": (
        "<div><template shadowrootmode=open><label>City <input name=c></label></template></div>",
        ["c"],
    ),
    "template": ("<template><input name=t></template><input name=e>", ["e"]),
    "deep": ("<div>" * 3000 + "<input name=e>", ["e"]),
}


def test_it_reads_odd_pages_as_a_browser_would(optout: Caller, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{at}.html" for at, name in enumerate(ODD)}
    for name, path in paths.items():
        path.write_text(ODD[name][0])
    answer = optout("forms", "explain", *paths.values(), "--json").json
    read = {name: [row["name"] for row in answer[str(path)]] for name, path in paths.items()}
    assert read == {name: names for name, (_, names) in ODD.items()}


def test_words_say_why(optout: Caller, page: Path) -> None:
    assert "fn: given-name (label 'First name')" in optout("forms", "explain", page).out


def test_a_missing_file_is_wrong_input(optout: Caller, tmp_path: Path) -> None:
    said = optout("forms", "explain", tmp_path / "no.html", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
