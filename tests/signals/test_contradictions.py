"""Each pair of signals that the audit has to find at odds, and pairs that it must leave in peace."""

import pytest

from optout.signals.audit import Audit, audit
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State
from optout.signals.audit_statement import Signal
from tests.signals.sites import AGENTS, HOME, page, site

ALL_OUT = "User-agent: TrainBot\nUser-agent: RudeBot\nDisallow: /\n"
YES_SIGNAL = "User-agent: *\nContent-Signal: ai-train=yes\nAllow: /\n"
YES_USAGE = "User-agent: *\nContent-Usage: train-ai=y\nAllow: /\n"
NO_USAGE = "User-agent: *\nContent-Usage: train-ai=n\nAllow: /\n"
NO_SIGNAL = "User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
YES_AI = "User-Agent: *\nAllow: /\n"
NO_AI = "User-Agent: *\nDisallow: /\n"
TDM_1 = '[{"location": "/", "tdm-reservation": 1}]'
TDM_0 = TDM_1.replace("1}", "0}")
TDM_HEADER_0, TDM_HEADER_1 = ("tdm-reservation", "0"), ("tdm-reservation", "1")
ALLOWED = page(HOME, ("Content-Usage", "train-ai=y"))
SIGNAL_IN_CLOSED_GROUP = "User-agent: *\nDisallow: /\nContent-Signal: ai-train=yes\n"
SEARCH = "User-agent: *\nContent-Usage: search=n\nContent-Signal: search=yes\n"
NOAI = page(HOME, ("X-Robots-Tag", "noai"))
META = page(metas=(("robots", "noai"),))
LICENCE = (
    b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
    b'<permits type="usage">ai-train</permits></license></content></rsl>'
)
PAID = LICENCE.replace(b"</permits>", b'</permits><payment type="purchase"/>')
NAMED = "License: https://own.example/licence.xml\n"


def found(read: SiteRead) -> set[tuple[str, str]]:
    return {(one.refuses.signal.value, one.allows.signal.value) for one in judged(read).contradictions}


def judged(read: SiteRead) -> Audit:
    return audit(read, AGENTS)


def licence(content: bytes = LICENCE) -> PageRead:
    return PageRead("https://own.example/licence.xml", State.SERVED, content=content)


@pytest.mark.parametrize(
    ("read", "pair"),
    [
        (site(ALL_OUT + YES_SIGNAL), ("robots", "content_signal")),
        (site(SIGNAL_IN_CLOSED_GROUP), ("robots", "content_signal")),
        (site(ALL_OUT + YES_USAGE), ("robots", "content_usage")),
        (site(ALL_OUT, YES_AI), ("robots", "ai_txt")),
        (site(ALL_OUT, "", TDM_0), ("robots", "tdm")),
        (site(NO_USAGE + "Content-Signal: ai-train=yes\n"), ("content_usage", "content_signal")),
        (site(NO_SIGNAL, YES_AI), ("content_signal", "ai_txt")),
        (site(NO_USAGE, "", "", ALLOWED), ("content_usage", "content_usage")),
        (site(ALL_OUT, "", TDM_1, page(HOME, TDM_HEADER_0)), ("tdm", "tdm")),
        (site(ALL_OUT, "", "", page(HOME, TDM_HEADER_1, metas=(TDM_HEADER_0,))), ("tdm", "tdm")),
        (site("", "", TDM_1, ALLOWED), ("tdm", "content_usage")),
        (site(ALL_OUT, YES_AI, "", NOAI), ("x_robots_tag", "ai_txt")),
        (site(YES_SIGNAL, "", "", META), ("meta_robots", "content_signal")),
        (site("", "", "", NOAI), ("x_robots_tag", "robots")),
        (site(FileRead(State.NONE), "", "", NOAI), ("x_robots_tag", "robots")),
        (site("", "", "", META), ("meta_robots", "robots")),
        (site(NO_SIGNAL + NAMED, licenses=(licence(),)), ("content_signal", "license")),
        (site(SEARCH), ("content_usage", "content_signal")),
        (site(NO_SIGNAL + YES_SIGNAL), ("content_signal", "content_signal")),
        (site(NO_USAGE + YES_USAGE), ("content_usage", "content_usage")),
    ],
)  # fmt: skip
def test_signals_that_deny_each_other_are_found(read: SiteRead, pair: tuple[str, str]) -> None:
    assert pair in found(read)


@pytest.mark.parametrize(
    "read",
    [
        site(),
        site(ALL_OUT, NO_AI, TDM_1, NOAI),
        site(ALL_OUT + NO_USAGE + "Content-Signal: ai-train=no, search=yes\n", NO_AI, TDM_1, META),
        site(NO_SIGNAL + NO_SIGNAL),
        site("User-agent: *\nContent-Usage: train-ai=y\nContent-Usage: /x train-ai=n\nAllow: /\n"),
        site(NO_SIGNAL),  # what may be fetched need not be trained with
        site(NO_USAGE, "", TDM_1),
        site(YES_SIGNAL, YES_AI, TDM_0),
        site(ALL_OUT, "User-Agent: *\nAllow: *.txt\n"),  # about other files
        site(ALL_OUT, FileRead(State.UNREADABLE)),
        site(FileRead(State.UNREADABLE), "", "", NOAI),  # nobody knows what robots.txt says
        site(ALL_OUT, "", "", page(HOME, ("X-Robots-Tag", "noindex"))),
        site(NO_SIGNAL + NAMED, licenses=(licence(PAID),)),
    ],
)  # fmt: skip
def test_signals_that_can_stand_together_are_left_in_peace(read: SiteRead) -> None:
    assert found(read) == set()


def test_a_contradiction_names_both_lines_the_agents_and_the_pages_once() -> None:
    read = site(ALL_OUT + "\n" + YES_SIGNAL, "", "", page(), page("https://own.example/b"))
    (one,) = judged(read).contradictions
    assert one.sentence == (
        "robots.txt line 3 (Disallow: /) refuses AI training to TrainBot, RudeBot, "
        "but robots.txt line 6 (Content-Signal: ai-train=yes) allows it."
    )
    assert one.agents == ("TrainBot", "RudeBot")
    assert one.pages == (HOME, "https://own.example/b")


def test_a_wish_for_one_agent_contradicts_nothing_said_to_another() -> None:
    other = "User-agent: RudeBot\nContent-Signal: ai-train=yes\nAllow: /\n"
    refused = "User-agent: TrainBot\nDisallow: /\n"
    assert found(site(refused + other)) == set()
    own = refused + "User-agent: TrainBot\nContent-Signal: ai-train=yes\n"
    assert found(site(own)) == {("robots", "content_signal")}


def test_crawlers_that_obey_nothing_open_no_door() -> None:
    only_rude = "User-agent: TrainBot\nDisallow: /\n"
    assert found(site(only_rude, "", "", NOAI)) == set()


def test_noimageai_on_a_page_does_not_speak_for_its_text() -> None:
    read = site("", "", "", page(HOME, ("X-Robots-Tag", "noimageai")))
    assert judged(read).signals[Signal.X_ROBOTS_TAG].says == ()
    image = page(f"{HOME}i.jpg", ("X-Robots-Tag", "noimageai"), is_image=True)
    assert len(judged(site("", "", "", page(), image)).signals[Signal.X_ROBOTS_TAG].says) == 1
