"""``optout site write`` from outside, and what a real web server then serves of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from optout.cli import site_write
from optout.signals.snippets import snippets
from optout.sites.choices import Choices
from tests.cli.calling import Caller
from tests.signals.images.pictures import picture
from tests.sites.own_server import OwnServer, html
from tests.sites.published import published

OWN = "User-agent: Mine\r\nDisallow: /x\r\nSitemap: https://own.example/s.xml\r\n"
FILES = ["robots.txt", "ai.txt", ".well-known/tdmrep.json"]
CHOICES = [["--allow-search"], ["--refuse-search"], []]


@pytest.fixture
def site() -> Iterator[OwnServer]:
    with OwnServer().open() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site, with a robots.txt of its own."""
    place = tmp_path / "site"
    place.mkdir()
    (place / "index.html").write_text('<p>home <a href="/about.html">a</a> <img src="me.jpg">')
    (place / "about.html").write_text("<p>about")
    (place / "me.jpg").write_bytes(picture("JPEG"))
    (place / "robots.txt").write_bytes(OWN.encode())
    return place


def contents(folder: Path) -> dict[str, bytes]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def test_without_a_yes_nothing_is_written_and_everything_is_shown(optout: Caller, folder: Path) -> None:
    before = contents(folder)
    said = optout("site", "write", folder, "--json")
    assert (said.code, said.json["written"], contents(folder)) == (0, False, before)
    assert [(one["path"], one["change"]) for one in said.json["files"]] == list(
        zip(FILES, ["changed", "new", "new"], strict=True)
    )
    assert "+User-agent: GPTBot" in said.json["files"][0]["diff"].splitlines()
    words = optout("site", "write", folder).out
    assert '+    "tdm-reservation": 1' in words.splitlines()
    assert "Nothing was written. Say --yes to write it." in words.splitlines()
    assert contents(folder) == before


def test_with_a_yes_it_is_written_and_no_line_is_lost(optout: Caller, folder: Path) -> None:
    before = contents(folder)
    assert optout("site", "write", folder, "--yes", "--json").json["written"] is True
    after = contents(folder)
    assert after["robots.txt"].startswith(OWN.encode())
    assert after[".robots.txt.before-optout"] == OWN.encode()
    assert json.loads(after[".well-known/tdmrep.json"]) == [{"location": "/", "tdm-reservation": 1}]
    assert {name: after[name] for name in before if name != "robots.txt"} == {
        name: content for name, content in before.items() if name != "robots.txt"
    }


@pytest.mark.parametrize("choice", CHOICES)
def test_a_second_time_changes_nothing(optout: Caller, folder: Path, choice: list[str]) -> None:
    optout("site", "write", folder, "--yes", *choice)
    once = contents(folder)
    said = optout("site", "write", folder, "--yes", "--json", *choice).json
    assert [one["change"] for one in said["files"]] == ["same"] * 3
    assert (said["written"], contents(folder)) == (False, once)


def test_on_a_terminal_it_asks(optout: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_write.sys.stdin, "isatty", lambda: True)
    asked: list[str] = []

    def confirm(answer: bool) -> Callable[..., bool]:
        return lambda question, **_: not asked.append(question) and answer

    monkeypatch.setattr(site_write.click, "confirm", confirm(False))
    optout("site", "write", folder)
    assert contents(folder)["robots.txt"] == OWN.encode()
    monkeypatch.setattr(site_write.click, "confirm", confirm(True))
    optout("site", "write", folder)
    assert asked == ["Write this?"] * 2
    assert contents(folder)["robots.txt"] != OWN.encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".well-known/tdmrep.json", b"<html>"),
        ("ai.txt", b"\xff\xfe"),
        ("robots.txt", b"# BEGIN optout\n"),
    ],
)
def test_a_file_that_cannot_be_understood_stays_and_the_others_are_written(
    optout: Caller, folder: Path, name: str, content: bytes
) -> None:
    (folder / ".well-known").mkdir()
    (folder / name).write_bytes(content)
    said = optout("site", "write", folder, "--yes", "--json").json
    changes = {one["path"]: one["change"] for one in said["files"]}
    assert changes.pop(name) == "refused"
    assert set(changes.values()) <= {"new", "changed"}
    assert contents(folder)[name] == content
    assert next(one["why"] for one in said["files"] if one["path"] == name)


def test_a_file_of_another_kind_keeps_its_lines(optout: Caller, folder: Path) -> None:
    (folder / "ai.txt").write_text("contact: me\n")
    optout("site", "write", folder, "--yes")
    assert contents(folder)["ai.txt"].startswith(b"contact: me\n")


def test_a_line_that_lets_a_crawler_in_is_told(optout: Caller, folder: Path) -> None:
    (folder / "robots.txt").write_text("User-agent: GPTBot\nAllow: /\n")
    said = optout("site", "write", folder, "--json").json
    assert said["left_open"] == [{"agent": "GPTBot", "line": 2}]
    assert "GPTBot is still let in by line 2 of robots.txt." in optout("site", "write", folder).out


def test_a_line_of_ones_own_that_permits_training_is_told_and_stays(
    optout: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "robots.txt").write_text("User-agent: *\nContent-Usage: train-ai=y\nDisallow:\n")
    told = (
        "robots.txt line 2 still permits training (Content-Usage: train-ai=y). It is yours, and stays: "
        "change it yourself."
    )
    said = optout("site", "write", folder, "--json").json
    assert said["permitting"] == [
        {"file": "robots.txt", "where": "line 2", "words": "Content-Usage: train-ai=y"}
    ]
    assert told in optout("site", "write", folder).out.splitlines()
    monkeypatch.setattr(site_write.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(site_write.click, "confirm", lambda question, **_: False)
    assert told in optout("site", "write", folder).err.splitlines()  # before the question
    assert told in optout("site", "write", folder, "--yes").out.splitlines()
    assert b"Content-Usage: train-ai=y" in contents(folder)["robots.txt"]


def test_a_licence_is_named_where_one_is_given_and_stays(optout: Caller, folder: Path) -> None:
    licence = "https://own.example/license.xml"
    optout("site", "write", folder, "--yes", "--license", licence)
    once = contents(folder)["robots.txt"].decode()
    assert once.splitlines().count(f"License: {licence}") == 1
    optout("site", "write", folder, "--yes")
    assert contents(folder)["robots.txt"].decode() == once
    noted = optout("site", "audit", folder, "--json").json["signals"]["license"]["noted"]
    assert {one["words"] for one in noted} == {licence}


def test_what_is_no_address_of_a_licence_is_refused(optout: Caller, folder: Path) -> None:
    before = contents(folder)
    said = optout("site", "write", folder, "--yes", "--json", "--license", "license.xml")
    assert (said.code, said.json["what"]) == (2, "A licence is named by its web address.")
    assert contents(folder) == before


def test_it_is_written_even_where_nobody_reads_the_output(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "optout", "site", "write", str(folder), "--yes"]
    try:
        subprocess.run(command, stdout=writing, stderr=subprocess.DEVNULL, timeout=60, check=False)
    finally:
        os.close(writing)
    assert {*FILES} <= {*contents(folder)}


def test_what_is_no_folder_is_refused(optout: Caller, tmp_path: Path) -> None:
    said = optout("site", "write", tmp_path / "nowhere", "--json")
    assert (said.code, said.json["what"]) == (2, "There is no such folder.")


def test_a_link_out_of_the_folder_is_not_written_through(
    optout: Caller, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (folder / "ai.txt").symlink_to(tmp_path / "mine.txt")
    said = optout("site", "write", folder, "--yes", "--json").json
    assert said["files"][1]["change"] == "refused"
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_header_lines_are_printed_for_six_servers(optout: Caller, folder: Path) -> None:
    said = optout("site", "write", folder, "--domain", "own.example", "--json").json
    assert [one["server"] for one in said["snippets"]] == [
        "nginx", "Apache", "Caddy", "Netlify", "Cloudflare", "GitHub Pages",
    ]  # fmt: skip
    assert said["headers"] == Choices().headers()
    assert said["snippets"][2]["text"].startswith("own.example {")


def test_the_page_about_it_has_the_same_lines() -> None:
    page = Path(__file__).parents[2] / "docs/how-to/say-no-on-your-own-site.md"
    text = page.read_text(encoding="utf-8")
    for one in snippets(Choices().headers()):
        assert f"```\n{one.text}\n```" in text, one.server


@pytest.mark.parametrize("choice", CHOICES)
def test_what_was_written_and_published_is_complete_and_denies_nothing(
    optout: Caller, folder: Path, tmp_path: Path, choice: list[str]
) -> None:
    headers = optout("site", "write", folder, "--yes", "--json", *choice).json["headers"]
    lying = optout("site", "audit", folder, "--json").json
    assert (lying["contradictions"], lying["missing"]) == ([], [])
    with published(folder, headers, tmp_path) as address:
        served = optout("site", "audit", address, "--json").json
        words = optout("site", "audit", address).out
    assert (served["contradictions"], served["missing"]) == ([], [])
    served_now = {name for name, one in served["signals"].items() if one["state"] == "served"}
    assert served_now == {"robots", "content_usage", "content_signal", "ai_txt", "tdm", "x_robots_tag"}
    assert not served["agents"]["GPTBot"]["allowed"]
    assert served["agents"]["GPTBot"]["training"] == "refused"
    assert served["agents"]["PerplexityBot"]["allowed"] == (choice != ["--refuse-search"])
    assert [page["tdm"] for page in served["pages"]] == [{"reservation": 1, "place": "header"}] * 3
    assert words.splitlines()[-6:-2] == [
        "Every signal that a refusal needs is served.",
        "  license is not, and need not be: a licence offers terms, and refuses nothing by itself.",
        "  meta_robots is not, and need not be: the header X-Robots-Tag says the same, of images too.",
        "  images is not, and need not be: optout site mark writes into image files.",
    ]


def test_what_a_published_image_says_inside_itself_is_read(
    optout: Caller, folder: Path, tmp_path: Path
) -> None:
    headers = optout("site", "write", folder, "--yes", "--json").json["headers"]
    assert optout("site", "mark", folder / "me.jpg", "--yes").code == 0
    with published(folder, headers, tmp_path) as address:
        found = optout("site", "audit", address, "--json").json
    (said,) = found["signals"]["images"]["says"]
    assert (said["allows"], said["words"], said["url"]) == (
        False, "DMI-PROHIBITED-AIMLTRAINING", address + "me.jpg",
    )  # fmt: skip
    assert (found["contradictions"], found["missing"]) == ([], [])


def test_without_the_header_lines_only_they_are_missing(
    optout: Caller, folder: Path, site: OwnServer
) -> None:
    optout("site", "write", folder, "--yes")
    site.answers["/"] = html("home")
    for name in FILES:
        site.answers[f"/{name}"] = html((folder / name).read_text())
    said = optout("site", "audit", site.address + "/", "--json").json
    assert [one["signal"] for one in said["missing"]] == ["x_robots_tag"]
