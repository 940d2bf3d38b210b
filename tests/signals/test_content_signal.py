"""Cloudflare's Content-Signal."""

from optout.signals.content_signal import in_robots, read_value
from optout.signals.robots import read
from optout.signals.wish import Wish


def test_yes_and_no_are_read_and_the_rest_is_told() -> None:
    signals = read_value("search=yes, AI-Train = No,use=reference, ai-input=maybe,, ai-input")
    assert signals.wishes == {"search": Wish.ALLOWED, "ai-input": Wish.UNKNOWN, "ai-train": Wish.REFUSED}
    assert signals.not_understood == ("use=reference", "ai-input=maybe", "ai-input")


def test_a_signal_given_twice_counts_as_the_stricter_one() -> None:
    for value in ("ai-train=no, ai-train=yes", "ai-train=yes, ai-train=no"):
        assert read_value(value).wishes["ai-train"] is Wish.REFUSED


def test_it_is_said_to_the_agents_of_its_group() -> None:
    robots = read("User-agent: *\nContent-signal: ai-train=no\nDisallow: /a\nUser-agent: Ben\nAllow: /")
    assert in_robots(robots, "Ann", "/b").lines == (2,)
    assert in_robots(robots, "Ann", "/b").wishes["ai-train"] is Wish.REFUSED
    assert in_robots(robots, "Ann", "/a").lines == ()
    assert in_robots(robots, "Ben", "/b").wishes["ai-train"] is Wish.UNKNOWN


def test_nothing_said_is_no_permission() -> None:
    assert set(in_robots(read(""), "Ann", "/").wishes.values()) == {Wish.UNKNOWN}
