"""X-Robots-Tag as we read it, and as two public programs that obey it read it."""

import pytest
from datadiligence.rules.http import XRobotsTagHeader
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.robots_tag import Directive, directives, refusals

NAMES = ("noai", "noimageai", "noindex", "nofollow", "noimageindex", "all", "none", "nosnippet")
AGENTS = ("img2dataset", "gptbot", "otherbot")

named = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4)
spaces = st.sampled_from(["", " ", "  ", "\t"])


def as_img2dataset_reads(lines: list[str], agent: str | None) -> bool:
    """img2dataset's documented rule: one optional agent before the first colon, then directives in any
    case. By default it obeys these two, and two about indexing, which are left out here."""
    for line in lines:
        before, colon, after = line.partition(":")
        said = {part.strip().lower() for part in (after if colon else before).split(",")}
        if (not colon or before.lower() == agent) and said & {"noai", "noimageai"}:
            return True
    return False


@given(st.lists(st.tuples(st.sampled_from((None, *AGENTS)), named, spaces), max_size=3))
@settings(max_examples=200, deadline=None)
def test_img2dataset_obeys_what_we_call_a_refusal(
    written: list[tuple[str | None, list[str], str]],
) -> None:
    lines = [(f"{agent}:{gap}" if agent else "") + f",{gap}".join(said) for agent, said, gap in written]
    for agent in AGENTS:
        assert bool(refusals(lines, agent)) == as_img2dataset_reads(lines, agent)


@given(named, spaces)
@settings(max_examples=100, deadline=None)
def test_datadiligence_obeys_what_we_call_a_refusal_of_everybody(said: list[str], gap: str) -> None:
    line = f",{gap}".join(said)
    allowed = XRobotsTagHeader().is_allowed(headers={"X-Robots-Tag": line})
    assert allowed == (not refusals([line], "anybot"))


@given(st.sampled_from(AGENTS), st.sampled_from(NAMES), st.sampled_from(AGENTS))
@settings(max_examples=60, deadline=None)
def test_datadiligence_obeys_what_we_call_a_refusal_of_one_agent(
    named_agent: str, name: str, reader: str
) -> None:
    line = f"{named_agent}: {name}"
    allowed = XRobotsTagHeader(user_agent=reader).is_allowed(headers={"X-Robots-Tag": line})
    assert allowed == (not refusals([line], reader))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("", ()),
        (" , ", ()),
        ("NoAI", (Directive("noai"),)),
        ("GPTBot: noai, noindex", (Directive("noai", "gptbot"), Directive("noindex", "gptbot"))),
        ("noindex, bot: noai", (Directive("noindex"), Directive("noai", "bot"))),
        ("max-snippet: 5, noai", (Directive("max-snippet"), Directive("noai"))),
        ("bot: max-snippet: 5, noai", (Directive("max-snippet", "bot"), Directive("noai", "bot"))),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST", (Directive("unavailable_after"),)),
        ("two words: noai", (Directive("two words"),)),
    ],
)
def test_a_line_is_read_with_its_agents(line: str, read: tuple[Directive, ...]) -> None:
    shown = tuple(Directive(one.name.partition(":")[0], one.agent) for one in directives(line))
    assert shown == read


def test_only_what_refuses_ai_is_a_refusal() -> None:
    assert refusals(["noindex, nofollow", "noarchive"], "gptbot") == frozenset()
    assert refusals(["gptbot: noimageai", "noai"], "GPTBot") == {"noai", "noimageai"}
    assert refusals(["gptbot: noimageai", "noai"], "ccbot") == {"noai"}
