"""May this agent fetch this address, and which line says so?"""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from protego import Protego

from optout.signals.robots import Decision, decide

SITE = "https://me.example"
AGENTS = st.sampled_from(["Ann", "Ben", "Cleo"])
PATHS = st.lists(st.sampled_from(["a", "b", "index.html", "x.php"]), max_size=3).map(
    lambda parts: "/" + "/".join(parts)
)
PATTERNS = st.builds(lambda path, end: path + end, PATHS, st.sampled_from(["", "*", "$", "/", "*b$"]))
RULES = st.builds(
    lambda key, pattern: f"{key}: {pattern}", st.sampled_from(["Allow", "Disallow"]), PATTERNS
)
NAMES = st.lists(st.sampled_from(["Ann", "Ben", "*"]), min_size=1, max_size=2, unique=True)
GROUPS = st.tuples(NAMES, st.lists(RULES, min_size=1, max_size=4))


def written(groups: Sequence[tuple[list[str], list[str]]]) -> str:
    lines = [
        line for names, rules in groups for line in [*(f"User-agent: {name}" for name in names), *rules]
    ]
    return "\n".join(lines)


def one_group(*rules: str) -> str:
    return "\n".join(["User-agent: Ann", *rules])


@pytest.mark.parametrize(
    ("rules", "path", "allowed", "line"),
    [
        (["Disallow: /a", "Allow: /a/b"], "/a/b/c", True, 3),
        (["Disallow: /a/b/c", "Allow: /a"], "/a/b/c", False, 2),
        (["Disallow: /a", "Allow: /a"], "/a", True, 3),
        (["Allow: /a", "Disallow: /a"], "/a", True, 2),
        (["Disallow: /a", "Disallow: /a"], "/a", False, 2),
        (["Allow: /p", "Disallow: /*.x"], "/p.x", False, 3),
        (["Allow: /a/index.html", "Disallow: /"], "/a/", True, 2),
        (["Allow: /a/index.htm", "Disallow: /"], "/a/", True, 2),
        (["Allow: /a/index.html", "Disallow: /"], "/a/b", False, 3),
        (["Disallow: /a/index.html", "Allow: /b"], "/a/", True, None),
        (["Disallow:"], "/a", True, 2),
        (["Allow:", "Disallow: /"], "/a", False, 3),
        (["Disallow: /b"], "/a", True, None),
        (["Disallow: /a%2fb"], "/a%2Fb", False, 2),
        (["Disallow: /a%2fb"], "/a/b", True, None),
        (["Disallow: /caf\u00e9"], "/caf%C3%A9", False, 2),
    ],
)
def test_the_longest_pattern_decides(
    rules: list[str], path: str, allowed: bool, line: int | None
) -> None:
    decision = decide(one_group(*rules), "Ann", SITE + path)
    assert (decision.allowed, decision.line) == (allowed, line)


def test_it_says_which_line_decided_or_why_none_did() -> None:
    text = one_group("Disallow: /a")
    assert decide(text, "Ann", "/a") == Decision(False, 2, "line 2")
    assert decide(text, "Ann", "/b") == Decision(True, None, "no rule of its group is for this address")
    assert decide(text, "Ben", "/a") == Decision(True, None, "no group is for this agent")
    assert decide(text, "Ann", "/robots.txt").why == "robots.txt itself may always be read"


def test_an_agent_with_a_group_of_its_own_does_not_look_at_the_one_for_everybody() -> None:
    text = "User-agent: *\nDisallow: /\nUser-agent: Ann\nDisallow: /a"
    assert decide(text, "Ann", "/b").allowed
    assert not decide(text, "Ben", "/b").allowed


def test_an_unknown_line_between_two_agents_leaves_them_together() -> None:
    text = "User-agent: Ann\nContent-Signal: ai-train=no\nUser-agent: *\nDisallow: /"
    assert [decide(text, agent, "/").allowed for agent in ("Ann", "Ben")] == [False, False]


def test_half_characters_are_read_as_anything_else() -> None:
    assert not decide(
        "User-agent: \ud800\nUser-agent: *\nDisallow: /\udfff", "\ud800", "/%ED%BF%BF"
    ).allowed


@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_it_never_raises(text: str, agent: str, url: str) -> None:
    decision = decide(text, agent, url)
    assert decision.allowed or decision.line


@given(AGENTS, PATHS, st.lists(GROUPS, max_size=3))
@settings(max_examples=100, deadline=None)
def test_an_agent_refused_everything_may_read_the_robots_txt_only(
    agent: str, path: str, others: list[tuple[list[str], list[str]]]
) -> None:
    others = [
        (names, [rule for rule in rules if "Dis" in rule] or ["Disallow:"]) for names, rules in others
    ]
    text = f"{written(others)}\nUser-agent: Nobody\nDisallow:\nUser-agent: {agent}\nDisallow: /\n"
    assert not decide(text, agent, SITE + path).allowed
    assert decide(text, agent, SITE + "/robots.txt").allowed


@given(st.lists(GROUPS, max_size=4), AGENTS, PATHS)
@settings(max_examples=300, deadline=None)
def test_the_line_that_decided_is_a_rule_that_says_so(
    groups: list[tuple[list[str], list[str]]], agent: str, path: str
) -> None:
    text = written(groups)
    decision = decide(text, agent, SITE + path)
    assume(decision.line is not None)
    line = text.split("\n")[(decision.line or 0) - 1]
    assert line.startswith("Allow" if decision.allowed else "Disallow")


@given(st.lists(GROUPS, max_size=4), AGENTS, PATHS)
@settings(max_examples=300, deadline=None)
def test_it_agrees_with_protego_where_both_must(
    groups: list[tuple[list[str], list[str]]], agent: str, path: str
) -> None:
    """Protego reads no index.html as a folder, so no Allow of one is written here."""
    groups = [
        (names, [rule for rule in rules if "index" not in rule] or ["Disallow:"])
        for names, rules in groups
    ]
    text = written(groups)
    assert decide(text, agent, SITE + path).allowed == Protego.parse(text).can_fetch(SITE + path, agent)
