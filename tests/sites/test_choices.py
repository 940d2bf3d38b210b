"""What a choice writes into each file, and that it loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals import content_signal, content_usage
from optout.signals.agents import Agent, Purpose
from optout.signals.robots import decide, read
from optout.signals.wish import Wish
from optout.sites.choices import Choices
from tests.signals.sites import agent

AGENTS = (
    agent("TrainBot"),
    agent("SetBot", Purpose.DATASET),
    agent("HiddenBot", Purpose.UNDOCUMENTED),
    agent("SeekBot", Purpose.SEARCH),
    agent("AskBot", Purpose.USER),
)
UNSAID = Wish.UNKNOWN


def robots(search: bool | None, existing: str = "") -> str:
    return Choices(search).wishes(AGENTS)[0].added_to(existing)


def kept_out(text: str) -> set[str]:
    return {one.token for one in AGENTS if not decide(text, one.token, "/").allowed}


COLLECTING = {"TrainBot", "SetBot", "HiddenBot"}


@pytest.mark.parametrize(
    ("search", "out", "usage", "signal"),
    [
        (None, COLLECTING, UNSAID, (UNSAID, UNSAID)),
        (True, COLLECTING, Wish.ALLOWED, (Wish.ALLOWED, Wish.ALLOWED)),
        (False, {one.token for one in AGENTS}, UNSAID, (UNSAID, Wish.REFUSED)),
    ],
)
def test_training_is_refused_whatever_is_chosen_for_search(
    search: bool | None, out: set[str], usage: Wish, signal: tuple[Wish, Wish]
) -> None:
    text = robots(search)
    assert kept_out(text) == out
    said = content_usage.in_robots(read(text), "*", "/").wishes
    assert (said["train-ai"], said["search"]) == (Wish.REFUSED, usage)
    signals = content_signal.in_robots(read(text), "*", "/").wishes
    assert signals == {"ai-train": Wish.REFUSED, "search": signal[0], "ai-input": signal[1]}


def test_a_classic_search_engine_is_let_in_by_every_choice() -> None:
    for search in (None, True, False):
        assert decide(robots(search), "Googlebot", "/").allowed


def test_what_other_wishes_wrote_stays_and_a_choice_can_be_changed() -> None:
    refused = robots(False)
    assert kept_out(robots(None, refused)) == {one.token for one in AGENTS}
    assert kept_out(robots(True, refused)) == COLLECTING
    assert robots(False, robots(True, refused)) == refused
    other = Choices().wishes((*AGENTS, agent("ElseBot")))[0].added_to("")
    assert not decide(robots(True, other), "ElseBot", "/").allowed


lines = st.sampled_from(
    ["User-agent: *", "User-agent: TrainBot", "User-agent: Mine", "Allow: /a", "Disallow:",
     "Sitemap: https://own.example/s", "# mine", "", "Content-Signal: search=yes", "Disallow: /"]
)  # fmt: skip


@given(
    st.lists(lines, max_size=8), st.sampled_from([None, True, False]), st.sampled_from(["\n", "\r\n"])
)
@settings(max_examples=150, deadline=None)
def test_every_line_of_the_person_stays_and_twice_is_once(
    existing: list[str], search: bool | None, end: str
) -> None:
    text = end.join([*existing, ""])
    once = robots(search, text)
    assert once.startswith(text)
    assert robots(search, once) == once


@given(st.lists(st.sampled_from([None, True, False]), max_size=4), st.sampled_from([None, True, False]))
@settings(max_examples=60, deadline=None)
def test_no_line_but_user_agents_stands_between_two_of_them(
    earlier: list[bool | None], search: bool | None
) -> None:
    text = "User-agent: Mine\nAllow: /\n"
    for one in (*earlier, search):
        text = robots(one, text)
    keys = [line.partition(":")[0] for line in text.splitlines()]
    runs = [keys[n + 1] for n, key in enumerate(keys[:-1]) if key == "User-agent"]
    assert set(runs) <= {"User-agent", "Disallow", "Allow"}


def test_the_files_are_three_or_two_and_headers_say_the_same() -> None:
    assert [one.file for one in Choices().wishes(AGENTS)] == [
        "robots.txt",
        "ai.txt",
        ".well-known/tdmrep.json",
    ]
    assert Choices(True).headers() == {
        "X-Robots-Tag": "noai, noimageai",
        "Content-Usage": "train-ai=n, search=y",
        "tdm-reservation": "1",
    }
    without = Choices(reserves_mining=False)
    assert [one.file for one in without.wishes(AGENTS)] == ["robots.txt", "ai.txt"]
    assert "tdm-reservation" not in without.headers()


def test_the_real_list_can_be_written() -> None:
    from optout.signals.agents import agents

    real: tuple[Agent, ...] = agents()
    text = Choices(False).wishes(real)[0].added_to("")
    assert [one.token for one in real if decide(text, one.token, "/").allowed] == []
