"""``optout site audit`` from outside, against a server that answers well and badly."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.signals.agents import agents
from optout.sites import web_source
from tests.cli.calling import Caller
from tests.sites.own_server import Answer, OwnServer, html, redirect, text

ROBOTS = """\
User-agent: GPTBot
Disallow: /

User-agent: *
Content-Signal: search=yes, ai-train=yes
Allow: /
"""
SIGNAL_FILES = ["/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"]
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
    assert set(said.json) == {
        "address", "agents", "signals", "contradictions", "missing", "unreadable", "pages",
    }  # fmt: skip
    gpt, claude = said.json["agents"]["GPTBot"], said.json["agents"]["ClaudeBot"]
    assert (gpt["allowed"], gpt["why"]) == (False, "robots.txt line 2: Disallow: /")
    assert (claude["allowed"], claude["why"]) == (True, "robots.txt line 6: Allow: /")
    assert claude["training"] == "refused"
    assert said.json["signals"]["content_signal"]["says"][0] == {
        "use": "search", "allows": True, "agents": [], "where": "robots.txt line 5",
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


def test_a_site_that_nobody_could_read_is_no_success(optout: Caller, site: OwnServer) -> None:
    site.answers |= {path: text("later", 503) for path in ["/", *SIGNAL_FILES]}
    said = optout("site", "audit", site.address + "/")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "No signal that was read contradicts another." in lines
    assert (
        "8 signals could not be read: nothing is known about them (robots, content_usage, "
        "content_signal, license, ai_txt, tdm, x_robots_tag, meta_robots)." in lines
    )
    assert not any(one.startswith(("Every signal", "No signal contradicts")) for one in lines)
    found = optout("site", "audit", site.address + "/", "--json").json
    assert (found["missing"], len(found["unreadable"])) == ([], 8)


def test_one_page_that_could_not_be_read_is_no_success_either(optout: Caller, site: OwnServer) -> None:
    refusing = "User-agent: *\nDisallow: /\nContent-Usage: train-ai=n\nContent-Signal: ai-train=no\n"
    noai = ("X-Robots-Tag", "noai")
    site.answers |= {
        "/": html("<a href=/broken>", noai, ("tdm-reservation", "1")),
        "/broken": text("later", 503),
        "/robots.txt": text(refusing),
        "/ai.txt": text("User-Agent: *\nDisallow: /"),
    }
    lines = optout("site", "audit", site.address + "/").out.splitlines()
    assert (
        f"1 page or image could not be read: nothing is known about it ({site.address}/broken)." in lines
    )
    assert "No signal that was read contradicts another." in lines
    assert not any(one.startswith("Every signal") for one in lines)
    site.answers["/broken"] = html("mended", noai)
    assert "Every signal that a refusal needs is served." in optout("site", "audit", site.address).out


def test_a_wish_in_the_group_of_others_is_not_silence(optout: Caller, site: OwnServer) -> None:
    robots = "User-agent: Googlebot\nDisallow: /x\nContent-Usage: train-ai=n\n"
    site.answers |= {"/": html("home"), "/robots.txt": text(robots)}
    usage = optout("site", "audit", site.address, "--json").json["signals"]["content_usage"]
    assert (usage["state"], usage["why"]) == ("none", "said for others only: robots.txt line 3")


def test_it_says_which_mining_reservation_counts(optout: Caller, site: OwnServer) -> None:
    site.answers |= {
        "/": html('<meta name="tdm-reservation" content="0">'),
        "/.well-known/tdmrep.json": text('[{"location": "/", "tdm-reservation": 1}]'),
    }
    lines = optout("site", "audit", site.address).out.splitlines()
    assert (
        "  tdm             served       training refused, training allowed; allowed counts, by the "
        "page's meta tag (a page's meta tag counts before a header, a header before the file)" in lines
    )


def test_what_is_said_to_many_agents_is_told_once(optout: Caller, site: OwnServer) -> None:
    names = [one.token for one in agents()]
    robots = "".join(f"User-agent: {name}\n" for name in names) + "Disallow: /\n"
    site.answers |= {"/": html("home"), "/robots.txt": text(robots)}
    site.answers["/ai.txt"] = text("User-Agent: *\nDisallow: /")
    said = optout("site", "audit", site.address, "--json")
    (ai_txt,) = said.json["signals"]["ai_txt"]["says"]
    assert (ai_txt["words"], ai_txt["agents"]) == ("Disallow", [])
    assert len(said.out) < 60_000


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


def test_a_site_that_is_silent_is_waited_for_twice_and_judged_nothing(
    optout: Caller, site: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_source, "SECONDS", 0.3)
    site.answers |= {path: Answer(hangs=True) for path in ["/", *SIGNAL_FILES]}
    said = optout("site", "audit", site.address + "/", "--json")
    assert (said.code, site.asked) == (5, ["/", "/robots.txt"])


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
