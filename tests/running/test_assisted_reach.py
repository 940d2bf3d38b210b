"""From the open question to the record: a real browser, a person at its window, a real database."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Page
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.errors import OutsideFailure
from optout.network import Network
from optout.rehearsal.web import LocalWeb
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.assisted_reach import AssistedReach
from optout.running.assisting import Assisting
from optout.running.proving import open_evidence, verify_installation
from optout.storage import traces
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.channels.web.acme import EXECUTABLE, Site
from tests.channels.web.window import TURN, free_port, page_through
from tests.running.workshop import Workshop, definition, says

FORM = (
    "<!doctype html><h1>Search</h1><form method='post' action='/send'>"
    "<p>Confirm you are human <button type='button' id='person'>I am a person</button></p>"
    "<label>E-mail <input type='email' name='em' required></label><button>Send</button></form>"
)
FILLS = definition(searchable=False, needs="{email: required}").replace(
    "    - {id: press,", "    - {id: say-who, fill: [email]}\n    - {id: press,"
)
CHALLENGED = says(Outcome(Answer.PERSON, Failure.CHALLENGE))


@pytest.fixture
def site() -> Site:
    site = Site()
    site.page("/", FORM)
    site.page("/send", "<!doctype html><h1>Received</h1>")
    return site


@pytest.fixture
def web(site: Site) -> Iterator[LocalWeb]:
    web = LocalWeb({"acme.example": site})
    web.start()
    yield web
    web.stop()


@pytest.fixture
def challenged(tmp_path: Path) -> Iterator[Workshop]:
    database = Database(f"sqlite:///{tmp_path / 'optout.sqlite3'}")
    migrate(database)
    workshop = Workshop(database, tmp_path, {"acme": FILLS})
    workshop.reach.will(submit=CHALLENGED)
    workshop.go_on_until("needs you")
    yield workshop
    database.close()


@dataclass
class Person:
    """Acts in the window, from a thread of their own, once they are told that it is their turn."""

    port: int
    lines: list[str] = field(default_factory=list)
    _turn: threading.Event = field(default_factory=threading.Event)

    def told(self, line: str) -> None:
        self.lines.append(line)
        if TURN in line:
            self._turn.set()

    def act(self) -> None:
        assert self._turn.wait(20)
        asyncio.run(self._solve_and_send())

    async def _solve_and_send(self) -> None:
        async with page_through(self.port) as page:
            await self._in(page)

    async def _in(self, page: Page) -> None:
        await page.click("#person")
        await page.click("text=Send")


def reach_of(web: LocalWeb, person: Person) -> AssistedReach:
    args = (*web.browser_args, f"--remote-debugging-port={person.port}")
    network = Network(browser_args=args, ignore_tls_errors=True)
    return AssistedReach(
        network, lambda: EXECUTABLE, Failure.CHALLENGE, person.told, 15.0, visible=False
    )


def test_what_the_person_sent_is_proven_and_told_in_the_ledger(
    challenged: Workshop, web: LocalWeb, site: Site
) -> None:
    person = Person(free_port())
    reach = reach_of(web, person)
    acting = threading.Thread(target=person.act)
    acting.start()
    try:
        standing, outcome = Assisting(challenged.installation, challenged.journal, reach).take_up(
            challenged.request
        )
    finally:
        reach.close()
        acting.join(30)

    assert (standing.state, outcome.answer, outcome.sent) == ("submitted", Answer.DONE, Sent.YES)
    assert [hit.fields for hit in site.to("POST", "/send")] == [
        [("em", "zephyrine@quandolin-mail.example")]
    ]
    concluded = challenged.events[-1]
    assert isinstance(concluded, Concluded)
    with challenged.database.transaction(write=False) as tx:
        told = [one for one in traces.disclosures_of(tx, challenged.request) if one.certain]
        kept = {one.attempt: one for one in traces.evidence_of(tx, challenged.request)}
    assert {(one.meaning, one.recipient) for one in told} >= {("email", "acme.example")}
    parts = open_evidence(challenged.installation, challenged.person, kept[concluded.attempt])
    assert {"before.jpg", "after.jpg"} <= set(parts)
    assert verify_installation(challenged.installation).ok


def test_a_browser_that_cannot_show_a_window_says_so_before_anything_is_stored(
    challenged: Workshop,
) -> None:
    events = challenged.events
    reach = AssistedReach(Network(), lambda: "/nowhere/browser", Failure.CHALLENGE, lambda _line: None)

    with pytest.raises(OutsideFailure, match="could not show a window"):
        Assisting(challenged.installation, challenged.journal, reach).take_up(challenged.request)
    reach.close()

    assert challenged.events == events


def test_a_step_by_hand_is_shown_until_the_window_is_closed(web: LocalWeb, site: Site) -> None:
    opened = threading.Event()
    site.apps["/"] = seen_by(opened, FORM)
    person = Person(free_port())
    reach = reach_of(web, person)
    closing = threading.Thread(target=closes, args=(person.port, opened))
    closing.start()
    try:
        reach.show("https://acme.example/")
    finally:
        reach.close()
        closing.join(30)

    assert [hit.path for hit in site.hits if hit.path == "/"] == ["/"]
    [line] = person.lines
    assert "an ordinary browser: whatever its pages load from others is loaded" in line


def seen_by(opened: threading.Event, source: str) -> ASGIApp:
    """A page that says when it was asked for."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await HTMLResponse(source)(scope, receive, send)
        opened.set()

    return answer


def closes(port: int, opened: threading.Event) -> None:
    async def close() -> None:
        async with page_through(port) as page:
            await page.close()

    assert opened.wait(20)
    asyncio.run(close())
