"""However a site's answer is damaged: it is never held for protected unless what it says is that."""

import re
from collections.abc import Mapping

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from optout.catalog.catalog import load_catalog
from optout.people.facts import Facts
from optout.requests.outcome import Answer
from tests.channels.site.test_channel import run

CATALOG = load_catalog()
FACTS = Facts({"x-domain": ("rosalind.example",), "url": ("https://rosalind.example/",)})
HOST = "https://rosalind.example"
GOOD = {
    "openai_gptbot": "User-agent: *\nDisallow: /a\n\nUser-agent: GPTBot\nDisallow: /\n\nUser-agent: B\n",
    "cloudflare_content_signals": "User-agent: *\nAllow: /\nContent-Signal: search=yes, ai-train=no\n",
    "spawning_ai_txt": "User-Agent: *\nDisallow: /\nDisallow: *\n",
}
LINES = (
    *("User-agent: *", "User-agent: GPTBot", "Allow: /", "Allow: /blog/", "Disallow:", "Disallow: /"),
    *("Disallow: /$", "Disallow: /b", "Content-Signal: ai-train=yes", "Content-Signal: ai-train=no", ""),
    *("<html>", "Allow: *.jpg", "# Disallow: /", "Crawl-delay: 4", "\ufeffUser-agent: CCBot"),
)
WORDS = (
    "GPTBot",
    "gptbot",
    "GPTBot2",
    "CCBot",
    "*",
    "/",
    "/a",
    "no",
    "yes",
    "ai-train",
    "Allow",
    "Disallow",
)
KINDS = ("text/plain", "text/html", "application/json", "")
PATHS = ("/", "/a", "/b", "/blog/", "/blog/x?y=1", "/x.jpg", "/.well-known/a", "/z")


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        match draw(st.sampled_from(["cut", "put", "drop", "swap", "word", "other", "end"])):
            case "cut":
                lines = lines[:at]
            case "put":
                lines.insert(at, draw(st.sampled_from(LINES)))
            case "drop":
                lines = [line for number, line in enumerate(lines) if number != at]
            case "swap":
                lines = lines[at:] + lines[:at]
            case "word" if lines:
                words = re.split(r"(\W+)", lines[at])
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
                lines[at] = "".join(words)
            case "other":
                lines = draw(st.sampled_from(sorted(GOOD.values()))).split("\n")
            case "end":
                lines = "\n".join(lines)[: draw(st.integers(0, len(text)))].split("\n")
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)


def says(slug: str, text: str) -> bool:
    """The truth by other means, and by a reading that is simpler: what it cannot tell it lets pass."""
    lines = [line.strip("\ufeff ") for line in re.split(r"[\r\n]+", text)]
    if slug == "openai_gptbot":
        robots = Protego.parse("\n".join(lines))
        return not any(robots.can_fetch(HOST + path, "GPTBot") for path in PATHS)
    if slug == "spawning_ai_txt":
        return any(re.match(r"disallow:\s*(/|\*|/\*)\s*$", line, re.I) for line in lines)
    return any(re.match(r"content-signal:.*ai-train\s*=\s*no", line, re.I) for line in lines)


ANSWERS = st.tuples(
    st.sampled_from([200] * 12 + [204, 206, 301, 403, 404, 429, 500, 503]),
    st.sampled_from(["text/plain"] * 6 + list(KINDS)),
    st.sampled_from([False] * 9 + [True]),
)


def served(text: str, answer: tuple[int, str, bool]) -> httpx.Response:
    status, kind, is_lost = answer
    if is_lost:
        raise httpx.ReadError("connection lost")
    return httpx.Response(status, content=text.encode(), headers={"Content-Type": kind})


@pytest.mark.parametrize("slug", GOOD)
def test_the_undamaged_answer_is_protection(slug: str) -> None:
    answering = served(GOOD[slug], (200, "text/plain", False))
    assert run(lambda _: answering, facts=FACTS, provider=CATALOG.get(slug))[0].answer is Answer.ABSENT
    assert says(slug, GOOD[slug])


@pytest.mark.parametrize("slug", GOOD)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_of_a_site_is_protection_only_where_it_says_so(
    slug: str, data: st.DataObject
) -> None:
    text, answer = data.draw(damaged(GOOD[slug])), data.draw(ANSWERS)
    outcome, _ = run(lambda _: served(text, answer), facts=FACTS, provider=CATALOG.get(slug))
    if outcome.answer is Answer.ABSENT:
        assert (answer[0], answer[2]) == (200, False)
        assert "html" not in answer[1]
        assert says(slug, text)


PAGE = "https://www.deviantart.com/rosalind/art/a-garden-1"
META = '<html><head>\n<meta name="robots"\ncontent="noai, noimageai">\n</head>\n<p>art</p>\n</html>'
HEADER = {"X-Robots-Tag": "noai, noimageai"}


@settings(max_examples=150, deadline=None)
@given(
    text=damaged(META),
    answer=ANSWERS,
    headers=st.sampled_from([{}, {}, HEADER, {"X-Robots-Tag": "noai"}]),
)
def test_a_damaged_page_on_a_platform_is_protection_only_where_it_says_so(
    text: str, answer: tuple[int, str, bool], headers: Mapping[str, str]
) -> None:
    def answering(_: httpx.Request) -> httpx.Response:
        response = served(text, answer)
        response.headers.update(headers)
        return response

    facts = Facts({"x-profile-url": (PAGE,)})
    outcome, _ = run(answering, facts=facts, provider=CATALOG.get("deviantart"))
    if outcome.answer is Answer.ABSENT:
        assert (answer[0], answer[2]) == (200, False)
        assert "noimageai" in text or headers == HEADER
