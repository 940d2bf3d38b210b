"""The brokers' definitions, run by the web channel over TLS against their twins."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.catalog.catalog import load_catalog
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browser_path import find_browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.people.disclosure import facts_for
from optout.people.facts import IMPERSONAL, Facts
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.providers.visitor import Visitor

SLUGS = ("people_atlas", "county_ledger", "kin_finder", "true_who", "deep_dossier")
BOUNDS = Bounds(expect_s=2.0)
NOBODY = Facts({"given-name": ("Nobody",), "family-name": ("Atall",), "address-level1": ("CA",)})


@dataclass
class Desk:
    """Leads to the twin of the test at hand, over one browser and one local web for all tests."""

    runner: asyncio.Runner
    http: HttpClient | None = None
    browser: Browser | None = None
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def leads_to(self, slug: str) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await self.visitors[slug].twin.app(scope, receive, send)

        return app

    def run(
        self, slug: str, action: Action, facts: Facts | None = None, url: str | None = None, **more: str
    ) -> tuple[Outcome, Capture]:
        """One attempt of the first person, at the twin's own time."""
        assert self.http is not None
        provider, visitor, capture = load_catalog().get(slug), self.visitors[slug], Capture()
        now = visitor.clock.now()
        steps = {Action.SUBMIT: provider.submit, Action.CONFIRM: provider.confirm}
        step = steps.get(action, provider.search)
        assert step is not None
        facts = facts or facts_for(visitor.subject, step.needs, on=now.date(), listing_url=url)
        attempt = Attempt("a1", provider, action, facts.extended(**more), now, "ref-1")
        channel = WebChannel(self.browser, self.http, BOUNDS)
        return self.runner.run(channel.run(attempt, capture)), capture

    def submit(self, slug: str) -> tuple[Outcome, Capture]:
        return self.run(slug, Action.SUBMIT, url=self.record(slug))

    def record(self, slug: str) -> str:
        twin, visitor = self.visitors[slug].twin, self.visitors[slug]
        return str(twin.record_url(twin.register.of(visitor.subject, visitor.clock.now())))

    def keys(self, slug: str) -> set[str]:
        outcome, capture = self.run(slug, Action.SEARCH)
        assert outcome.answer == Answer.DONE
        return {record.key for record in capture.records}


@pytest.fixture(scope="module")
def desk_of_all() -> Iterator[Desk]:
    choice = find_browser(None)
    assert choice is not None, "these tests need a browser: see make test"
    with asyncio.Runner() as runner:
        desk = Desk(runner)
        web = LocalWeb({load_catalog().get(slug).domains[0]: desk.leads_to(slug) for slug in SLUGS})
        web.start()
        desk.http = HttpClient(web.transport)
        desk.browser = runner.run(Browser.start(choice.path, web.browser_args, ignore_tls_errors=True))
        yield desk
        runner.run(desk.browser.close())
        runner.run(desk.http.close())
        web.stop()


@pytest.fixture
def desk(desk_of_all: Desk) -> Desk:
    desk_of_all.visitors = {slug: Visitor(slug) for slug in SLUGS}
    return desk_of_all


@pytest.mark.parametrize("slug", SLUGS)
def test_a_search_reads_the_person_and_the_namesakes(desk: Desk, slug: str) -> None:
    outcome, capture = desk.run(slug, Action.SEARCH)
    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.NO)
    assert len(capture.records) == 4
    home = desk.visitors[slug].subject.addresses[0]
    (mine,) = (record for record in capture.records if record.key == desk.record(slug))
    assert mine.fields["name"] == desk.visitors[slug].subject.names[0].full
    assert mine.fields["x-age"].isdigit()
    assert mine.fields["address-level2"] == home.locality
    assert mine.fields["address-level1"] == home.region


@pytest.mark.parametrize("slug", SLUGS)
def test_a_search_for_nobody_is_proven_absent(desk: Desk, slug: str) -> None:
    outcome, capture = desk.run(slug, Action.SEARCH, NOBODY)
    assert outcome.answer == Answer.ABSENT
    assert capture.records == []


@pytest.mark.parametrize("slug", ["people_atlas", "county_ledger", "kin_finder", "deep_dossier"])
def test_what_the_form_received_is_what_was_declared_and_is_remembered(desk: Desk, slug: str) -> None:
    outcome, capture = desk.submit(slug)
    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    (received,) = desk.visitors[slug].books.received
    assert received.accepted
    assert received.honeypots_filled == 0
    assert set(received.meanings.values()) == set(load_catalog().get(slug).submit.needs)
    assert set(received.fields) == set(received.meanings)
    personal = {name for name, meaning in received.meanings.items() if meaning not in IMPERSONAL}
    told = {(one.meaning, one.recipient) for one in capture.disclosed}
    assert told == {(received.meanings[name], desk.visitors[slug].domain) for name in personal}


def test_the_mailed_link_confirms_and_the_record_goes(desk: Desk) -> None:
    visitor = desk.visitors["people_atlas"]
    mine = desk.record("people_atlas")
    outcome, _ = desk.submit("people_atlas")
    assert outcome.awaits == "link"
    link = re.search(r"https://people-atlas\.example/confirm/\S+", visitor.post_office.mails[0]["text"])
    assert link
    outcome, _ = desk.run("people_atlas", Action.CONFIRM, x_confirm_link=link[0])
    assert outcome.answer == Answer.DONE
    assert visitor.books.received[0].confirmed_at == visitor.clock.now()
    assert mine in desk.keys("people_atlas")
    visitor.wait_until_day(9)
    assert mine not in desk.keys("people_atlas")


def test_a_form_that_wants_more_gets_nothing(desk: Desk) -> None:
    visitor = desk.visitors["kin_finder"]
    desk.submit("kin_finder")
    visitor.wait_until_day(56)
    outcome, capture = desk.submit("kin_finder")
    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.FORM_CHANGED)
    assert outcome.sent == Sent.NO
    assert len(visitor.books.received) == 1
    assert capture.disclosed == []


def test_a_challenge_is_left_to_the_person(desk: Desk) -> None:
    outcome, capture = desk.submit("true_who")
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.CHALLENGE)
    assert capture.disclosed == []
    assert desk.visitors["true_who"].books.received == []


def test_a_broker_that_hides_is_never_taken_for_one_that_forgot(desk: Desk) -> None:
    desk.submit("deep_dossier")
    desk.visitors["deep_dossier"].wait_until_day(6)
    answers = [desk.run("deep_dossier", Action.RECHECK)[0] for _ in range(2)]
    assert [(one.answer, one.failure) for one in answers] == [
        (Answer.BLOCKED, Failure.FORBIDDEN),
        (Answer.UNREACHABLE, Failure.EMPTY_PAGE),
    ]
