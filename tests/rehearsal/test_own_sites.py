"""Own sites in a rehearsal: they are served from folders, break, and forget what was written."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.site import reading
from optout.channels.web.browser_path import find_browser
from optout.clock import Clock, VirtualClock
from optout.people.subject import Subject
from optout.rehearsal.cast import Cast
from optout.rehearsal.own_sites import OwnSites
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.rehearsal import Wish, rehearse
from optout.rehearsal.result import Result
from optout.rehearsal.stage import START, Scene

REFUSED = "User-agent: GPTBot\nDisallow: /\n"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def sites(clock: VirtualClock, tmp_path: Path) -> OwnSites:
    sites = OwnSites(synthetic_people(1, 4), clock, 1)
    sites.open(tmp_path)
    return sites


def get(sites: OwnSites, domain: str, path: str = "/robots.txt") -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(sites.apps[domain])) as client:
            return await client.get(f"https://{domain}{path}")

    return asyncio.run(ask())


def domains(sites: OwnSites) -> list[str]:
    return sorted(sites.folders())


def test_most_sites_lie_on_this_machine_and_some_are_written_by_hand(sites: OwnSites) -> None:
    assert len(sites.apps) == 4
    assert len(sites.folders()) == 3
    assert len(set(sites.folders().values())) == 3


def test_what_is_written_into_the_folder_is_what_is_served(sites: OwnSites, clock: VirtualClock) -> None:
    clock.move_to(START + timedelta(days=4))
    domain = domains(sites)[0]
    (sites.folders()[domain] / "robots.txt").write_text(REFUSED, "utf-8")
    answer = get(sites, domain)
    assert (answer.status_code, answer.text) == (200, REFUSED)
    assert answer.headers["content-type"].startswith("text/plain")
    assert get(sites, domain, "/ai.txt").status_code == 404


def test_who_listens_is_told_once_when_it_begins_and_when_it_ends(
    sites: OwnSites, clock: VirtualClock
) -> None:
    told: list[tuple[bool, int]] = []
    sites.listen(
        lambda texts: REFUSED in texts.get("robots.txt", ""),
        lambda person, said, at: told.append((said, (at - START).days)),
    )
    domain = domains(sites)[0]
    file = sites.folders()[domain] / "robots.txt"
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text(REFUSED, "utf-8")
    for day in (0, 5, 25, 27):
        clock.move_to(START + timedelta(days=day))
        get(sites, domain)
    assert told == [(True, 0), (False, 25)]
    assert (file.read_text("utf-8") if file.exists() else None) == before


def test_a_redeploy_waits_where_somebody_has_just_written(sites: OwnSites, clock: VirtualClock) -> None:
    domain = domains(sites)[0]
    file = sites.folders()[domain] / "robots.txt"
    clock.move_to(START + timedelta(days=26))
    file.write_text(REFUSED, "utf-8")
    assert [get(sites, domain).text for _ in range(2)] == [REFUSED, REFUSED]
    clock.move_to(START + timedelta(days=28))
    assert "Something went wrong" in get(sites, domain).text  # and the site is broken for a day
    clock.move_to(START + timedelta(days=29))
    assert get(sites, domain).text != REFUSED


@pytest.mark.parametrize(("day", "status", "kind"), [(2, 500, "text/html"), (32, 200, "text/html")])
def test_on_some_days_a_site_is_broken(
    sites: OwnSites, clock: VirtualClock, day: int, status: int, kind: str
) -> None:
    clock.move_to(START + timedelta(days=day))
    answer = get(sites, domains(sites)[0])
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, kind)
    assert "Something went wrong" in answer.text


def test_some_sites_are_broken_before_anything_was_published(sites: OwnSites) -> None:
    assert {get(sites, domain).status_code for domain in sites.apps} == {200, 404, 500}


def test_without_people_there_is_nothing_to_serve(tmp_path: Path) -> None:
    nobody = OwnSites()
    nobody.open(tmp_path)
    assert (nobody.apps, nobody.folders()) == ({}, {})
    nobody.write_by_hand("nobody@mail.example", "robots.txt", ["a"])


def play(*named: str, days: int = 100) -> Result:
    scene = Scene(subjects=2, seed=4, prefer_dovecot=False, cast=Cast(named))
    found = find_browser(None)
    return rehearse(Wish(days=days, scene=scene), load_catalog(), lambda: found.path if found else None)


@pytest.fixture(scope="module")
def played() -> Result:
    return play(
        "openai_gptbot", "spawning_ai_txt", "cloudflare_content_signals", "ccbot", "common_crawl"
    )


def test_whoever_takes_a_broken_site_for_a_wish_is_shown_to_be_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = reading._judged
    monkeypatch.setattr(
        reading, "_judged", lambda wish, one: reading.Finding() if one.failure else judged(wish, one)
    )
    truth = play("openai_gptbot", days=60).truth
    assert truth.false_clear > 0  # before anything was published
    assert truth.false_removed > 0  # after a redeploy


def test_played_through_no_claim_is_false_and_nothing_is_told(played: Result) -> None:
    assert played.is_true
    assert played.stopped == {}
    assert played.paused_providers == ()


def test_a_lost_wish_is_noticed_and_published_again(played: Result) -> None:
    assert played.reappeared_caught >= 8  # four signals of two people, each lost at least once
    assert played.resubmitted == played.reappeared_caught
    assert played.removed_proven > played.reappeared_caught


def undone_at_once(monkeypatch: pytest.MonkeyPatch) -> Result:
    """Whatever is published is put back a day and a half later, four times."""

    def redeployed(people: Sequence[Subject], clock: Clock | None, seed: int) -> OwnSites:
        sites = OwnSites(people, clock, seed)
        for site in sites._sites.values():
            site.redeploys = [START + timedelta(days=days) for days in (1.5, 18, 36, 54)]
            site.breaks, site.breaks_at_redeploy = site.breaks[1:], False
        return sites

    monkeypatch.setattr("optout.rehearsal.stage.OwnSites", redeployed)
    scene = Scene(subjects=1, seed=4, prefer_dovecot=False, cast=Cast(("openai_gptbot",)))
    return rehearse(Wish(days=100, scene=scene), load_catalog(), lambda: None)


def test_a_wish_that_is_undone_each_time_is_published_again_and_then_put_to_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = undone_at_once(monkeypatch)
    assert (result.submitted, result.truth.left_open) == (3, 0)
    assert result.person_tasks > 0


def test_the_truth_tells_where_nothing_follows_from_a_wish_that_was_undone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("optout.requests.lasting.READS", 1_000)
    result = undone_at_once(monkeypatch)
    assert (result.submitted, result.truth.left_open, result.is_true) == (1, 1, False)
