"""The brokers' definitions, run by the web channel over TLS against their twins."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind
from optout.catalog.steps import Step, WebStep
from optout.channels.attempt import Attempt, Capture, Record
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browser_path import find_browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.matching.name_in_facts import may_be_of
from optout.people.disclosure import facts_for
from optout.people.facts import IMPERSONAL
from optout.people.subject import PersonName, Subject
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.providers.letters import write
from tests.providers.visitor import Visitor

CATALOG = load_catalog()
BROKERS = tuple(provider for provider in CATALOG if provider.kind == Kind.DATA_BROKER)
SEARCHED = [one.slug for one in BROKERS if isinstance(one.search, WebStep)]
ASKED = [one.slug for one in BROKERS if isinstance(one.submit, WebStep)]
MAILING = [slug for slug in ASKED if isinstance(CATALOG.get(slug).confirm, WebStep)]
BOUNDS = Bounds(expect_s=2.0)
HIDING = "true_who"
"""Its form is behind a challenge, of which its definition knows nothing."""


def handed_over(step: Step | None) -> bool:
    """Whether the flow always ends with what only a human can do."""
    return isinstance(step, WebStep) and any(verb.hand_over for verb in step.flow)


UNAIDED = [slug for slug in ASKED if not handed_over(CATALOG.get(slug).submit) and slug != HIDING]
BY_HAND = [slug for slug in ASKED if slug not in UNAIDED]


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
        self,
        slug: str,
        action: Action,
        who: Subject | None = None,
        listing: Record | None = None,
        **more: str,
    ) -> tuple[Outcome, Capture]:
        """One attempt of the first person, or of ``who``, at the twin's own time."""
        assert self.http is not None
        provider, visitor, capture = CATALOG.get(slug), self.visitors[slug], Capture()
        now = visitor.clock.now()
        steps = {Action.SUBMIT: provider.submit, Action.CONFIRM: provider.confirm}
        step = steps.get(action, provider.search)
        assert step is not None
        url = listing.address if listing else None
        facts = facts_for(who or visitor.subject, step.needs, on=now.date(), listing_url=url)
        attempt = Attempt(
            "a1",
            provider,
            action,
            facts.extended(**more),
            now,
            "ref-1",
            listing=listing,
            recognise=visitor.recognise,
            may_be_of=partial(may_be_of, facts),
            await_code=visitor.code_mailed,
        )
        channel = WebChannel(self.browser, self.http, BOUNDS)
        return self.runner.run(channel.run(attempt, capture)), capture

    def submit(self, slug: str) -> tuple[Outcome, Capture]:
        """Ask for the listing that a search finds, where there is a search."""
        listing = self.mine(slug) if CATALOG.get(slug).search else None
        self.visitors[slug].books.searched.clear()
        return self.run(slug, Action.SUBMIT, listing=listing)

    def found(self, slug: str) -> tuple[Record, ...]:
        outcome, capture = self.run(slug, Action.SEARCH)
        assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.NO), outcome
        return tuple(capture.records)

    def mine(self, slug: str) -> Record | None:
        """The person's own record among those that a search finds."""
        own = [one for one in self.found(slug) if self.visitors[slug].recognise(one.fields) is not None]
        assert len(own) <= 1
        return own[0] if own else None


@pytest.fixture(scope="module")
def desk_of_all() -> Iterator[Desk]:
    choice = find_browser(None)
    assert choice is not None, "these tests need a browser: see make test"
    with asyncio.Runner() as runner:
        desk = Desk(runner)
        apps = {one.domains[0]: desk.leads_to(one.slug) for one in BROKERS}
        web = LocalWeb(apps)
        web.start()
        desk.http = HttpClient(web.transport)
        desk.browser = runner.run(Browser.start(choice.path, web.browser_args, ignore_tls_errors=True))
        yield desk
        runner.run(desk.browser.close())
        runner.run(desk.http.close())
        web.stop()


class Visitors(dict[str, Visitor]):
    """A visitor of each broker, made when first asked for."""

    def __missing__(self, slug: str) -> Visitor:
        return self.setdefault(slug, Visitor(slug))


@pytest.fixture
def desk(desk_of_all: Desk) -> Desk:
    desk_of_all.visitors = Visitors()
    return desk_of_all


@pytest.mark.parametrize("slug", SEARCHED)
def test_a_search_reads_records_of_that_name_and_one_is_the_person(desk: Desk, slug: str) -> None:
    visitor = desk.visitors[slug]
    records = desk.found(slug)
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    published = visitor.twin.register.found(name.given, name.family, "", visitor.clock.now())
    assert {shown(record) for record in records} <= {
        (one.name, str(one.age), one.city, one.state) for one in published
    }
    assert len({record.key for record in records}) == len(records) >= 1
    (mine,) = (one for one in records if visitor.recognise(one.fields) is not None)
    assert shown(mine)[2:] == (home.locality, home.region)


def shown(record: Record) -> tuple[str | None, ...]:
    return tuple(
        record.fields.get(meaning) for meaning in ("name", "x-age", "address-level2", "address-level1")
    )


@pytest.mark.parametrize("slug", SEARCHED)
def test_a_search_for_nobody_is_proven_absent(desk: Desk, slug: str) -> None:
    nobody = PersonName(given="Nobody", family="Atall", additional=None)
    who = desk.visitors[slug].subject.model_copy(update={"names": (nobody,)})
    outcome, capture = desk.run(slug, Action.SEARCH, who)
    assert (outcome.answer, outcome.failure) == (Answer.ABSENT, None), outcome
    assert capture.records == []


@pytest.mark.parametrize("slug", UNAIDED)
def test_what_the_form_received_is_what_was_declared_and_is_remembered(desk: Desk, slug: str) -> None:
    outcome, capture = desk.submit(slug)
    assert (outcome.answer, outcome.failure, outcome.sent) == (Answer.DONE, None, Sent.YES), outcome
    provider, books = CATALOG.get(slug), desk.visitors[slug].books
    assert outcome.awaits == (provider.mail.expects if provider.mail else None)
    (received,) = books.received
    assert received.accepted
    told = [one for one in (*books.searched, received) if one.fields]
    assert {one.honeypots_filled for one in told} <= {0}
    assert all(set(one.fields) == set(one.meanings) for one in told)
    meanings = {meaning for one in told for meaning in one.meanings.values()}
    assert meanings == set(provider.submit.needs)
    assert {one.meaning for one in capture.disclosed} == meanings - IMPERSONAL
    assert all(provider.speaks_for(one.recipient) for one in capture.disclosed)


@pytest.mark.parametrize("slug", BY_HAND)
def test_a_check_is_left_to_the_person_and_nothing_is_sent(desk: Desk, slug: str) -> None:
    outcome, capture = desk.submit(slug)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.CHALLENGE), outcome
    assert outcome.sent == Sent.NO
    assert desk.visitors[slug].books.received == []
    assert {one.meaning for one in capture.disclosed} <= set(CATALOG.get(slug).submit.needs)


@pytest.mark.parametrize("slug", [slug for slug in MAILING if slug != "people_atlas"])
def test_the_mailed_link_is_followed_and_the_record_goes(desk: Desk, slug: str) -> None:
    visitor = desk.visitors[slug]
    if slug in UNAIDED:
        asked, _ = desk.submit(slug)
        assert asked.answer == Answer.DONE, asked
    else:
        visitor.twin.person_does(visitor.subject, f"https://{visitor.domain}/", visitor.clock.now())
    outcome, _ = desk.run(slug, Action.CONFIRM, x_confirm_link=visitor.link_mailed())
    assert (outcome.answer, outcome.failure) == (Answer.DONE, None), outcome
    visitor.wait_until_day(visitor.slowest_removal)
    assert visitor.twin.register.of(visitor.subject, visitor.clock.now()) is None


def test_the_mailed_link_confirms_and_the_record_goes(desk: Desk) -> None:
    visitor = desk.visitors["people_atlas"]
    outcome, _ = desk.submit("people_atlas")
    assert outcome.awaits == "link"
    outcome, _ = desk.run("people_atlas", Action.CONFIRM, x_confirm_link=visitor.link_mailed())
    assert outcome.answer == Answer.DONE
    assert visitor.books.received[0].confirmed_at == visitor.clock.now()
    assert desk.mine("people_atlas") is not None
    visitor.wait_until_day(9)
    assert desk.mine("people_atlas") is None


def test_the_link_that_answers_a_letter_is_followed_and_it_is_done(desk: Desk) -> None:
    visitor = desk.visitors["hooked_profiles"]
    write(visitor)
    visitor.wait_until_day(3)
    outcome, _ = desk.run("hooked_profiles", Action.CONFIRM, x_confirm_link=visitor.link_mailed())
    assert (outcome.answer, outcome.failure) == (Answer.DONE, None), outcome
    assert [one.word for one in visitor.books.said] == ["done"]
    assert visitor.books.phished == []


def test_a_form_that_wants_more_gets_nothing(desk: Desk) -> None:
    visitor = desk.visitors["kin_finder"]
    desk.submit("kin_finder")
    visitor.wait_until_day(56)
    outcome, capture = desk.submit("kin_finder")
    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.FORM_CHANGED)
    assert outcome.sent == Sent.NO
    assert len(visitor.books.received) == 1
    assert capture.disclosed == []


def test_a_broker_that_hides_is_never_taken_for_one_that_forgot(desk: Desk) -> None:
    desk.submit("deep_dossier")
    desk.visitors["deep_dossier"].wait_until_day(6)
    answers = [desk.run("deep_dossier", Action.RECHECK)[0] for _ in range(2)]
    assert [(one.answer, one.failure) for one in answers] == [
        (Answer.BLOCKED, Failure.FORBIDDEN),
        (Answer.UNREACHABLE, Failure.EMPTY_PAGE),
    ]
