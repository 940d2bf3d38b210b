"""Content-Usage, in header lines and in robots.txt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.content_usage import in_robots, labels, read_headers, read_value, why_unknown
from optout.signals.robots import read
from optout.signals.wish import Wish

ROBOTS = """\
User-agent: *
Disallow: /never/
Content-Usage: train-ai=n
Content-Usage: /open/ train-ai=y
Content-Usage: /open/ search=y
Content-Usage: /open/*.jpg$ train-ai=n # photos
User-agent: Ann
Allow: /
Content-Usage: train-ai=y
"""


def training(value: str) -> Wish:
    return read_value(value).wishes["train-ai"]


@pytest.mark.parametrize(
    ("value", "wish"),
    [
        ("train-ai=n", Wish.REFUSED),
        ("search=y,   train-ai=y", Wish.ALLOWED),
        ("train-ai=n;until=2030", Wish.REFUSED),
        ("train-ai=y, train-ai=n", Wish.REFUSED),
        ("train-ai=n, train-ai=y", Wish.ALLOWED),
        ("train-ai=y, train-ai", Wish.UNKNOWN),
        ('train-ai="n"', Wish.UNKNOWN),
        ("train-ai=?0", Wish.UNKNOWN),
        ("train-ai=(n)", Wish.UNKNOWN),
        ("train-ai=no", Wish.UNKNOWN),
        ("", Wish.UNKNOWN),
    ],
)
def test_only_the_tokens_y_and_n_say_something(value: str, wish: Wish) -> None:
    assert training(value) is wish
    assert read_value(value).readable


@pytest.mark.parametrize(
    "value", ["Train-AI=n", "train-ai=n,", "train-ai = n", "train-ai=n search=n", "\u00e4=n"]
)
def test_what_cannot_be_read_says_nothing_at_all(value: str) -> None:
    usage = read_value(f"search=n, {value}")
    assert not usage.readable
    assert set(usage.wishes.values()) == {Wish.UNKNOWN}


def test_a_value_longer_than_any_header_says_nothing() -> None:
    assert not read_value("train-ai=n, x=" + "1" * 70_000).readable
    assert not read_value("train-ai=n" + " " * 70_000).readable
    assert not read_value(f"train-ai=n, {'a=1, ' * 20_000}b=1").readable


def test_labels_that_no_present_draft_knows_are_told() -> None:
    usage = read_value("train-ai=n, ai-train=n, genai=n, mine=n")
    assert usage.unknown_labels == ("ai-train", "genai", "mine")
    assert [why_unknown(label) for label in usage.unknown_labels] == [
        "a label of another vocabulary",
        "a label of an earlier draft",
        "no label of the drafts",
    ]


def test_the_labels_are_dated_data() -> None:
    assert {"train-ai", "search"} <= {one.label for one in labels()}
    assert all(one.as_of.year >= 2026 and one.draft for one in labels())


def test_several_header_lines_are_one_value() -> None:
    assert read_headers(["train-ai=y", "search=y", "train-ai=n"]).wishes["train-ai"] is Wish.REFUSED
    assert read_headers([]).readable
    assert not read_headers(["train-ai=n", "!"]).readable


@pytest.mark.parametrize(
    ("agent", "path", "wish", "lines"),
    [
        ("Ben", "/a", Wish.REFUSED, (3,)),
        ("Ben", "/open/a", Wish.ALLOWED, (4, 5)),
        ("Ben", "/open/a.jpg", Wish.REFUSED, (6,)),
        ("Ben", "/never/a", Wish.UNKNOWN, ()),
        ("Ann", "/never/a", Wish.ALLOWED, (9,)),
    ],
)
def test_in_a_robots_txt_the_longest_path_of_the_agents_group_counts(
    agent: str, path: str, wish: Wish, lines: tuple[int, ...]
) -> None:
    usage = in_robots(read(ROBOTS), agent, f"https://me.example{path}")
    assert (usage.wishes["train-ai"], usage.lines) == (wish, lines)


def test_paths_are_encoded_as_those_of_rules() -> None:
    robots = read("User-agent: *\nContent-Usage: /caf\u00e9%c3 train-ai=n")
    assert in_robots(robots, "Ann", "/caf%C3%A9%C3").lines == (2,)


def test_of_two_lines_for_one_path_the_refusal_counts() -> None:
    for lines in (
        "Content-Usage: train-ai=n\nContent-Usage: train-ai=y",
        "Content-Usage: train-ai=y, train-ai=n",
    ):
        assert in_robots(read(f"User-agent: *\n{lines}"), "Ann", "/").wishes["train-ai"] is Wish.REFUSED


@given(st.one_of(st.text(max_size=80), st.binary(max_size=80)))
@settings(max_examples=300, deadline=None)
def test_whatever_is_served_it_is_read_or_says_nothing(value: str | bytes) -> None:
    usage = read_value(value)
    assert usage.readable or set(usage.wishes.values()) == {Wish.UNKNOWN}
