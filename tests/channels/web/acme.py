"""Acme People: an invented provider, its scripted site, and how a test runs an attempt on it."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.outcome import Outcome

EXECUTABLE = "/usr/bin/chromium-headless-shell"
HOST = "acme-people.example"
HOME = f"https://{HOST}"
FACTS: dict[str, tuple[str, ...]] = {
    "name": ("Ada Quill",),
    "given-name": ("Ada",),
    "family-name": ("Quill",),
    "email": ("ada.quill@mail.example",),
    "address-level1": ("CA",),
    "postal-code": ("94110",),
    "x-confirm-link": (f"{HOME}/confirm/abc123",),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as it reached the scripted site."""

    host: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> list[tuple[str, str]]:
        return parse_qsl(self.body.decode(), keep_blank_values=True)


@dataclass(slots=True)
class Site:
    """Answers what a test has scripted, writes down what came, and says 404 otherwise."""

    apps: dict[str, ASGIApp] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)

    def page(self, path: str, html: str, status: int = 200, **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.apps[path] = Response(html, status, {"content-type": "text/html; charset=utf-8", **names})

    def to(self, method: str, path: str) -> list[Hit]:
        return [hit for hit in self.hits if (hit.method, hit.path) == (method, path)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        hit = Hit(
            request.url.hostname or "",
            request.method,
            request.url.path,
            dict(request.query_params),
            dict(request.headers),
            body,
        )
        self.hits.append(hit)
        answer = self.apps.get(f"{hit.method} {hit.path}") or self.apps.get(hit.path)
        answer = answer or Response("not here", 404, media_type="text/html")
        await answer(scope, receive, send)


@dataclass(slots=True)
class Run:
    """One attempt that ran: its outcome and what it brought back."""

    outcome: Outcome
    capture: Capture


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs attempts on the shared loop, in the way (browser or plain) of the test."""

    runner: asyncio.Runner
    browser: Browser | None
    web: LocalWeb
    way: str

    def __call__(
        self,
        action: Action,
        facts: dict[str, tuple[str, ...]] | None = None,
        bounds: Bounds | None = None,
        given: dict[str, Any] | None = None,
        **changes: Any,
    ) -> Run:
        """``given`` is what the attempt brings besides its facts: ``recognise`` and the like."""
        capture = Capture()
        attempt = an_attempt(a_provider(browser=self.way == "browser", **changes), action, facts)
        attempt = replace(attempt, **given or {})
        outcome = self.runner.run(self._run(attempt, capture, bounds or quick()))
        return Run(outcome, capture)

    async def _run(self, attempt: Attempt, capture: Capture, bounds: Bounds) -> Outcome:
        http = HttpClient(self.web.transport)
        return await WebChannel(self.browser, http, bounds).run(attempt, capture)


def quick(**changes: float) -> Bounds:
    return Bounds(**{"expect_s": 0.8, "navigation_s": 2.0, "attempt_s": 15.0, **changes})  # type: ignore[arg-type]


def an_attempt(
    provider: Provider, action: Action, facts: dict[str, tuple[str, ...]] | None = None
) -> Attempt:
    known = Facts(FACTS if facts is None else facts)
    return Attempt("a1", provider, action, known, datetime(2026, 11, 21, tzinfo=UTC), "ref-1")


def a_provider(*, browser: bool = True, **changes: Any) -> Provider:
    """Acme People; ``changes`` replace whole top-level parts, ``submit_flow`` only that flow."""
    submit_flow = changes.pop("submit_flow", SUBMIT_FLOW)
    submit_needs = changes.pop("submit_needs", SUBMIT_NEEDS)
    parts: dict[str, Any] = {
        "slug": "acme_people",
        "name": "Acme People",
        "kind": "data_broker",
        "country": "US",
        "domains": [HOST],
        "tier": "rehearsed",
        "never_seen_live": "everything: it does not exist",
        "right": "delete",
        "tracks": "listing",
        "sources": [{"what": "invented", "as_of": date(2026, 11, 1)}],
        "pages": PAGES,
        "search": {
            "channel": "web",
            "browser": browser,
            "needs": {"name": "required"},
            "flow": SEARCH_FLOW,
        },
        "submit": {"channel": "web", "browser": browser, "needs": submit_needs, "flow": submit_flow},
        "mail": {"senders": [HOST], "expects": "link", "link_path": "/confirm/"},
        "confirm": {"channel": "web", "browser": browser, "flow": CONFIRM_FLOW},
    }
    return Provider.model_validate(parts | changes)


PAGES = {
    "results": {"url": HOME + "/search?name={name}", "sign": {"heading": "Acme search"}},
    "hits": {"sign": {"text": "records found"}},
    "nothing": {"sign": {"text": "No results for this name"}},
    "form": {"url": HOME + "/optout", "sign": {"heading": "Opt out"}},
    "receipt": {"sign": {"heading": "Request received"}},
    "mailed": {"sign": {"text": "check your inbox"}},
    "confirmed": {"sign": {"heading": "Confirmed"}},
}
SEARCH_FLOW = [
    {"id": "open-results", "open": "results"},
    {"id": "read-results", "expect": {"found": "hits", "none": "nothing"}},
    {
        "id": "rows",
        "extract": {"row": "li.hit", "key": "a", "fields": {"name": ".who", "address-level2": ".where"}},
    },
]
SUBMIT_NEEDS = {
    "given-name": "required",
    "family-name": "required",
    "email": "required",
    "address-level1": "optional",
    "x-consent": "optional",
}
SUBMIT_FLOW = [
    {"id": "open-form", "open": "form"},
    {"id": "fill-form", "fill": list(SUBMIT_NEEDS)},
    {"id": "send", "click": "Send request"},
    {"id": "read-receipt", "expect": {"submitted": "receipt", "awaits-mail": "mailed"}},
]
CONFIRM_FLOW = [
    {"id": "open-link", "open": "link"},
    {"id": "read-confirmation", "expect": {"confirmed": "confirmed"}},
]
FORM_START = (
    '<h1>Opt out</h1><form method="post" action="/send"><input type="hidden" name="csrf" value="t0k3n">'
)
FORM_FIELDS = (
    '<p><label for="gn">First name *</label> <input id="gn" name="gn" required></p>'
    '<p><label>Last name <input name="fn" required></label></p>'
    '<p><label for="em">E-mail address</label> <input id="em" type="email" name="em" required></p>'
    '<p><label for="st">State</label> <select id="st" name="st"><option value="">Choose</option>'
    "<option>Alabama</option><option>California</option></select></p>"
    '<p><label><input type="checkbox" name="ok" value="yes" required> I agree to the terms</label></p>'
)
FORM_END = '<button type="submit" name="go" value="1">Send request</button></form>'
EXPECTED_FIELDS = [
    ("csrf", "t0k3n"),
    ("gn", "Ada"),
    ("fn", "Quill"),
    ("em", "ada.quill@mail.example"),
    ("st", "California"),
    ("ok", "yes"),
    ("go", "1"),
]
RECEIPT = "<h1>Request received</h1><p>Thank you, we will work on it.</p>"


def form(extra: str = "", start: str = FORM_START, end: str = FORM_END) -> str:
    """The opt-out form, with ``extra`` just before its button."""
    return f"<!doctype html><title>Opt out</title>{start}{FORM_FIELDS}{extra}{end}"
