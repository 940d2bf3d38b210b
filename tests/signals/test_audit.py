"""What the audit says per crawler, per signal, and what it calls missing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.agents import Purpose, agents
from optout.signals.audit import Audit, audit
from optout.signals.audit_agents import AgentSeen, Training
from optout.signals.audit_images import Mark
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State
from optout.signals.audit_statement import Signal
from tests.signals.sites import AGENTS, HOME, NONE, agent, page, served, site

BROKEN = FileRead(State.UNREADABLE, why="HTTP 503")
FORBIDDEN = FileRead(State.UNAVAILABLE, why="HTTP 403")
STAY_AWAY = "a crawler has to stay away, but nothing is proven"
REFUSED, UNREAD = "robots.txt is refused to everybody", "robots.txt could not be read"
REFUSING = "User-agent: TrainBot\nUser-agent: RudeBot\nDisallow: /\n"
TDM_1 = '[{"location": "/", "tdm-reservation": 1}]'
USAGE, SIGNAL = "Content-Usage: train-ai=n\n", "Content-Signal: ai-train=no\n"
SEARCH = "User-agent: *\nContent-Usage: search=n\nContent-Signal: search=no\n"
EVERYTHING = site(
    f"{REFUSING}{USAGE}{SIGNAL}\nUser-agent: *\nDisallow:\n{USAGE}{SIGNAL}",
    "User-Agent: *\nDisallow: /\n",
    TDM_1,
    page(HOME, ("X-Robots-Tag", "noai, noimageai")),
)


def seen(read: SiteRead) -> AgentSeen:
    """The row of TrainBot."""
    return audit(read, AGENTS).agents[0]


def missing(read: SiteRead) -> set[str]:
    return {one.signal.value for one in audit(read, AGENTS).missing}


def states(found: Audit) -> dict[str, State]:
    return {signal.value: one.state for signal, one in found.signals.items()}


def test_a_crawler_is_told_with_the_line_that_decides() -> None:
    one = seen(site("# mine\nUser-agent: trainbot\nDisallow: /p\nAllow: /  # all\n"))
    assert (one.allowed, one.known, one.why) == (True, True, "robots.txt line 4: Allow: /  # all")
    kept_out = seen(site(REFUSING))
    assert (kept_out.allowed, kept_out.why) == (False, "robots.txt line 3: Disallow: /")
    assert kept_out.training_why == "it may not even fetch the page (robots.txt line 3)"
    assert (kept_out.operator, kept_out.purpose) == ("Maker of TrainBot", Purpose.TRAINING)


def test_pages_where_it_is_the_other_way_round_are_named() -> None:
    read = site("User-agent: *\nDisallow: /p\n", NONE, NONE, page(), page(f"{HOME}p"), page(f"{HOME}q"))
    assert seen(read).differs_at == (f"{HOME}p",)


@pytest.mark.parametrize(
    ("file", "allowed", "known", "why"),
    [
        (NONE, True, True, "there is no robots.txt"),
        (FORBIDDEN, True, True, f"{REFUSED} (HTTP 403), which crawlers may take for none"),
        (BROKEN, False, False, f"{UNREAD} (HTTP 503): {STAY_AWAY}"),
    ],
)  # fmt: skip
def test_without_a_robots_txt_it_depends_on_why(
    file: FileRead, allowed: bool, known: bool, why: str
) -> None:
    one = seen(site(file))
    assert (one.allowed, one.known, one.why) == (allowed, known, why)


@pytest.mark.parametrize(
    ("read", "training"),
    [
        (site(), Training.NOTHING_SAID),
        (site(REFUSING), Training.REFUSED),
        (site(BROKEN), Training.UNREADABLE),
        (site("", BROKEN), Training.UNREADABLE),
        (site("", NONE, BROKEN), Training.UNREADABLE),
        (site("", NONE, NONE, PageRead(HOME, State.UNREADABLE, "HTTP 500")), Training.UNREADABLE),
        (site("", NONE, NONE, page(HOME, ("Content-Usage", "train-ai="))), Training.UNREADABLE),
        (site("", NONE, NONE, page(HOME, ("Content-Usage", "train-ai=y"))), Training.ALLOWED),
        (site(BROKEN, NONE, NONE, page(HOME, ("Content-Usage", "train-ai=y"))), Training.UNREADABLE),
        (site(BROKEN, NONE, NONE, page(HOME, ("Content-Usage", "train-ai=n"))), Training.REFUSED),
        (site(f"User-agent: *\n{USAGE}"), Training.REFUSED),
        (site(f"User-agent: TrainBot\nDisallow: /x\nUser-agent: *\n{USAGE}"), Training.NOTHING_SAID),
        (site("", NONE, NONE, page(HOME, ("X-Robots-Tag", "trainbot: noai"))), Training.REFUSED),
        (site("", NONE, NONE, page(HOME, ("X-Robots-Tag", "rude: noai"))), Training.NOTHING_SAID),
        (site("", NONE, TDM_1), Training.REFUSED),
        (site("", NONE, TDM_1, page(HOME, ("tdm-reservation", "0"))), Training.ALLOWED),
        (site("", NONE, TDM_1, page(HOME, ("tdm-policy", "x"))), Training.REFUSED),
        (site("User-agent: *\nContent-Signal: search=yes\n"), Training.NOTHING_SAID),
    ],
)  # fmt: skip
def test_training_is_what_all_signals_together_say(read: SiteRead, training: Training) -> None:
    assert seen(read).training is training


def test_a_site_that_says_everything_misses_nothing_and_contradicts_nothing() -> None:
    found = audit(EVERYTHING, AGENTS)
    assert (found.missing, found.contradictions) == ((), ())
    assert states(found) == {
        "robots": State.SERVED, "content_usage": State.SERVED, "content_signal": State.SERVED,
        "license": State.NONE, "ai_txt": State.SERVED, "tdm": State.SERVED,
        "x_robots_tag": State.SERVED, "meta_robots": State.NONE, "images": State.UNSEEN,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("read", "lacks"),
    [
        (site(), {"robots", "content_usage", "content_signal", "ai_txt", "tdm", "x_robots_tag"}),
        (replace(EVERYTHING, robots=NONE), {"robots", "content_usage", "content_signal"}),
        (replace(EVERYTHING, robots=FORBIDDEN), {"robots", "content_usage", "content_signal"}),
        (replace(EVERYTHING, robots=BROKEN), set()),
        (replace(EVERYTHING, robots=served(REFUSING + SEARCH)), {"content_usage", "content_signal"}),
        (replace(EVERYTHING, ai_txt=NONE), {"ai_txt"}),
        (replace(EVERYTHING, ai_txt=BROKEN), set()),
        (replace(EVERYTHING, tdmrep=NONE), {"tdm"}),
        (replace(EVERYTHING, tdmrep=served('{"no": "list"}')), set()),
        (replace(EVERYTHING, tdmrep=served('[{"location": "/other", "tdm-reservation": 1}]')), {"tdm"}),
        (replace(EVERYTHING, pages=(page(),)), {"x_robots_tag"}),
        (replace(EVERYTHING, pages=(page(),), has_headers=False), set()),
        (replace(EVERYTHING, pages=(PageRead(HOME, State.UNREADABLE, "x"),)), set()),
        (replace(EVERYTHING, pages=(page(metas=(("robots", "noai"),)),)), set()),
        (replace(EVERYTHING, pages=(page(HOME, ("X-Robots-Tag", "noimageai")),)), {"x_robots_tag"}),
        (replace(EVERYTHING, pages=(page(HOME, ("X-Robots-Tag", "trainbot: noai")),)), {"x_robots_tag"}),
    ],
)  # fmt: skip
def test_only_what_is_surely_not_served_is_missing(read: SiteRead, lacks: set[str]) -> None:
    assert missing(read) == lacks


def test_what_to_add_names_the_crawlers_that_collect_and_are_let_in() -> None:
    read = site("User-agent: TrainBot\nDisallow: /\n")
    robots = next(one for one in audit(read, AGENTS).missing if one.signal is Signal.ROBOTS)
    assert (robots.add, robots.agents) == ("User-agent: RudeBot\nDisallow: /", ("RudeBot",))


def test_pages_without_the_tag_are_named_and_images_need_it_too() -> None:
    image = page(f"{HOME}i.jpg", is_image=True)
    marked = page(HOME, ("X-Robots-Tag", "noai"))
    (one,) = audit(replace(EVERYTHING, pages=(marked, image)), AGENTS).missing
    assert (one.signal, one.pages) == (Signal.X_ROBOTS_TAG, (f"{HOME}i.jpg",))


def test_unreadable_things_say_why() -> None:
    found = audit(site(BROKEN, "hello", '[{"location": "/", "tdm-reservation": "?"}]'), AGENTS)
    unreadable = {name: one for name, one in found.signals.items() if one.state is State.UNREADABLE}
    assert {name: (one.state.value, one.why) for name, one in unreadable.items()} == {
        Signal.ROBOTS: ("unreadable", "HTTP 503"),
        Signal.CONTENT_USAGE: ("unreadable", "HTTP 503"),
        Signal.CONTENT_SIGNAL: ("unreadable", "HTTP 503"),
        Signal.LICENSE: ("unreadable", "HTTP 503"),
        Signal.AI_TXT: ("unreadable", "HTTP 200, but it is no ai.txt that is understood"),
        Signal.TDM: ("unreadable", "tdmrep.json, rule 1 cannot be understood: /: tdm-reservation None"),
    }  # fmt: skip


def test_a_licence_that_is_named_is_noted_whatever_it_says() -> None:
    seen_license = audit(site("License: https://own.example/l.xml\n"), AGENTS).signals[Signal.LICENSE]
    assert seen_license.state is State.SERVED
    assert [one.words for one in seen_license.noted] == ["https://own.example/l.xml"]
    strange = audit(site("License: mine\n"), AGENTS).signals[Signal.LICENSE]
    assert (strange.state, [one.words for one in strange.unclear]) == (State.UNREADABLE, ["mine"])


def test_marks_inside_images_are_statements_like_others() -> None:
    image = page(f"{HOME}i.jpg", is_image=True, content=b"pixels")
    read = site("", NONE, NONE, page(), image)
    marks = {b"pixels": [Mark("DMI-PROHIBITED", False), Mark("?", None)]}
    found = audit(read, AGENTS, lambda content: marks[content])
    (said,) = found.signals[Signal.IMAGES].says
    assert (said.allows, said.words, said.url) == (False, "DMI-PROHIBITED", f"{HOME}i.jpg")
    assert [one.words for one in found.signals[Signal.IMAGES].unclear] == ["?"]


files = st.one_of(
    st.sampled_from([NONE, BROKEN, FORBIDDEN]),
    st.sampled_from(
        [REFUSING, USAGE, SIGNAL, "User-agent: *\n", "Allow: /\n", "Disallow: /\n", TDM_1, "[]", "<a>"]
    ).map(served),
    st.text(max_size=30).map(served),
)  # fmt: skip
values = st.sampled_from(["noai", "train-ai=n", "train-ai=y", "1", "0", "?", "trainbot: noai", "\u202e"])
names = st.sampled_from(["x-robots-tag", "content-usage", "tdm-reservation", "robots", "TrainBot"])
pairs = st.lists(st.tuples(names, values), max_size=3).map(tuple)
pages = st.builds(
    lambda state, headers, metas: PageRead(HOME, state, "why", headers=headers, metas=metas),
    st.sampled_from(State), pairs, pairs,
)  # fmt: skip


@given(files, files, files, pages)
@settings(max_examples=300, deadline=None)
def test_whatever_was_read_nothing_unreadable_is_missing_or_allowed(
    robots: FileRead, ai_txt: FileRead, tdm: FileRead, first: PageRead
) -> None:
    found = audit(SiteRead(HOME, robots, ai_txt, tdm, (first,)), AGENTS)
    absent = {one.signal for one in found.missing}
    unreadable = {name for name, one in found.signals.items() if one.state is State.UNREADABLE}
    assert not absent & unreadable
    if robots.state is State.UNREADABLE:
        assert not any(one.allowed or one.known for one in found.agents)
    if unreadable - {Signal.IMAGES}:
        assert all(one.training in (Training.UNREADABLE, Training.REFUSED) for one in found.agents)


def test_every_agent_of_the_list_is_judged() -> None:
    found = audit(site(), agents())
    assert [one.token for one in found.agents] == [one.token for one in agents()]
    assert len(found.agents) > 100


def test_an_agent_that_says_nothing_of_its_purpose_counts_as_one_that_collects() -> None:
    hidden = agent("HiddenBot", Purpose.UNDOCUMENTED)
    assert [one.agents for one in audit(site(), [hidden]).missing if one.agents] == [("HiddenBot",)]
