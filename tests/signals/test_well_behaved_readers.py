"""What we say of training is what programs that obey the signals do.

The table is the rule that PostHog publishes for its image fetcher, in our words; the other reader is
datadiligence's own evaluator of headers.
"""

import pytest
from datadiligence.evaluators import HttpEvaluator
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.audit import audit
from optout.signals.audit_agents import Training
from optout.signals.audit_reading import FileRead, SiteRead, State
from tests.signals.sites import HOME, NONE, agent, page, served, site

FETCHER = (agent("img2dataset"),)
IMAGE = f"{HOME}me.jpg"
Headers = tuple[tuple[str, str], ...]


def training(read: SiteRead) -> Training:
    return audit(read, FETCHER).agents[0].training


def of_image(headers: Headers = (), robots: FileRead = NONE, tdm: FileRead = NONE) -> SiteRead:
    return site(robots, NONE, tdm, page(IMAGE, *headers, is_image=True))


def tdm(value: int, location: str = "/") -> FileRead:
    return served(f'[{{"location": "{location}", "tdm-reservation": {value}}}]')


@pytest.mark.parametrize(
    ("read", "refuses"),
    [
        (of_image(), False),
        (of_image((("X-Robots-Tag", "noai"),)), True),
        (of_image((("X-Robots-Tag", "noimageai"),)), True),
        (of_image((("X-Robots-Tag", "noindex"),)), False),
        (of_image((("X-Robots-Tag", "noindex"), ("X-Robots-Tag", "noimageai"))), True),
        (of_image((("X-Robots-Tag", "otherbot: noai"),)), False),
        (of_image((("Content-Usage", "train-ai=n"),)), True),
        (of_image((("Content-Usage", "train-ai=y"),)), False),
        (of_image((("Content-Usage", "search=n"),)), False),
        (of_image(robots=served("User-agent: *\nContent-Usage: train-ai=n\nAllow: /\n")), True),
        (of_image(robots=served("User-agent: *\nContent-Usage: /me train-ai=n\nAllow: /\n")), True),
        (of_image(robots=served("User-agent: *\nContent-Usage: /you train-ai=n\nAllow: /\n")), False),
        (of_image(robots=served("User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n")), True),
        (of_image(robots=served("User-agent: *\nContent-Signal: search=no\nAllow: /\n")), False),
        (of_image((("tdm-reservation", "1"),)), True),
        (of_image(tdm=tdm(1)), True),
        (of_image(tdm=tdm(1, "/other")), False),
        (of_image((("tdm-reservation", "0"),), tdm=tdm(1)), False),  # the header counts
        (of_image((("tdm-reservation", "1"),), tdm=tdm(0)), True),
        (of_image((("tdm-policy", "https://own.example/p"),), tdm=tdm(1)), True),  # silence resets none
    ],
)  # fmt: skip
def test_a_careful_image_fetcher_refuses_what_we_call_refused(read: SiteRead, refuses: bool) -> None:
    assert (training(read) is Training.REFUSED) == refuses


@pytest.mark.parametrize("file", ["robots", "tdm"])
def test_it_takes_what_it_could_not_read_for_neither_yes_nor_no(file: str) -> None:
    broken = FileRead(State.UNREADABLE, why="HTTP 503")
    assert training(of_image(**{file: broken})) is Training.UNREADABLE


directives = st.sampled_from(["noai", "noimageai", "noindex", "nofollow", "nosnippet", "all"])
tags = st.lists(directives, min_size=1, max_size=3).map(", ".join)
reservations = st.sampled_from(["0", "1"])


@given(st.none() | tags, st.none() | reservations)
@settings(max_examples=100, deadline=None)
def test_datadiligence_refuses_what_we_call_refused(tag: str | None, reservation: str | None) -> None:
    said = {"X-Robots-Tag": tag, "tdm-reservation": reservation}
    headers = {name: value for name, value in said.items() if value is not None}
    # It finds no header at all too little to judge.
    allowed = not headers or HttpEvaluator().is_allowed(headers=headers)
    assert allowed == (training(of_image(tuple(headers.items()))) is not Training.REFUSED)
