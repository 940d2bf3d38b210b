"""What a log proves about declared agents: breaches, canaries, and what it does not prove."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from optout.signals.robots import read
from optout.signals.watching import KNOWN_AFTER, Fetch, Rules, Watched, canaries_in, watch

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GPTBOT = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)"
PERSON = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
ROBOTS = """\
User-agent: GPTBot
Disallow: /private/
Disallow: /optout-canary-5f21/

User-agent: *
Disallow:
"""
RULES = Rules(read(ROBOTS), in_force_since=START)


def fetch(
    path: str = "/private/photo.jpg",
    agent: str = GPTBOT,
    status: int = 200,
    after: timedelta = KNOWN_AFTER,
    address: str = "192.0.2.1",
) -> Fetch:
    text = f"{path} {agent}\n".encode("utf-8", "replace")
    return Fetch(1, START + after, address, agent, path, status, text)


def only(watched: Watched) -> dict[str, int]:
    (seen,) = watched.seen.values()
    return {
        "fetches": seen.fetches, "robots_reads": seen.robots_reads, "refused": seen.refused,
        "served": seen.served, "breaches": seen.breaches,
    }  # fmt: skip


def test_a_fetch_against_the_rules_that_were_known_is_a_breach_with_its_line_as_proof() -> None:
    watched = watch([fetch()], RULES)
    assert only(watched) == {"fetches": 1, "robots_reads": 0, "refused": 1, "served": 1, "breaches": 1}
    assert watched.proof == [fetch().text]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"path": "/open.html"}, (0, 0, 0)),
        ({"path": "/robots.txt"}, (0, 0, 0)),
        ({"status": 403}, (1, 0, 1)),
        ({"status": 304}, (1, 1, 1)),
        ({"status": 301}, (1, 0, 1)),
        ({"path": "http://robin.example/private/x"}, (1, 1, 1)),
        ({"path": "http://robin.example/robots.txt"}, (0, 0, 0)),
        ({"path": "//private/x"}, (0, 0, 0)),
        ({"after": KNOWN_AFTER - timedelta(seconds=1)}, (1, 1, 0)),
        ({"after": timedelta(days=-3)}, (1, 1, 0)),
    ],
)
def test_what_is_no_breach_is_not_called_one(
    change: dict[str, object], expected: tuple[int, int, int]
) -> None:
    counts = only(watch([fetch(**change)], RULES))  # type: ignore[arg-type]
    assert (counts["refused"], counts["served"], counts["breaches"]) == expected


def test_without_the_day_on_which_the_rules_began_nothing_is_a_breach() -> None:
    watched = watch([fetch()], Rules(read(ROBOTS)))
    assert only(watched)["refused"] == 1
    assert only(watched)["breaches"] == 0
    assert watched.proof == []


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (GPTBOT.lower(), "GPTBot"),
        ("Mozilla/5.0 (compatible; GPTBot)", "GPTBot"),
        ("CCBot/2.0 (https://commoncrawl.org/faq/)", "CCBot"),
        ("Applebot-Extended/0.1", "Applebot-Extended"),
        ("NotGPTBot/1.0", None),
        ("GPTBotany/1.0", None),
        (PERSON, None),
        ("", None),
    ],
)
def test_an_agent_is_known_by_its_whole_name(header: str, token: str | None) -> None:
    watched = watch([fetch(agent=header)], RULES)
    assert list(watched.seen) == ([token] if token else [])


def test_a_canary_is_a_proof_whoever_comes() -> None:
    rules = Rules(read(ROBOTS), START, canaries_in(read(ROBOTS)))
    assert rules.canaries == {"/optout-canary-5f21/": "gptbot"}
    watched = watch([fetch("/optout-canary-5f21/x?y", PERSON), fetch("/optout-canary-5f21/")], rules)
    assert [(one.meant_for, one.declared) for one in watched.trapped] == [
        ("gptbot", None),
        ("gptbot", "GPTBot"),
    ]
    assert len(watched.proof) == 2


@pytest.mark.parametrize(
    "path",
    ["/optout-c%61nary-5f21/", "//optout-canary-5f21/", "/optout-canary-5f21", "/optout-canary-5f21?a",
     "http://robin.example/optout-canary-5f21/x", "/optout-canary-5f21%2Fx"],
)  # fmt: skip
def test_a_canary_is_one_however_it_is_written(path: str) -> None:
    rules = Rules(read(ROBOTS), START, canaries_in(read(ROBOTS)))
    watched = watch([fetch(path, PERSON)], rules)
    assert [one.path for one in watched.trapped] == ["/optout-canary-5f21/"]
    assert watched.proof == [fetch(path, PERSON).text]


@pytest.mark.parametrize("path", ["/", "/optout-canary-5f2", "/a?/optout-canary-5f21/", "/\ud800"])
def test_other_paths_are_no_canary(path: str) -> None:
    rules = Rules(read(ROBOTS), START, canaries_in(read(ROBOTS)))
    assert watch([fetch(path, PERSON)], rules).trapped == []


@pytest.mark.parametrize(
    "path", ["/robots.txt?x", "/robots%2Etxt", "//robots.txt", "http://a/robots.txt"]
)
def test_reading_robots_txt_is_seen_however_it_is_written(path: str) -> None:
    counts = only(watch([fetch(path)], RULES))
    assert (counts["robots_reads"], counts["refused"]) == (1, 0)


def test_paths_that_are_no_traps_are_not_taken_for_canaries() -> None:
    robots = (
        "User-agent: *\nDisallow: /private/\nAllow: /optout-canary-a/\nDisallow: /*optout-canary-b\n"
    )
    assert canaries_in(read(robots)) == {}


def test_it_counts_the_lines_that_it_could_not_read_and_says_from_when_to_when() -> None:
    watched = watch([fetch(), None, fetch(after=timedelta(0)), None], RULES)
    assert (watched.lines, watched.unreadable) == (4, 2)
    assert (watched.first, watched.last) == (START, START + KNOWN_AFTER)


def test_the_addresses_of_an_agent_are_counted_once_each() -> None:
    watched = watch([fetch(address=f"192.0.2.{number % 3}") for number in range(9)], RULES)
    assert len(watched.seen["GPTBot"].addresses) == 3


def test_what_it_keeps_is_bounded_and_what_it_counts_is_not() -> None:
    def many() -> Iterator[Fetch]:
        yield from (fetch() for _ in range(500))

    watched = watch(many(), RULES)
    assert watched.seen["GPTBot"].breaches == 500
    assert len(watched.proof) == 200


def test_the_traps_and_addresses_that_it_keeps_are_bounded() -> None:
    rules = Rules(read(ROBOTS), START, {"/trap/": ""})
    trapped = watch((fetch("/trap/", PERSON) for _ in range(1100)), rules)
    assert (len(trapped.trapped), trapped.lines) == (1000, 1100)
    seen = watch((fetch(address=str(number)) for number in range(10_100)), RULES).seen["GPTBot"]
    assert (len(seen.addresses), seen.fetches) == (10_000, 10_100)
