"""What a site must say, whether it does, and how it is added without losing anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.steps import Published
from optout.channels.site.by_hand import steps_by_hand
from optout.channels.site.robots_wish import RobotsWish
from optout.channels.site.wishes import Wish, wishes_of
from optout.errors import WrongInput

EVERYTHING = Published(
    robots=("GPTBot", "CCBot"), ai_txt=True, content_usage=True, content_signal=True, tdm=True
)
WISHES = wishes_of(EVERYTHING)
OWN = "User-agent: *\nDisallow: /drafts/\n\nUser-agent: GPTBot\nAllow: /\n\nSitemap: https://a.example/s.xml\n"


def of(file: str) -> Wish:
    return next(wish for wish in WISHES if wish.file == file)


def test_each_file_is_wished_for_once() -> None:
    assert [wish.file for wish in WISHES] == ["robots.txt", "ai.txt", ".well-known/tdmrep.json"]
    assert wishes_of(Published(pages=("noai",))) == ()
    assert [wish.file for wish in wishes_of(Published(content_signal=True))] == ["robots.txt"]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.file)
def test_what_was_added_says_it_and_is_not_added_twice(wish: Wish) -> None:
    assert wish.lacks("") is not None
    added = wish.added_to("")
    assert wish.lacks(added) is None
    assert wish.added_to(added) == added


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.file)
def test_the_lines_for_a_person_say_it_as_well(wish: Wish) -> None:
    assert wish.lacks("\n".join(wish.lines) + "\n") is None


def test_a_line_of_ones_own_that_allows_an_agent_is_found_with_its_number() -> None:
    added = RobotsWish(("GPTBot",)).added_to(OWN)
    assert added.startswith(OWN)
    assert RobotsWish(("GPTBot",)).lacks(added) == "GPTBot is allowed: line 5"


def test_a_later_wish_keeps_what_an_earlier_one_wrote() -> None:
    text = RobotsWish(usage=True).added_to(
        RobotsWish(("GPTBot",)).added_to(OWN.replace("Allow: /\n", ""))
    )
    text = RobotsWish(("CCBot",), signal=True).added_to(text)
    whole = RobotsWish(("GPTBot", "CCBot"), usage=True, signal=True)
    assert whole.lacks(text) is None
    assert text.count("# BEGIN optout") == 1


@given(st.permutations(["GPTBot", "CCBot", "Bytespider", "Google-Extended", "ClaudeBot"]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_wishes_changes_nothing_of_what_is_refused(agents: list[str]) -> None:
    text = OWN
    for agent in agents:
        text = RobotsWish((agent,)).added_to(text)
    refused = tuple(agent for agent in agents if agent != "GPTBot")  # its own line allows that one
    assert RobotsWish(refused).lacks(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nContent-Signal: ai-train=yes\n",
        "User-agent: *\nContent-Signal: search=yes\n",
        "Content-Signal: ai-train=no\n",
        "User-agent: GPTBot\nContent-Signal: ai-train=no\nDisallow: /\n",
    ],
)
def test_a_signal_counts_only_where_it_refuses_training_to_everybody(text: str) -> None:
    wish = RobotsWish(signal=True)
    assert (wish.lacks(text) or "").startswith("no Content-Signal refuses training to everybody")
    assert wish.lacks("User-agent: *\nDisallow:\nContent-Signal: ai-train=no\n") is None


def test_another_ai_txt_says_nothing_and_is_kept() -> None:
    other = "# AI policy\nOwner: Rosalind\n"
    assert of("ai.txt").lacks(other) == "ai.txt is none of Spawning's format"
    added = of("ai.txt").added_to(other)
    assert added.startswith(other)
    assert of("ai.txt").lacks(added) is None


def test_narrower_reservations_stay_and_what_cannot_be_read_is_not_overwritten() -> None:
    wish = of(".well-known/tdmrep.json")
    own = json.dumps([{"location": "/press/", "tdm-reservation": 0}])
    added = wish.added_to(own)
    assert json.loads(added)[0] == {"location": "/press/", "tdm-reservation": 0}
    assert wish.lacks(added) == wish.in_the_way(own) == "rule 1 reserves nothing"
    with pytest.raises(WrongInput, match="cannot be read"):
        wish.added_to("{}")


def test_the_steps_for_a_person_are_numbered_and_end_with_what_they_do_not_prove() -> None:
    from optout.catalog.catalog import load_catalog

    provider = load_catalog().get("bytespider")
    steps = steps_by_hand(Published(robots=("Bytespider",)), provider.proof)
    numbers = [step.partition(".")[0] for step in steps if step[0].isdigit()]
    assert numbers == [str(number + 1) for number in range(5)]
    assert "User-agent: Bytespider / Disallow: /" in steps[1]
    assert "firewall" in steps[-1]
