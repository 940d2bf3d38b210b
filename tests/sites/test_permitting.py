"""Which lines of a site's own still permit training."""

import pytest

from optout.sites.permitting import permitting


def lines(file: str, text: str) -> list[tuple[str, str]]:
    return [(one.where, one.words) for one in permitting(file, text)]


@pytest.mark.parametrize(
    "line",
    ["Content-Usage: train-ai=y", "content-usage: /blog train-ai=y", "Content-Signal: ai-train=yes"],
)  # fmt: skip
def test_a_wish_in_a_robots_txt_that_permits_is_found_in_any_group(line: str) -> None:
    assert lines("robots.txt", f"User-agent: X\n{line}\n") == [("line 2", line)]


@pytest.mark.parametrize(
    "line",
    ["Content-Usage: train-ai=n", "Content-Usage: search=y", "Content-Signal: search=yes", "Allow: /",
     "Content-Usage: \"", "# Content-Usage: train-ai=y"],
)  # fmt: skip
def test_a_line_that_permits_no_training_is_none(line: str) -> None:
    assert lines("robots.txt", f"User-agent: *\n{line}\n") == []


def test_an_allow_in_an_ai_txt_permits() -> None:
    assert lines("ai.txt", "User-Agent: *\nDisallow: /\nAllow: *.jpg\n") == [("line 3", "Allow: *.jpg")]
    assert lines("ai.txt", "User-Agent: *\nDisallow: /\nAllow:\n") == []
    assert lines("ai.txt", "contact: me\n") == []


def test_a_rule_that_reserves_nothing_permits() -> None:
    text = '[{"location": "/", "tdm-reservation": 1}, {"location": "/open", "tdm-reservation": 0}]'
    assert lines(".well-known/tdmrep.json", text) == [("rule 2", "/open: tdm-reservation 0")]
    assert lines(".well-known/tdmrep.json", "") == []
