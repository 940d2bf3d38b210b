"""Looks at a site twice, with Global Privacy Control and without, and at its support file.

Nobody's facts are told: two fresh visits to a public page, no cookies, nothing typed or pressed.
"""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import TimeoutError as PlaywrightTimeout

from optout.channels.web.browser import Browser
from optout.channels.web.gpc_signs import (
    NOTHING_DECLARED,
    Declaration,
    Verdict,
    declaration,
    shown_only_with,
    verdict,
)
from optout.channels.web.own_machine import is_own_machine
from optout.http import HttpClient, Unanswered
from optout.requests.failures import Failure

_OPEN_MS = 20_000
_SETTLE_MS = 5_000
_MAX_TEXT = 500_000
_TEXT = f"(document.body ? document.body.innerText : '').slice(0, {_MAX_TEXT})"


@dataclass(frozen=True, slots=True)
class GpcSeen:
    """``shown``: the page's own sentences that stand only where the signal was sent."""

    verdict: Verdict
    declared: Declaration
    shown: tuple[str, ...]
    why: tuple[str, ...] = field(default=())


async def look_for_gpc(url: str, http: HttpClient, browser: Browser | None) -> GpcSeen:
    """What the site at ``url`` shows and declares. Never raises for what the site does."""
    declared, why = await _declared(url, http)
    if browser is None:
        unseen = "no browser: the page's scripts, which would show the notice, were not run"
        return GpcSeen(verdict(declared, (), looked=False), declared, (), (*why, unseen))
    with_signal, fault = await _text(browser, url, signal=True)
    without, other = await _text(browser, url, signal=False)
    shown = shown_only_with(with_signal or "", without) if without is not None else ()
    looked = with_signal is not None and without is not None
    faults = [one for one in dict.fromkeys((fault, other)) if one]
    return GpcSeen(verdict(declared, shown, looked), declared, shown, (*why, *faults))


async def _declared(url: str, http: HttpClient) -> tuple[Declaration, list[str]]:
    host = urlsplit(url).hostname or ""
    site = host.removeprefix("www.")

    def same(other: str) -> bool:
        return other == site or other.endswith("." + site)

    try:
        _, answer = await http.fetch("GET", urljoin(url, "/.well-known/gpc.json"), allowed=same)
    except Unanswered as refusal:
        return NOTHING_DECLARED, [f"the support file could not be read: {_in_words(refusal)}"]
    found = declaration(answer.status, answer.response_body)
    return found, [] if found.gpc is not None else ["there is no support file that says anything"]


def _in_words(refusal: Unanswered) -> str:
    """The details of these two are names of exceptions."""
    words = {
        Failure.NO_CONNECTION: "no connection to the site",
        Failure.TIMEOUT: "no answer in time",
    }
    return words.get(refusal.failure, refusal.detail)


async def _text(browser: Browser, url: str, signal: bool) -> tuple[str | None, str]:
    """What the page shows once it came to rest; None with the reason where that cannot be had."""
    async with browser.context(signal=signal) as context:
        here = is_own_machine(urlsplit(url).hostname or "")
        await context.route("**/*", lambda route: _let_out(route, here))
        page = await context.new_page()
        try:
            answer = await page.goto(url, timeout=_OPEN_MS, wait_until="load")
            if answer is None or answer.status >= 400:
                return None, f"the page came with status {answer.status if answer else 'none'}"
            await _rest(page)
            return str(await page.evaluate(_TEXT)), ""
        except PlaywrightError as error:
            late = isinstance(error, PlaywrightTimeout)
            why = "it did not come in time" if late else "the browser could not open it"
            return None, f"the page could not be shown: {why}"


async def _let_out(route: Route, here: bool) -> None:
    """A site elsewhere has no business with what runs on this machine."""
    if not here and is_own_machine(urlsplit(route.request.url).hostname or ""):
        await route.abort()
    else:
        await route.continue_()


async def _rest(page: Page) -> None:
    try:
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)
    except PlaywrightError:
        return  # it never rests: it is read as it is after that time
