"""A scripted site on the provider's own domain, a real browser, and one event loop for all tests."""

import asyncio
from collections.abc import Iterator

import pytest

from optout.channels.web.browser import Browser
from optout.rehearsal.web import LocalWeb
from tests.channels.web.acme import EXECUTABLE, HOST, RECEIPT, Runs, Site, form


@pytest.fixture(scope="session")
def shared_site() -> Site:
    return Site()


@pytest.fixture(scope="session")
def elsewhere() -> Site:
    """Another organisation's site, on a domain of its own."""
    return Site()


@pytest.fixture(scope="session")
def web(shared_site: Site, elsewhere: Site) -> Iterator[LocalWeb]:
    web = LocalWeb({HOST: shared_site, "elsewhere.example": elsewhere, "www.google.com": elsewhere})
    web.start()
    yield web
    web.stop()


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def browser(runner: asyncio.Runner, web: LocalWeb) -> Iterator[Browser]:
    started = runner.run(Browser.start(EXECUTABLE, web.browser_args, ignore_tls_errors=True))
    yield started
    runner.run(started.close())


@pytest.fixture
def site(shared_site: Site, elsewhere: Site) -> Site:
    """The provider's site with a working form, receipt and confirmation."""
    elsewhere.apps.clear()
    elsewhere.hits.clear()
    shared_site.apps.clear()
    shared_site.hits.clear()
    shared_site.page("/optout", form())
    shared_site.page("/send", RECEIPT)
    shared_site.page("/confirm/abc123", "<h1>Confirmed</h1><p>Your request is confirmed.</p>")
    return shared_site


@pytest.fixture(params=["browser", "plain"])
def run(request: pytest.FixtureRequest, runner: asyncio.Runner, web: LocalWeb) -> Runs:
    """Runs an attempt both ways."""
    browser = request.getfixturevalue("browser") if request.param == "browser" else None
    return Runs(runner, browser, web, request.param)


@pytest.fixture
def browse(runner: asyncio.Runner, browser: Browser, web: LocalWeb) -> Runs:
    """Runs an attempt in the browser only, for what plain HTTP does not have."""
    return Runs(runner, browser, web, "browser")


@pytest.fixture
def plain(runner: asyncio.Runner, web: LocalWeb) -> Runs:
    """Runs an attempt by plain HTTP only, for what a browser does by itself."""
    return Runs(runner, None, web, "plain")
