"""A wish is about the whole site and everybody: what leaves a part open, to one agent, is found."""

import pytest

from optout.channels.site.ai_txt_wish import AiTxtWish
from optout.channels.site.robots_wish import RobotsWish
from optout.channels.site.tdm_wish import TdmWish
from optout.channels.site.wishes import Wish

GPTBOT = RobotsWish(("GPTBot",))
USAGE, SIGNAL = RobotsWish(usage=True), RobotsWish(signal=True)
REFUSED = "User-agent: GPTBot\nDisallow: /\n"
SAID = "User-agent: *\nAllow: /\nContent-Signal: ai-train=no\n"
USED = "User-agent: *\nContent-Usage: train-ai=n\n"
AI_TXT = "User-Agent: *\nDisallow: /\nDisallow: *\n"


@pytest.mark.parametrize(
    ("wish", "text", "why"),
    [
        (GPTBOT, REFUSED, None),
        (GPTBOT, REFUSED + "Allow: /robots.txt\n", None),
        (GPTBOT, "User-agent: *\nDisallow: /*\n", None),
        (GPTBOT, REFUSED + "Allow: /blog/\n", "GPTBot is allowed: line 3"),
        (GPTBOT, REFUSED + "\nUser-agent: gptbot\nAllow: /a\n", "GPTBot is allowed: line 5"),
        (
            GPTBOT,
            "User-agent: *\nDisallow: /\n\n" + REFUSED + "Allow: /a\n",
            "GPTBot is allowed: line 6",
        ),
        (
            GPTBOT,
            "User-agent: GPTBot\nDisallow: /$\n",
            "GPTBot is allowed: no line refuses it the whole site",
        ),
        (SIGNAL, SAID, None),
        (SIGNAL, SAID + "\n" + REFUSED, None),
        (
            SIGNAL,
            SAID + "\nUser-agent: GPTBot\nAllow: /\n",
            "no Content-Signal refuses training to gptbot",
        ),
        (
            SIGNAL,
            SAID + "User-agent: GPTBot\nContent-Signal: ai-train=yes\nAllow: /\n",
            "no Content-Signal refuses training to gptbot: line 5",
        ),
        (USAGE, USED, None),
        (USAGE, USED + "Content-Usage: /blog/ train-ai=n\n", None),
        (
            USAGE,
            USED + "Content-Usage: /blog/ train-ai=y\n",
            "no Content-Usage refuses training to everybody: line 3",
        ),
        (
            USAGE,
            "User-agent: *\nContent-Usage: /blog/ train-ai=n\n",
            "no Content-Usage refuses training to everybody",
        ),
        (
            TdmWish(),
            '[{"location": "/", "tdm-reservation": 1}, {"location": "/a", "tdm-reservation": 0}]',
            None,
        ),
        (TdmWish(), '[{"location": "/a", "tdm-reservation": 1}]', "no rule is about the whole site"),
        (
            TdmWish(),
            '[{"location": "/blog/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
            "rule 1 reserves nothing",
        ),
        (AiTxtWish(), AI_TXT, None),
        (AiTxtWish(), AI_TXT + "Allow: *.jpg\n", "ai.txt leaves something open to everybody: line 4"),
        (
            AiTxtWish(),
            AI_TXT + "User-Agent: GPTBot\nAllow: /\n",
            "ai.txt leaves something open to gptbot: line 5",
        ),
    ],
)
def test_what_leaves_something_open_is_found_with_its_line(
    wish: Wish, text: str, why: str | None
) -> None:
    assert wish.lacks(text) == why


@pytest.mark.parametrize(
    ("wish", "text", "why"),
    [
        (GPTBOT, "User-agent: GPTBot\nAllow: /\n", "GPTBot is allowed: line 2"),
        (GPTBOT, "User-agent: *\nAllow: /\n", None),
        (
            USAGE,
            USED + "Content-Usage: /b/ train-ai=y\n",
            "no Content-Usage refuses training to everybody: line 3",
        ),
        (SIGNAL, "User-agent: GPTBot\nAllow: /\n", None),
        (SIGNAL, "User-agent: GPTBot\nAllow: /\nContent-Signal: ai-train=yes\n", None),
        (TdmWish(), '[{"location": "/a", "tdm-reservation": 0}]', "rule 1 reserves nothing"),
        (
            AiTxtWish(),
            "User-Agent: *\nAllow: *.jpg\n",
            "ai.txt leaves something open to everybody: line 2",
        ),
    ],
)
def test_a_line_of_ones_own_that_would_win_is_told_before_anything_is_written(
    wish: Wish, text: str, why: str | None
) -> None:
    assert wish.in_the_way(text) == why
    assert why or wish.lacks(wish.added_to(text)) is None


def test_a_line_below_what_was_written_before_keeps_its_own_number() -> None:
    text = RobotsWish(("CCBot",)).added_to("") + "\nUser-agent: GPTBot\nAllow: /blog/\n"
    assert text.splitlines()[6] == "Allow: /blog/"
    assert RobotsWish(("Bytespider", "GPTBot")).in_the_way(text) == "GPTBot is allowed: line 7"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_second_wish_keeps_the_first_whatever_ends_the_lines(newline: str) -> None:
    text = newline.join(["User-agent: *", "Disallow: /x", ""])
    for wish in (GPTBOT, RobotsWish(("CCBot",)), USAGE, SIGNAL):
        text = wish.added_to(text)
    whole = RobotsWish(("GPTBot", "CCBot"), usage=True, signal=True)
    assert whole.lacks(text) is None
    assert (text.count("# BEGIN optout"), text.count("User-agent: GPTBot")) == (1, 1)
