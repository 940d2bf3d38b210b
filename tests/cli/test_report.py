"""The report as a file."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller


def test_it_writes_one_file_and_says_where(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "out.html"
    said = optout("report", "--out", file)
    assert said.code == 0
    assert said.out == (
        f"1 of 4 opt-outs proven. 1 for you to do; 1 past the legal deadline; 1 stopped by trouble.\n"
        f"See: {file}\n"
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert "1 of 4 opt-outs proven." in file.read_text(encoding="utf-8")


def test_the_default_name_says_the_day_and_nothing_personal(
    optout: Caller, requests: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    value = optout("report", "--json").json
    (file,) = folder.iterdir()
    assert value["file"] == str(file)
    assert file.name.startswith("optout-report-20")
    assert file.name.endswith(".html")
    assert len(file.name) == len("optout-report-2026-01-01.html")


def test_its_json_has_figures_that_add_up(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    value = optout("report", "--out", tmp_path / "out.html", "--json").json
    assert set(value) == {"file", "requests", "states", "overdue", "troubled", "totals"}
    assert value["states"] == {"proven": 1, "late": 1, "yours": 1, "stuck": 1}
    assert (value["requests"], value["overdue"], value["troubled"]) == (4, 1, 2)
    assert value["totals"]["proven_absent"] == 2


def test_an_older_report_is_replaced_and_nothing_else_is_left(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "out.html").write_text("old")
    assert optout("report", "--out", folder / "out.html").code == 0
    assert [file.name for file in folder.iterdir()] == ["out.html"]
    assert "old" not in (folder / "out.html").read_text(encoding="utf-8")[:3]


def test_one_subject_s_report_has_only_theirs(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    (person,) = optout("person", "list", "--json").json
    out = ("--out", tmp_path / "out.html", "--json")
    assert optout("report", "--subject", person["subject"], *out).json["requests"] == 4
    unknown = optout("report", "--subject", "s-nobody", *out)
    assert (unknown.code, unknown.json["error"]) == (2, "WrongInput")


def test_a_place_that_cannot_be_written_is_told(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    assert optout("report", "--out", tmp_path).code == 2
    said = optout("report", "--out", tmp_path / "none" / "out.html", "--json")
    assert said.code == 6
    assert said.json["what"] == "The report could not be written: no such file or directory."


def test_without_any_request_there_is_a_report_too(optout: Caller, subject: str, tmp_path: Path) -> None:
    said = optout("report", "--out", tmp_path / "out.html")
    assert (said.code, said.out.splitlines()[0]) == (0, "Nothing is asked of anybody yet.")
