"""``optout site watch`` on a log of a real server, and what is kept of it."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller

ROBOTS = "User-agent: GPTBot\nDisallow: /\nDisallow: /optout-canary-5f21/\n"
BREACH = '192.0.2.7 - - [05/Mar/2026:10:00:00 +0000] "GET /photo.jpg HTTP/1.1" 200 5 "-" "GPTBot/1.2"\n'
READ = '192.0.2.7 - - [04/Mar/2026:10:00:00 +0000] "GET /robots.txt HTTP/1.1" 200 5 "-" "GPTBot/1.2"\n'
TRAPPED = (
    '192.0.2.8 - - [05/Mar/2026:11:00:00 +0000] "GET /optout-canary-5f21/ HTTP/1.1" 404 5 "-" "curl"\n'
)
PERSON = '192.0.2.9 - - [05/Mar/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "Firefox/140.0"\n'


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "robots.txt").write_text(ROBOTS)
    (tmp_path / "access.log").write_text(f"{READ}{BREACH}{TRAPPED}{PERSON}what?\n")
    return tmp_path / "access.log"


def test_it_says_who_came_against_the_rules(optout: Caller, log: Path) -> None:
    robots = log.parent / "robots.txt"
    said = optout("site", "watch", log, "--robots", robots, "--since", "2026-03-01", "--json")
    assert said.code == 0
    assert said.json["agents"] == {
        "GPTBot": {
            "operator": "OpenAI",
            "fetches": 2,
            "robots_reads": 1,
            "refused": 1,
            "served": 1,
            "breaches": 1,
            "addresses": 1,
            "first": "2026-03-04T10:00:00+00:00",
            "last": "2026-03-05T10:00:00+00:00",
        }
    }
    assert said.json["canaries"] == [
        {
            "path": "/optout-canary-5f21/",
            "meant_for": "gptbot",
            "declared": None,
            "at": "2026-03-05T11:00:00+00:00",
        }
    ]
    assert (said.json["lines"], said.json["unreadable"], said.json["evidence"]) == (5, 1, None)


def test_without_a_date_it_calls_nothing_a_breach(optout: Caller, log: Path) -> None:
    said = optout("site", "watch", log, "--robots", log.parent / "robots.txt")
    assert "1 against robots.txt, 1 of them answered." in said.out
    assert "give --since" in said.out


def test_the_proof_is_kept_for_whose_domain_it_is_and_can_be_verified(
    optout: Caller, log: Path, subject: str, tmp_path: Path
) -> None:
    robots = log.parent / "robots.txt"
    call = ("site", "watch", log, "--robots", robots, "--since", "2026-03-01", "--json", "--keep")
    evidence = optout(*call, "quoxdomain.example").json["evidence"]
    assert evidence.startswith("f-")
    assert optout("evidence", "verify").code == 0
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert b"GET /photo.jpg" not in kept
    exported = optout("evidence", "export", evidence, "--out", tmp_path / "out", "--json")
    assert exported.code == 0, exported.err
    lines = next((tmp_path / "out").rglob("access-log.txt")).read_text()
    assert lines == BREACH + TRAPPED


def test_a_domain_of_nobody_keeps_nothing(optout: Caller, log: Path, subject: str) -> None:
    robots = log.parent / "robots.txt"
    said = optout("site", "watch", log, "--robots", robots, "--keep", "other.example")
    assert (said.code, said.out) == (2, "")
    assert "No enrolled subject has this domain." in said.err


@pytest.mark.parametrize("canary", ["trap", "/"])
def test_a_canary_is_a_path_of_its_own(optout: Caller, log: Path, canary: str) -> None:
    said = optout("site", "watch", log, "--robots", log.parent / "robots.txt", "--canary", canary)
    assert said.code == 2
