"""Submissions per second of the web channel against a bare Playwright script on the same form.

Run with ``python -m tests.bench.browser``. Both use the same kind of browser, started once; the
rounds are interleaved in one run, so that other load falls on both alike.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter

from playwright.async_api import Browser as Chromium
from playwright.async_api import async_playwright
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.outcome import Answer

EXECUTABLE = "/usr/bin/chromium-headless-shell"
HOST = "acme-people.example"
ROUNDS = 5
PER_ROUND = 8
CONCURRENCIES = (1, 4)
VALUES = {
    "given-name": ("First name", "Ada"),
    "family-name": ("Last name", "Quill"),
    "email": ("E-mail address", "ada.quill@mail.example"),
    "address-line1": ("Street", "1 Sample Street"),
    "address-level2": ("City", "Springfield"),
    "postal-code": ("Postal code", "94110"),
}
_STYLE = "".join(f".s{n} {{ margin: {n % 7}px; padding: {n % 5}px }}\n" for n in range(200))
_PROSE = "<p>We keep records of people and tell others about them, as the notice explains.</p>" * 60
_FIELDS = "".join(
    f'<p class="s{n}"><label for="f{n}">{label}</label> <input id="f{n}" name="f{n}" required></p>'
    for n, (label, _) in enumerate(VALUES.values())
)
_FORM = (
    '<!doctype html><html><head><title>Opt out</title><link rel="stylesheet" href="/site.css">'
    f'<script src="/site.js"></script></head><body><h1>Opt out</h1>{_PROSE}'
    f'<form method="post" action="/send"><input type="hidden" name="csrf" value="t">{_FIELDS}'
    "<button>Send request</button></form></body></html>"
)
_RECEIPT = '<!doctype html><h1>Request received</h1><p id="case">Case 4711</p>'


async def _site(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    await request.body()
    answers: dict[str, Response] = {
        "/optout": HTMLResponse(_FORM, headers={"set-cookie": "session=1; Secure; HttpOnly"}),
        "/send": RedirectResponse("/receipt", 303),
        "/receipt": HTMLResponse(_RECEIPT),
        "/site.css": Response(_STYLE, media_type="text/css"),
        "/site.js": Response(
            "document.documentElement.dataset.ready = 1;", media_type="text/javascript"
        ),
    }
    await answers.get(request.url.path, PlainTextResponse("", 404))(scope, receive, send)


def _provider() -> Provider:
    flow = [
        {"id": "open-form", "open": "form"},
        {"id": "fill-form", "fill": list(VALUES)},
        {"id": "send", "click": "Send request"},
        {"id": "read-receipt", "expect": {"submitted": "receipt"}},
    ]
    return Provider.model_validate(
        {
            "slug": "acme_people",
            "name": "Acme People",
            "kind": "data_broker",
            "country": "US",
            "domains": [HOST],
            "tier": "rehearsed",
            "never_seen_live": "everything",
            "right": "delete",
            "tracks": "standing",
            "sources": [{"what": "invented", "as_of": date(2026, 11, 1)}],
            "pages": {
                "form": {"url": f"https://{HOST}/optout", "sign": {"heading": "Opt out"}},
                "receipt": {"sign": {"heading": "Request received"}},
            },
            "submit": {"channel": "web", "needs": dict.fromkeys(VALUES, "required"), "flow": flow},
        }
    )


async def _bare(chromium: Chromium) -> None:
    context = await chromium.new_context(ignore_https_errors=True)
    page = await context.new_page()
    await page.goto(f"https://{HOST}/optout")
    for label, value in VALUES.values():
        await page.get_by_label(label).fill(value)
    await page.get_by_role("button", name="Send request").click()
    if "4711" not in await page.locator("#case").inner_text():
        raise AssertionError("the bare script did not see its receipt")
    await context.close()


async def _ours(channel: WebChannel, provider: Provider) -> None:
    facts = Facts({meaning: (value,) for meaning, (_, value) in VALUES.items()})
    capture = Capture()
    attempt = Attempt("a", provider, Action.SUBMIT, facts, datetime(2026, 11, 21, tzinfo=UTC), "r")
    outcome = await channel.run(attempt, capture)
    kept = [name for name, _ in capture.screenshots], len(capture.exchanges), len(capture.disclosed)
    if outcome.answer != Answer.DONE or kept != (["before", "after"], 3, len(VALUES)):
        raise AssertionError(f"{outcome.failure} at {outcome.step}: {kept}")


async def _rate(once: Callable[[], Awaitable[None]], concurrency: int) -> float:
    """Submissions per second of ``PER_ROUND`` submissions, ``concurrency`` at a time."""
    places = asyncio.Semaphore(concurrency)

    async def one() -> None:
        async with places:
            await once()

    start = perf_counter()
    await asyncio.gather(*(one() for _ in range(PER_ROUND)))
    return PER_ROUND / (perf_counter() - start)


async def _compare(web: LocalWeb) -> dict[str, object]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=EXECUTABLE, args=list(web.browser_args), chromium_sandbox=False
        )
        browser = await Browser.start(EXECUTABLE, web.browser_args, ignore_tls_errors=True)
        channel, provider = WebChannel(browser, HttpClient(web.transport)), _provider()
        ways = (lambda: _bare(chromium), lambda: _ours(channel, provider))
        for way in ways:
            await _rate(way, 1)
        figures: dict[str, object] = {f"concurrency_{n}": await _rounds(*ways, n) for n in CONCURRENCIES}
        await browser.close()
        await chromium.close()
        return figures


async def _rounds(
    bare: Callable[[], Awaitable[None]], ours: Callable[[], Awaitable[None]], concurrency: int
) -> dict[str, float]:
    pairs = [(await _rate(bare, concurrency), await _rate(ours, concurrency)) for _ in range(ROUNDS)]
    return {
        "bare_per_s": round(median(bare for bare, _ in pairs), 2),
        "ours_per_s": round(median(ours for _, ours in pairs), 2),
        "ratio": round(median(ours / bare for bare, ours in pairs), 3),
    }


def bench() -> dict[str, object]:
    """Per concurrency: submissions per second of both, and the median ratio of paired rounds."""
    web = LocalWeb({HOST: _site})
    web.start()
    try:
        return asyncio.run(_compare(web))
    finally:
        web.stop()


if __name__ == "__main__":
    print(json.dumps(bench(), indent=2))
