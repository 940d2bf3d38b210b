"""Two visits to a site that a test has scripted: with the signal, and without."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from optout.channels.web.browser import Browser
from optout.channels.web.gpc_signs import Declaration, Verdict
from optout.channels.web.gpc_visit import GpcSeen, look_for_gpc
from optout.http import HttpClient
from optout.rehearsal.web import LocalWeb
from tests.channels.web.acme import HOME, HOST, Site

BY_SCRIPT = """<h1>Welcome</h1><p id=notice></p><script>
if (navigator.globalPrivacyControl === true) notice.textContent = 'Opt-out preference signal honored';
</script>"""


async def _by_header(scope: Scope, receive: Receive, send: Send) -> None:
    signal = Request(scope, receive).headers.get("sec-gpc")
    notice = "<p>Global Privacy Control detected: honored.</p>" if signal == "1" else ""
    await HTMLResponse(f"<h1>Welcome</h1>{notice}")(scope, receive, send)


def look(
    runner: asyncio.Runner, web: LocalWeb, browser: Browser | None, url: str = HOME + "/home"
) -> GpcSeen:
    async def scenario() -> GpcSeen:
        http = HttpClient(web.transport)
        try:
            return await look_for_gpc(url, http, browser)
        finally:
            await http.close()

    return runner.run(scenario())


def test_a_notice_that_a_script_shows_is_seen(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser
) -> None:
    site.page("/home", BY_SCRIPT)
    seen = look(runner, web, browser)
    assert (seen.verdict, seen.shown) == (Verdict.SHOWN, ("Opt-out preference signal honored",))


def test_a_notice_that_the_server_writes_is_seen_and_the_signal_is_sent_on_one_visit_only(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser
) -> None:
    site.apps["/home"] = _by_header
    seen = look(runner, web, browser)
    assert (seen.verdict, seen.shown) == (
        Verdict.SHOWN,
        ("Global Privacy Control detected: honored.",),
    )
    assert [hit.headers.get("sec-gpc") for hit in site.to("GET", "/home")] == ["1", None]
    assert [hit.headers.get("cookie") for hit in site.to("GET", "/home")] == [None, None]


def test_a_page_that_always_says_so_shows_nothing(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser
) -> None:
    site.page("/home", "<p>Global Privacy Control: honored.</p>")
    assert look(runner, web, browser).verdict == Verdict.NO_SIGN


@pytest.mark.parametrize(("body", "expected"), [("true", Verdict.DECLARED), ("false", Verdict.DENIED)])
def test_the_support_file_is_read(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser, body: str, expected: Verdict
) -> None:
    site.page("/home", "<h1>Welcome</h1>")
    site.apps["/.well-known/gpc.json"] = Response(f'{{"gpc": {body}}}', media_type="application/json")
    seen = look(runner, web, browser)
    assert (seen.verdict, seen.declared) == (expected, Declaration(body == "true"))


def test_a_support_file_of_another_site_is_not_believed(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser, elsewhere: Site
) -> None:
    site.page("/home", "<h1>Welcome</h1>")
    site.page("/.well-known/gpc.json", "", 302, location="https://elsewhere.example/gpc.json")
    elsewhere.apps["/gpc.json"] = Response('{"gpc": true}', media_type="application/json")
    assert look(runner, web, browser).verdict == Verdict.NO_SIGN
    assert elsewhere.hits == []


def test_a_page_that_does_not_come_is_unknown_and_so_is_one_without_a_browser(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser
) -> None:
    site.page("/home", "<p>gone</p>", 503)
    assert look(runner, web, browser).verdict == Verdict.UNKNOWN
    assert "the page came with status 503" in look(runner, web, browser).why
    site.page("/home", "<h1>Welcome</h1>")
    assert look(runner, web, None).verdict == Verdict.UNKNOWN


def test_the_page_reaches_nothing_on_this_machine(
    site: Site, runner: asyncio.Runner, web: LocalWeb, browser: Browser
) -> None:
    reached = "fetch('http://127.0.0.1:9/').catch((e) => { out.textContent = 'GPC honored ' + e.name })"
    site.page("/home", f"<p id=out></p><script>{reached}</script>")
    assert look(runner, web, browser).verdict == Verdict.NO_SIGN
    assert {hit.host for hit in site.hits} == {HOST}
