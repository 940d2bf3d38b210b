"""A provider that a person asks by hand, the page of its form, and the person at the window."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Page

from optout.network import Network
from optout.rehearsal.web import LocalWeb
from optout.requests.failures import Failure
from optout.running.assisted_reach import AssistedReach
from tests.channels.web.acme import EXECUTABLE
from tests.channels.web.window import page_through
from tests.running.workshop import definition

THEN = "1. Do the rest, and press."
NEEDS = (
    "{name: required, email: required, country-name: optional, tel: optional, bday: optional,"
    " x-signature: optional, x-consent: optional}"
)
FORM = """<!doctype html><title>Ask</title><h1>Ask us not to train on you</h1>
<form method="post" action="/send">
<label>Full name <input name="full"></label>
<label>E-mail <input type="email" name="em" required></label>
<label>Country <select name="land"><option value="">Choose<option value="us">United States
<option value="fr">France</select></label>
<label>City <input name="town"></label>
<label>Telephone <input name="phone" value="kept"></label>
<input type="hidden" name="email" value="">
<p style="display:none"><label>Date of birth <input name="born"></label></p>
<p style="position:absolute; left:-9999px"><label>Date of birth <input name="bday"></label></p>
<label><input type="checkbox" name="swear"> I declare that I am this person and agree</label>
<label>Signature (type your full name) <input name="sig"></label>
<label>Photo of your passport <input type="file" name="passport"></label>
<label>Password <input type="password" name="pw"></label>
<button>Send</button></form>"""

READ = """() => Object.fromEntries([...document.querySelectorAll('input, select')].map(
 (one) => [one.name, one.type === 'checkbox' ? one.checked : one.value]))"""
"""What stands in each box of the page."""

Acts = Callable[[Page], Awaitable[object]]


def by_hand(
    url: str = "https://acme.example/ask", needs: str = NEEDS, fills: bool = True, more: str = ""
) -> str:
    """The text of a definition whose submission only the person can make."""
    text = definition(searchable=False)
    step = f'{{channel: hand, url: "{url}", fills: {str(fills).lower()}, needs: {needs}, {more}'
    submit = f"submit: {step} instructions: [Do the rest], minutes: 2}}\n"
    return text[: text.index("submit:")] + submit + text[text.index("cadence:") :]


@dataclass
class Person:
    """Acts in the window once they are told what is theirs, then closes it."""

    port: int
    acts: Acts | None = None
    lines: list[str] = field(default_factory=list)
    seen: object = None
    _turn: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def told(self, line: str) -> None:
        self.lines.append(line)
        if line == THEN:
            self._turn.set()

    def begins(self) -> None:
        self._thread = threading.Thread(target=self._act)
        self._thread.start()

    def ends(self) -> None:
        assert self._thread is not None
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _act(self) -> None:
        assert self._turn.wait(20)
        asyncio.run(self._in_window())

    async def _in_window(self) -> None:
        async with page_through(self.port) as page:
            await page.wait_for_load_state("domcontentloaded")
            self.seen = await page.evaluate(READ)
            if self.acts:
                await self.acts(page)
            await page.close()


def reach_of(web: LocalWeb, person: Person) -> AssistedReach:
    """A window, without a screen, into which the person looks through their own port."""
    network = Network(
        browser_args=(*web.browser_args, f"--remote-debugging-port={person.port}"),
        ignore_tls_errors=True,
    )
    return AssistedReach(
        network,
        lambda: EXECUTABLE,
        Failure.BY_HAND,
        person.told,
        15.0,
        then=(THEN,),
        visible=False,
    )
