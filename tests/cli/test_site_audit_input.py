"""What ``optout site audit`` takes for a site."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller


@pytest.mark.parametrize("given", ["", " ", "\t"])
def test_an_empty_name_is_not_the_current_folder(
    optout: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """As a shell gives it where a variable is not set."""
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    monkeypatch.chdir(tmp_path)
    said = optout("site", "audit", given, "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert said.json["what"] == "That is neither a web address nor a folder."
    assert optout("site", "audit", ".", "--json").code == 0


def test_a_folder_without_any_file_of_a_site_is_not_judged(optout: Caller, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("no site")
    said = optout("site", "audit", tmp_path, "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert said.json["what"].startswith("There is no index.html in that folder")


@pytest.mark.parametrize("name", ["robots.txt", "ai.txt", "index.html"])
def test_one_file_of_a_site_is_enough(optout: Caller, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("User-agent: *\n")
    assert optout("site", "audit", tmp_path, "--json").code == 0
