"""What can be written is written; of the rest the person is told what stands in the way, and where."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from optout.catalog.steps import Published
from optout.channels.site.own_domains import own_domains
from optout.channels.site.publishing import publish
from optout.channels.site.wishes import wishes_of
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer

ALLOWED = "User-agent: *\nDisallow: /x/\n\nUser-agent: GPTBot\nAllow: /\n"
EVERYTHING = Published(robots=("GPTBot",), ai_txt=True, tdm=True)


def detail(sites: Mapping[str, Path], names: tuple[str, ...], published: Published = EVERYTHING) -> str:
    domains = own_domains(Facts({"x-domain": names}))
    outcome = asyncio.run(publish(sites, domains, wishes_of(published)))
    if outcome is None:
        return ""
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    return outcome.detail


def test_an_own_line_that_wins_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text(ALLOWED, "utf-8")
    told = detail({"a.example": tmp_path}, ("a.example",), Published(robots=("GPTBot",)))
    won = "What stands there would win, so nothing was written: GPTBot is allowed: line 5"
    assert told == f"robots.txt: {won}"
    assert [path.name for path in tmp_path.iterdir()] == ["robots.txt"]
    assert (tmp_path / "robots.txt").read_text("utf-8") == ALLOWED


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ai.txt", "User-Agent: *\nAllow: *.jpg\n"),
        (".well-known/tdmrep.json", '[{"location": "/a", "tdm-reservation": 0}]'),
    ],
)
def test_of_several_files_the_others_are_written_and_that_is_said(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / ".well-known").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    told = detail({"a.example": tmp_path}, ("a.example",))
    assert told.startswith(f"{name}: What stands there would win")
    assert told.endswith("; 2 of 3 files say it now")
    assert (tmp_path / name).read_text("utf-8") == text
    assert "Disallow: /" in (tmp_path / "robots.txt").read_text("utf-8")


def test_of_several_sites_those_with_a_folder_are_written(tmp_path: Path) -> None:
    one = Published(robots=("GPTBot",))
    told = detail({"b.example": tmp_path}, ("a.example", "b.example"), one)
    assert (
        told == "site 1, robots.txt: the settings name no folder for the site; 1 of 2 files say it now"
    )
    assert "GPTBot" in (tmp_path / "robots.txt").read_text("utf-8")
    assert detail({"b.example": tmp_path}, ("b.example",)) == ""
