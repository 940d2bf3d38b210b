"""The table of AI agents."""

import re
from datetime import date

from optout.signals.agents import Purpose, agents
from optout.signals.robots import decide
from optout.signals.robots_writing import with_groups


def test_there_are_at_least_sixty_for_every_purpose_one() -> None:
    assert len(agents()) >= 60
    assert {agent.purpose for agent in agents()} == set(Purpose)


def test_no_token_is_there_twice_in_any_case() -> None:
    tokens = [agent.token.lower() for agent in agents()]
    assert tokens == sorted(set(tokens))


def test_the_crawlers_that_everybody_asks_about_are_there() -> None:
    known = {agent.token: agent for agent in agents()}
    asked = {
        "GPTBot",
        "ClaudeBot",
        "CCBot",
        "Google-Extended",
        "Applebot-Extended",
        "Bytespider",
        "PerplexityBot",
    }
    assert asked <= set(known)
    assert known["GPTBot"].purpose is Purpose.TRAINING
    assert known["CCBot"].purpose is Purpose.DATASET
    assert known["Bytespider"].respects_robots is False


def test_every_fact_is_dated_and_has_a_source() -> None:
    for agent in agents():
        assert date(2026, 1, 1) <= agent.as_of <= date(2026, 12, 31)
        assert agent.source.startswith("https://")
        assert agent.operator
        assert agent.respects_robots in (True, False, None)


def test_every_token_can_be_refused_in_a_robots_txt() -> None:
    tokens = [agent.token for agent in agents()]
    text = with_groups("", tokens)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", token) for token in tokens)
    assert not any(decide(text, token, "https://me.example/photo.jpg").allowed for token in tokens)
