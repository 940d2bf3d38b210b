"""``optout site audit`` from outside, against a server that answers well and badly."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.sites.own_server import Answer, OwnServer, html, redirect, text

ROBOTS = """\
User-agent: GPTBot
Disallow: /

User-agent: *
Content-Signal: search=yes, ai-train=yes
Allow: /
"""
FAULTS = [
    text("broken", 500),
    text("later", 429),
    html("<!doctype html><title>Not found</title>"),
    text("#" * 600_000),
    redirect("https://elsewhere.example/"),
    redirect("?again"),
    text("{}"),
]


@pytest.fixture
def site() -> Iterator[OwnServer]:
    with OwnServer().open() as opened:
        yield opened


def test_the_contract(optout: Caller, site: OwnServer) -> None:
    site.answers |= {"/": html("home", ("X-Robots-Tag", "noai")), "/robots.txt": text(ROBOTS)}
    said = optout("site", "audit", site.address + "/", "--json")
    assert said.code == 0
    assert set(said.json) == {"address", "agents", "signals", "contradictions", "missing", "pages"}
    gpt, claude = said.json["agents"]["GPTBot"], said.json["agents"]["ClaudeBot"]
    assert (gpt["allowed"], gpt["why"]) == (False, "robots.txt line 2: Disallow: /")
    assert (claude["allowed"], claude["why"]) == (True, "robots.txt line 6: Allow: /")
    assert claude["training"] == "refused"
    assert said.json["signals"]["content_signal"]["says"][0] == {
        "use": "search", "allows": True, "agent": None, "where": "robots.txt line 5",
        "words": "Content-Signal: search=yes, ai-train=yes", "url": site.address + "/",
    }  # fmt: skip
    pairs = [(one["refuses"]["signal"], one["allows"]["signal"]) for one in said.json["contradictions"]]
    assert pairs == [
        ("robots", "content_signal"), ("x_robots_tag", "content_signal"), ("x_robots_tag", "robots"),
    ]  # fmt: skip
    assert [one["signal"] for one in said.json["missing"]] == [
        "robots",
        "content_usage",
        "ai_txt",
        "tdm",
    ]


def test_the_words_are_a_table_and_sentences(optout: Caller, site: OwnServer) -> None:
    site.answers |= {"/": html("home"), "/robots.txt": text(ROBOTS)}
    lines = optout("site", "audit", site.address + "/").out.splitlines()
    assert lines[0] == f"{site.address}/: pages and images read: 1."
    assert "  content_signal  served       search allowed, training allowed" in lines
    assert (
        "  robots.txt line 2 (Disallow: /) refuses AI training to GPTBot, but robots.txt line 5 "
        "(Content-Signal: search=yes, ai-train=yes) allows it." in lines
    )
    assert "      Content-Usage: train-ai=n" in lines
    assert any(one.startswith("  Said or seen not to obey it: Bytespider,") for one in lines)
    assert max(map(len, lines)) < 200


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("path", ["/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"])
def test_a_file_that_could_not_be_read_is_never_missing_and_nothing_follows_from_it(
    optout: Caller, site: OwnServer, path: str, fault: Answer
) -> None:
    site.answers |= {"/": html("home"), path: fault}
    found = optout("site", "audit", site.address + "/", "--json").json
    signal = {"/robots.txt": "robots", "/ai.txt": "ai_txt"}.get(path, "tdm")
    assert found["signals"][signal]["state"] == "unreadable"
    assert signal not in [one["signal"] for one in found["missing"]]
    assert found["contradictions"] == []
    assert {one["training"] for one in found["agents"].values()} == {"unreadable"}
    allowed = {(one["allowed"], one["known"]) for one in found["agents"].values()}
    assert allowed == ({(False, False)} if signal == "robots" else {(True, True)})
    if signal == "robots":
        assert {"content_usage", "content_signal"}.isdisjoint(one["signal"] for one in found["missing"])


def test_pages_that_could_not_be_read_are_named(optout: Caller, site: OwnServer) -> None:
    site.answers |= {"/": html("<a href=/gone>"), "/robots.txt": text(ROBOTS)}
    lines = optout("site", "audit", site.address + "/").out.splitlines()
    assert lines[1] == f"Not read: {site.address}/gone (HTTP 404)."


def test_a_page_on_another_path_is_judged_there(optout: Caller, site: OwnServer) -> None:
    site.answers |= {
        "/open/a": html("a"),
        "/robots.txt": text("User-agent: *\nDisallow: /\nAllow: /open/\n"),
    }
    found = optout("site", "audit", site.address + "/open/a", "--json").json
    assert found["agents"]["GPTBot"]["why"] == "robots.txt line 3: Allow: /open/"
    assert found["address"] == site.address + "/open/a"


def test_the_files_are_those_of_where_the_page_ends(optout: Caller, site: OwnServer) -> None:
    site.answers |= {"/": redirect("/home/"), "/home/": html("home")}
    assert (
        optout("site", "audit", site.address + "/", "--json").json["address"] == site.address + "/home/"
    )
    assert site.asked == ["/", "/home/", "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"]


def test_a_folder_is_audited_without_headers(optout: Caller, tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text(ROBOTS)
    (tmp_path / "index.html").write_text('<meta name="tdm-reservation" content="1">')
    found = optout("site", "audit", tmp_path, "--json").json
    assert found["address"] == str(tmp_path)
    assert found["signals"]["x_robots_tag"]["state"] == "unseen"
    assert found["pages"][0]["tdm"] == {"reservation": 1, "place": "meta"}
    assert [one["signal"] for one in found["missing"]] == ["robots", "content_usage", "ai_txt"]


def test_where_nobody_answers_it_says_so_and_judges_nothing(optout: Caller) -> None:
    with OwnServer().open() as gone:
        address = gone.address
    said = optout("site", "audit", address + "/", "--json")
    assert said.code == 5
    assert said.json["what"] == "The site could not be reached, so nothing is known about it."


@pytest.mark.parametrize(
    "given",
    ["own.example", "ftp://own.example/", "https://me:secret@x.example/", "http://[", "https://", "no/"],
)  # fmt: skip
def test_what_is_neither_a_site_nor_a_folder_is_refused(optout: Caller, given: str) -> None:
    said = optout("site", "audit", given, "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert "secret" not in json.dumps(said.json)


def test_what_a_site_serves_cannot_steer_the_terminal(optout: Caller, site: OwnServer) -> None:
    evil = "User-agent: GPTBot\nDisallow: /\x1b[2J\u202e\nContent-Signal: ai-train=yes\x1b[1m\n"
    site.answers |= {"/": html("home"), "/robots.txt": text(evil)}
    said = optout("site", "audit", site.address + "/")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out
