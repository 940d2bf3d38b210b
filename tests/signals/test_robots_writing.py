"""What is written is read as it was meant, and the rest of the file stays."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from optout.errors import WrongInput
from optout.signals.content_signal import in_robots as signals_in
from optout.signals.content_usage import in_robots as usage_in
from optout.signals.robots import decide, read
from optout.signals.robots.lines import MOST_BYTES, Key, read_lines
from optout.signals.robots_writing import BEGIN, END, LeftOpen, Preferences, left_open, with_groups
from optout.signals.rsl import license_lines
from optout.signals.wish import Wish

SITE = "https://me.example"
LICENCE = f"{SITE}/license.xml"
ALL_SAID = Preferences("train-ai=n", "search=yes, ai-train=no", LICENCE)
TOKENS = st.lists(
    st.sampled_from(["Ann", "Ben", "AI2Bot", "c_d", "cleo.example"]), unique=True, max_size=4
)
LINES = st.sampled_from(
    [
        *("User-agent: Ann", "user-agent: *", "User-agent: Dora", "Disallow: /private", "Disallow: /"),
        *(
            "Disallow:",
            "Sitemap: https://me.example/s.xml",
            "Content-Usage: search=y",
            "# a note",
            "",
            " ",
        ),
        *("Crawl-delay: 4", "\ufeffDisallow: /x", "nonsense", "# END optout"),
    ]
)
EXISTING = st.builds(
    lambda lines, newline, last: newline.join(lines) + (newline if last and lines else ""),
    st.lists(LINES, max_size=10),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
SAID = st.sampled_from([Preferences(), ALL_SAID, Preferences(license_url=LICENCE)])
AGENTS = ("Ann", "Ben", "Dora", "AI2Bot", "c_d", "cleo.example", "Nobody")
PATHS = ("/", "/private/x", "/x", "/robots.txt")


def allowed(text: str, agents: Sequence[str]) -> dict[tuple[str, str], bool]:
    return {
        (agent, path): decide(text, agent, SITE + path).allowed for agent in agents for path in PATHS
    }


def test_a_new_file_refuses_the_agents_and_nobody_else() -> None:
    text = with_groups("", ["GPTBot", "CCBot"])
    assert text == f"{BEGIN}\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n{END}\n"
    assert left_open(text, ["GPTBot", "CCBot"]) == ()
    assert decide(text, "Googlebot", SITE).allowed


def test_the_whole_block_reads_as_a_person_would_write_it() -> None:
    text = with_groups("User-agent: Dora\nDisallow: /private\n", ["GPTBot"], ALL_SAID)
    said = ["Content-Usage: train-ai=n", "Content-Signal: search=yes, ai-train=no"]
    assert text.partition(f"{BEGIN}\n")[2].split("\n") == [
        *("User-agent: GPTBot", "Disallow: /", *said, ""),
        *("User-agent: *", "User-agent: Dora", "Disallow:", *said, f"License: {LICENCE}"),
        *(END, ""),
    ]


def test_the_preferences_are_said_to_everybody_without_refusing_anybody() -> None:
    text = with_groups("User-agent: Dora\nDisallow: /private\n", ["GPTBot"], ALL_SAID)
    for agent in ("Dora", "Nobody"):
        assert decide(text, agent, SITE).allowed
        assert usage_in(read(text), agent, SITE).wishes["train-ai"] is Wish.REFUSED
        assert signals_in(read(text), agent, SITE).wishes["ai-train"] is Wish.REFUSED
    assert [one.url for one in license_lines(text)] == [LICENCE]


def test_a_token_that_is_refused_by_name_already_is_not_repeated() -> None:
    existing = "User-agent: gptbot\nDisallow: /\n"
    assert with_groups(existing, ["GPTBot"]) == existing
    assert "GPTBot" not in with_groups(existing, ["GPTBot", "CCBot"])


def test_an_allow_of_nothing_opens_nothing() -> None:
    existing = "User-agent: GPTBot\nAllow:\nDisallow: /\n"
    assert with_groups(existing, ["GPTBot"]) == existing


def test_an_agent_is_told_the_preferences_once() -> None:
    text = with_groups("User-agent: GPTBot\nAllow: /blog\n", ["GPTBot", "gptbot"], ALL_SAID)
    assert text.partition(BEGIN)[2].lower().count("user-agent: gptbot\n") == 1


def test_what_is_written_below_the_block_is_not_for_its_agents() -> None:
    text = with_groups("", ["GPTBot"], ALL_SAID) + "User-agent: Dora\nDisallow: /\n"
    assert decide(text, "Nobody", SITE).allowed


def test_a_token_that_only_everybodys_group_refuses_gets_its_own() -> None:
    assert "User-agent: GPTBot" in with_groups("User-agent: *\nDisallow: /\n", ["GPTBot"])


def test_the_agents_at_the_end_of_a_file_do_not_get_the_new_rule() -> None:
    text = with_groups("User-agent: Dora", ["GPTBot"])
    assert decide(text, "Dora", SITE).allowed
    assert not decide(text, "GPTBot", SITE).allowed


def test_a_block_is_replaced_where_it_is() -> None:
    first = with_groups("# mine\n", ["GPTBot"])
    again = with_groups(f"{first}# below\n", ["CCBot"])
    assert again == f"# mine\n{BEGIN}\nUser-agent: CCBot\nDisallow: /\n{END}\n# below\n"


def test_without_anything_to_say_the_block_goes() -> None:
    assert with_groups(with_groups("# mine\n", ["GPTBot"], ALL_SAID), []) == "# mine\n"


def test_the_newlines_of_the_file_are_used() -> None:
    assert "\n" not in with_groups("# mine\r\n", ["GPTBot"]).replace("\r\n", "")


def test_an_allow_of_the_site_is_left_and_told() -> None:
    text = with_groups("User-agent: GPTBot\nAllow: /blog\n", ["GPTBot", "CCBot"])
    assert left_open(text, ["GPTBot", "CCBot", "Nobody"]) == (
        LeftOpen("GPTBot", 2),
        LeftOpen("Nobody", None),
    )


@pytest.mark.parametrize(
    "token", ["", "*", "GPT Bot", "GPTBot\nAllow: /", "GPTBot#", "Ä", "a/1", "GPTBot\n"]
)
def test_it_refuses_what_is_no_name(token: str) -> None:
    with pytest.raises(WrongInput, match="no name"):
        with_groups("", [token])


@pytest.mark.parametrize("value", ["train-ai=n\nAllow: /", "train-ai=n # x", " a", "a ", "ä", "a\n"])
@pytest.mark.parametrize("key", ["content_usage", "content_signal", "license_url"])
def test_it_refuses_what_is_no_value_of_one_line(key: str, value: str) -> None:
    with pytest.raises(WrongInput, match="one line"):
        with_groups("", [], Preferences(**{key: value}))


def test_it_refuses_a_block_without_its_end() -> None:
    with pytest.raises(WrongInput, match="END optout"):
        with_groups(f"{BEGIN}\nUser-agent: *\nDisallow: /mine\n", ["GPTBot"])


def test_it_refuses_a_file_that_crawlers_would_not_read_to_its_end() -> None:
    with pytest.raises(WrongInput, match="500 KiB"):
        with_groups("#" * (MOST_BYTES - 10) + "\n", ["GPTBot"])


@given(EXISTING, TOKENS, SAID)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_as_it_was_meant(
    existing: str, tokens: list[str], said: Preferences
) -> None:
    text = with_groups(existing, tokens, said)
    assert left_open(text, tokens) == ()
    others = [agent for agent in AGENTS if agent not in tokens]
    assert allowed(text, others) == allowed(existing, others)
    reader = Protego.parse(text)
    assert not any(reader.can_fetch(f"{SITE}/photo.jpg", token) for token in tokens)


@given(EXISTING, TOKENS, SAID)
@settings(max_examples=200, deadline=None)
def test_the_rest_stays_and_twice_is_once(existing: str, tokens: list[str], said: Preferences) -> None:
    text = with_groups(existing, tokens, said)
    assert text.startswith(existing)
    assert with_groups(text, tokens, said) == text
    assert with_groups(text, []).rstrip("\r\n") == existing.rstrip("\r\n")
    changed = with_groups(with_groups(existing, ["Other"], said), tokens, said)
    assert changed.rstrip("\r\n") == text.rstrip("\r\n")


@given(EXISTING, TOKENS, SAID)
@settings(max_examples=200, deadline=None)
def test_nothing_else_stands_between_two_names(
    existing: str, tokens: list[str], said: Preferences
) -> None:
    block = with_groups(existing, tokens, said)[len(existing) :]
    keys = [line.key for line in read_lines(block)]
    named = [index for index, key in enumerate(keys) if key is Key.USER_AGENT]
    for one, other in pairwise(named):
        between = set(keys[one + 1 : other])
        assert not between or keys[one + 1] in (Key.ALLOW, Key.DISALLOW)
