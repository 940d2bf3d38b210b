"""A step by hand with the person: what is filled, what is told, and that nothing is sent for them."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from optout.rehearsal.web import LocalWeb
from optout.requests.events import Concluded, Intended
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import Standing
from optout.running.assisting import Assisting
from optout.running.proving import open_evidence, verify_installation
from optout.storage import traces
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.channels.web.acme import Site
from tests.channels.web.window import free_port
from tests.running.by_hand import FORM, Person, by_hand, reach_of
from tests.running.workshop import PERSON, Workshop, catalog_of, install, says

EMPTY = {
    "full": "",
    "em": "",
    "land": "",
    "town": "",
    "phone": "kept",
    "email": "",
    "born": "",
    "bday": "",
    "swear": False,
    "sig": "",
    "passport": "",
    "pw": "",
}
FILLED = {**EMPTY, "full": PERSON.names[0].full, "em": PERSON.emails[0], "land": "us"}
LOGIN = FORM.replace("<h1>Ask us not to train on you</h1>", "<h1>Sign in to ask</h1>")
LACKS = FORM.replace("E-mail", "Reference").replace('type="email" name="em"', 'name="ref"')
CHALLENGE = FORM.replace("<form", "<p>Verify you are human</p><form")
WHO = "zephyrine-ottoline-quandolin"
LINK = "https://acme.example/ask?user={email}&who={name|lower|hyphens}&none={x-github-account|or:}"
LINK_NEEDS = "{email: required, name: required, x-github-account: optional}"


@pytest.fixture
def site() -> Site:
    site = Site()
    site.page("/ask", FORM)
    site.page("/send", "<!doctype html><h1>Received</h1>")
    return site


@pytest.fixture
def foreign() -> Site:
    return Site()


@pytest.fixture
def web(site: Site, foreign: Site) -> Iterator[LocalWeb]:
    web = LocalWeb({"acme.example": site, "elsewhere.example": foreign})
    web.start()
    yield web
    web.stop()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Workshop]]:
    """A workshop whose one request waits for what the person does by hand."""
    database = Database(f"sqlite:///{tmp_path / 'optout.sqlite3'}")
    migrate(database)

    def open_one(text: str) -> Workshop:
        workshop = Workshop(database, tmp_path, {"acme": text})
        workshop.reach.will(submit=says(Outcome(Answer.PERSON, Failure.BY_HAND)))
        workshop.go_on_until("needs you")
        return workshop

    yield open_one
    database.close()


def taken_up(workshop: Workshop, web: LocalWeb, person: Person) -> tuple[Standing, Outcome]:
    reach = reach_of(web, person)
    person.begins()
    try:
        assisting = Assisting(workshop.installation, workshop.journal, reach)
        return assisting.take_up(workshop.request)
    finally:
        reach.close()
        person.ends()


def told(workshop: Workshop) -> set[tuple[str, str, bool]]:
    with workshop.database.transaction(write=False) as tx:
        rows = traces.disclosures_of(tx, workshop.request)
    return {(one.meaning, one.recipient, one.certain) for one in rows}


def test_it_fills_what_it_is_sure_of_and_nothing_that_states_or_sends(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    workshop, person = opened(by_hand()), Person(free_port())
    before = workshop.journal.read(workshop.request).standing.task

    standing, outcome = taken_up(workshop, web, person)

    assert person.seen == FILLED
    assert {(hit.method, hit.path) for hit in site.hits} == {("GET", "/ask")}
    assert (outcome.answer, outcome.failure, outcome.sent) == (Answer.PERSON, Failure.BY_HAND, Sent.NO)
    assert (standing.state, standing.task) == ("needs you", before)
    assert told(workshop) == {
        (meaning, "acme.example", True) for meaning in ("name", "email", "country-name")
    }
    assert "Filled in: full name, e-mail address, country. Look it over" in person.text
    assert verify_installation(workshop.installation).ok


def test_before_the_page_is_opened_the_intent_says_what_may_be_told(
    opened: Callable[[str], Workshop], web: LocalWeb
) -> None:
    workshop, person = opened(by_hand()), Person(free_port())
    known: list[set[tuple[str, str, bool]]] = []

    def note(name: str) -> None:
        if name == "after-intent":
            known.append(told(workshop))

    reach = reach_of(web, person)
    person.begins()
    Assisting(workshop.installation, workshop.journal, reach, note).take_up(workshop.request)
    reach.close()
    person.ends()

    meanings = {"name", "email", "country-name", "tel", "bday", "x-signature"}
    assert known == [{(one, "acme.example", False) for one in meanings}]
    assert isinstance(workshop.events[-2], Intended)
    assert workshop.events[-2].assisted


def test_what_the_person_sends_themselves_is_theirs_to_say(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    async def sends(page: Page) -> None:
        await page.fill("[name=pw]", "open sesame")
        async with page.expect_navigation():
            await page.click("text=Send")

    workshop, person = opened(by_hand()), Person(free_port(), sends)

    standing, outcome = taken_up(workshop, web, person)

    [sent] = site.to("POST", "/send")
    assert dict(sent.fields)["em"] == PERSON.emails[0]
    assert "swear" not in dict(sent.fields)
    assert (outcome.failure, outcome.sent) == (Failure.UNSURE, Sent.MAYBE)
    assert standing.task is not None
    assert standing.task.failure == Failure.UNSURE
    concluded = workshop.events[-1]
    assert isinstance(concluded, Concluded)
    kept = kept_bytes(workshop, concluded.attempt)
    assert b"https://acme.example/ask" in kept
    assert b"sesame" not in kept
    assert b"https://acme.example/send" not in kept


def kept_bytes(workshop: Workshop, attempt: str) -> bytes:
    with workshop.database.transaction(write=False) as tx:
        rows = {one.attempt: one for one in traces.evidence_of(tx, workshop.request)}
    parts = open_evidence(workshop.installation, workshop.person, rows[attempt])
    warc = gzip.decompress(parts.pop("traffic.warc.gz"))
    return b"\n".join([warc, *parts.values()])


def test_a_page_that_sends_what_is_typed_is_not_said_to_have_sent_nothing(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    site.page(
        "/ask",
        FORM + "<script>em = document.querySelector('[name=em]');"
        "em.oninput = () => fetch('/send', {method: 'POST', body: em.value})</script>",
    )
    workshop, person = opened(by_hand()), Person(free_port())

    _, outcome = taken_up(workshop, web, person)

    assert (outcome.failure, outcome.sent) == (Failure.UNSURE, Sent.MAYBE)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (LOGIN, "asks to sign in"),
        (CHALLENGE, "shows a challenge"),
        (LACKS, "surely the one"),
        (FORM + FORM.replace("</title>", " twice</title>"), "surely the one"),
        (FORM.replace('action="/send"', 'action="https://elsewhere.example/send"'), "surely the one"),
        (
            "<!doctype html><h1>Nothing here</h1><p>This page is gone and nothing is left.",
            "surely the one",
        ),
    ],
    ids=["sign-in", "challenge", "lacks-a-fact", "two-forms", "leads-elsewhere", "no-form"],
)
def test_where_it_is_not_sure_nothing_is_filled_and_the_window_stays(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site, page: str, why: str
) -> None:
    site.page("/ask", page)
    workshop, person = opened(by_hand()), Person(free_port())

    standing, outcome = taken_up(workshop, web, person)

    values = person.seen
    assert isinstance(values, dict)
    assert {one for name, one in values.items() if name != "phone"} <= {"", False}
    assert told(workshop) == set()
    assert (outcome.failure, outcome.sent, standing.state) == (Failure.BY_HAND, Sent.NO, "needs you")
    assert "Nothing was filled in: " in person.text
    assert why in person.text


def test_what_the_page_loads_from_others_cannot_read_what_is_filled(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site, foreign: Site
) -> None:
    site.page("/ask", FORM + "<script src='https://elsewhere.example/spy.js'></script>")
    workshop, person = opened(by_hand()), Person(free_port())

    taken_up(workshop, web, person)

    assert person.seen == FILLED
    assert foreign.hits == []


def test_a_link_is_opened_with_the_facts_and_told_as_such(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    workshop = opened(by_hand(LINK, LINK_NEEDS, fills=False))
    person = Person(free_port())

    _, outcome = taken_up(workshop, web, person)

    asked = [hit.query for hit in site.hits if hit.path == "/ask"]
    assert asked == [{"user": PERSON.emails[0], "who": WHO, "none": ""}]
    assert person.seen == EMPTY
    assert told(workshop) == {("email", "acme.example", True), ("name", "acme.example", True)}
    assert (outcome.failure, outcome.sent) == (Failure.BY_HAND, Sent.NO)
    assert "Opening the link tells acme.example: e-mail address, full name." in person.text


def test_a_link_that_lacks_a_fact_is_opened_without_any(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    link = "https://acme.example/ask?user={email}&account={x-github-account}"
    workshop = opened(by_hand(link, "{email: required, x-github-account: optional}", fills=False))
    person = Person(free_port())

    taken_up(workshop, web, person)

    assert [hit.query for hit in site.hits if hit.path == "/ask"] == [{}]
    assert told(workshop) == set()
    assert "it lacks own GitHub account" in person.text


def test_nothing_is_opened_that_the_person_did_not_agree_to(
    opened: Callable[[str], Workshop], web: LocalWeb, site: Site
) -> None:
    workshop = opened(by_hand(needs="{email: required}", fills=False))
    catalog = catalog_of(workshop.home / "wider" / "data_brokers", acme=by_hand())
    changed = install(workshop.database, workshop.home, catalog, workshop.clock)
    reach = reach_of(web, Person(free_port()))

    standing, outcome = Assisting(changed, workshop.journal, reach).take_up(workshop.request)
    reach.close()

    assert (outcome.failure, outcome.sent, site.hits) == (Failure.NOT_AGREED, Sent.NO, [])
    assert told(workshop) == set()
    assert standing.state == "needs you"


def test_the_steps_without_a_window_have_the_link_and_what_to_enter(
    opened: Callable[[str], Workshop],
) -> None:
    workshop = opened(by_hand(LINK, LINK_NEEDS))

    steps = Assisting(workshop.installation, workshop.journal, None).steps_by_hand(workshop.request)

    link = f"https://acme.example/ask?user=zephyrine%40quandolin-mail.example&who={WHO}&none="
    assert steps == (
        f"Open {link}",
        f"Have ready: e-mail address: {PERSON.emails[0]}",
        f"Have ready: full name: {PERSON.names[0].full}",
        "Do the rest",
    )
    assert told(workshop) == set()
