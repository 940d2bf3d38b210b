"""What holds for every provider whose robot reads people's own sites."""

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind, Provider
from optout.catalog.learning import learning
from optout.catalog.steps import SiteStep
from optout.channels.site.wishes import wishes_of
from optout.clock import VirtualClock
from optout.rehearsal.own_sites import OwnSites
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World, person_key
from optout.requests.proof import Rung
from optout.signals.agents import agents
from tests.providers.visitor import START, PostOffice

CATALOG = load_catalog()
PUBLISHING = [one for one in CATALOG if isinstance(one.submit, SiteStep)]
READ_BACK = [
    one for one in CATALOG if isinstance(one.search, SiteStep) and not isinstance(one.submit, SiteStep)
]
each = pytest.mark.parametrize("provider", PUBLISHING, ids=lambda provider: provider.slug)
TOKENS = {
    "openai_gptbot": "GPTBot",
    "anthropic_claudebot": "ClaudeBot",
    "google_extended": "Google-Extended",
    "applebot_extended": "Applebot-Extended",
    "bytespider": "Bytespider",
    "amazonbot": "Amazonbot",
    "ccbot": "CCBot",
    "common_crawl": "CCBot",
}


def publishes(provider: Provider) -> SiteStep:
    assert isinstance(provider.submit, SiteStep)
    return provider.submit


def test_each_robot_is_refused_by_the_name_that_the_dated_list_has() -> None:
    known = {agent.token for agent in agents()}
    refused = {
        one.slug: publishes(one).publishes.robots
        for one in PUBLISHING
        if publishes(one).publishes.robots
    }
    assert refused == {slug: (token,) for slug, token in TOKENS.items()}
    assert set(TOKENS.values()) <= known


@each
def test_nothing_of_the_person_is_told_to_it(provider: Provider) -> None:
    if provider.kind is not Kind.DATASET_SEARCH:  # there the crawls are searched besides
        assert learning(provider).meanings == ()


@each
def test_what_is_published_is_what_is_read_back(provider: Provider) -> None:
    if isinstance(provider.search, SiteStep):
        assert provider.search.publishes == publishes(provider).publishes
        assert provider.proof is not None
        assert provider.proof.rung is Rung.SIGNAL
        assert provider.proof.does_not_prove


@pytest.mark.parametrize("slug", ["google_extended", "applebot_extended"])
def test_of_a_token_without_a_robot_it_is_said_that_logs_prove_nothing(slug: str) -> None:
    proof = CATALOG.get(slug).proof
    assert proof is not None
    assert "log: the token has no robot of its own" in (proof.does_not_prove or "")


def test_of_a_robot_that_does_not_obey_it_is_said_to_block_it_as_well() -> None:
    bytespider = CATALOG.get("bytespider")
    assert bytespider.proof is not None
    assert "known to come all the same" in (bytespider.proof.does_not_prove or "")
    assert "firewall" in bytespider.notes
    [listed] = [agent for agent in agents() if agent.token == "Bytespider"]
    assert listed.respects_robots is False


@each
def test_the_twin_reads_its_wish_by_itself_and_notices_its_loss(provider: Provider) -> None:
    [person] = synthetic_people(3, 1)
    clock = VirtualClock(START)
    sites = OwnSites([person], clock, 1)
    world = World(clock, PostOffice(), START, 1, [person], [], own_sites=sites)
    twin = CATALOG.twin_of(provider.slug)(world)
    texts: dict[str, str] = {}
    for wish in wishes_of(publishes(provider).publishes):
        texts[wish.file] = wish.added_to(
            "User-agent: *\nDisallow: /drafts/\n" if wish.file == "robots.txt" else ""
        )
    [(says, told, _)] = sites._listeners
    assert says(texts) is True
    assert says({}) is False
    assert says({"robots.txt": "User-agent: *\nDisallow: /drafts/\n", "ai.txt": "hello"}) is False
    told(person_key(person), True, START)
    assert twin.books.publishes(person_key(person), START)
    told(person_key(person), False, START)
    assert not twin.books.publishes(person_key(person), START)


def test_the_platforms_read_back_what_their_switch_shows() -> None:
    assert {one.slug for one in READ_BACK} == {
        "artstation",
        "deviantart",
        "squarespace",
        "substack",
        "wordpress_com",
    }
    assert {one.submit.channel for one in READ_BACK} == {"attest"}
    assert {one.account for one in READ_BACK} == {True}
