"""The browser itself: fresh contexts, recycling, and starting again after its death."""

import asyncio
import os
import signal

import pytest
from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from optout.channels.attempt import Capture
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import EXECUTABLE, HOST, Runs, Site, a_provider, an_attempt, quick


def test_each_attempt_starts_without_the_cookies_of_the_last(site: Site, run: Runs) -> None:
    site.page("/send", "<h1>Request received</h1>", set_cookie="known=1; Secure")
    run(Action.SUBMIT)
    run(Action.SUBMIT)
    assert [hit.headers.get("cookie") for hit in site.to("GET", "/optout")] == [None, None]


def test_a_cookie_lasts_through_one_attempt(site: Site, run: Runs) -> None:
    site.page("/optout", site.apps["/optout"].body.decode(), set_cookie="session=7; Secure; Path=/")  # type: ignore[attr-defined]
    run(Action.SUBMIT)
    assert site.to("POST", "/send")[0].headers["cookie"] == "session=7"


_REMEMBER = "name => { document.cookie = 'who=' + name; localStorage.who = name; }"
_RECALL = "() => [document.cookie, localStorage.who]"


async def _on_form(context: BrowserContext, name: str) -> Page:
    page = await context.new_page()
    await page.goto(f"https://{HOST}/optout")
    await page.evaluate(_REMEMBER, name)
    return page


def test_contexts_that_are_open_at_once_share_no_storage(
    site: Site, runner: asyncio.Runner, browser: Browser
) -> None:
    async def scenario() -> list[list[str]]:
        async with browser.context() as one, browser.context() as other:
            pages = [await _on_form(one, "ada"), await _on_form(other, "bea")]
            return [await page.evaluate(_RECALL) for page in pages]

    assert runner.run(scenario()) == [["who=ada", "ada"], ["who=bea", "bea"]]


def test_a_page_whose_process_dies_takes_no_other_context_with_it(
    site: Site, runner: asyncio.Runner, browser: Browser
) -> None:
    async def scenario() -> list[str]:
        async with browser.context() as one, browser.context() as other:
            dies, lives = await _on_form(one, "ada"), await _on_form(other, "bea")
            session = await one.new_cdp_session(dies)
            async with dies.expect_event("crash", timeout=10_000):
                crashing = asyncio.ensure_future(session.send("Page.crash"))
            crashing.cancel()
            return list(await lives.evaluate(_RECALL))

    assert runner.run(scenario()) == ["who=bea", "bea"]


def test_pages_are_shown_as_on_a_small_laptop(
    site: Site, runner: asyncio.Runner, browser: Browser
) -> None:
    async def scenario() -> list[int]:
        async with browser.context() as context:
            page = await context.new_page()
            return list(await page.evaluate("() => [innerWidth, innerHeight]"))

    assert runner.run(scenario()) == [1024, 640]


def test_a_browser_that_is_not_there_is_noticed_at_the_start(runner: asyncio.Runner) -> None:
    with pytest.raises(PlaywrightError):
        runner.run(Browser.start("/nowhere/chromium"))


def test_without_a_browser_the_attempt_is_our_own_fault(runner: asyncio.Runner, web: LocalWeb) -> None:
    channel = WebChannel(None, HttpClient(web.transport))
    outcome = runner.run(channel.run(an_attempt(a_provider(), Action.SUBMIT), Capture()))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.OWN_FAULT)
    assert outcome.sent == Sent.NO


async def _submit(browser: Browser, web: LocalWeb) -> Outcome:
    channel = WebChannel(browser, HttpClient(web.transport), quick())
    return await channel.run(an_attempt(a_provider(), Action.SUBMIT), Capture())


def test_it_is_recycled_after_some_contexts(site: Site, runner: asyncio.Runner, web: LocalWeb) -> None:
    async def scenario() -> tuple[list[Answer], int]:
        browser = await Browser.start(EXECUTABLE, web.browser_args, True, recycle_after=2)
        processes = set()
        answers = []
        for _ in range(3):
            answers.append((await _submit(browser, web)).answer)
            processes.add(id(browser._process))
        both = await asyncio.gather(*(_submit(browser, web) for _ in range(3)))
        await browser.close()
        return [*answers, *(one.answer for one in both)], len(processes)

    answers, processes = runner.run(scenario())
    assert answers == [Answer.DONE] * 6
    assert processes > 1


@pytest.mark.parametrize(("path", "sent"), [("/optout", Sent.NO), ("/send", Sent.MAYBE)])
def test_a_browser_that_dies_is_our_own_fault_and_is_started_again(
    site: Site, runner: asyncio.Runner, web: LocalWeb, path: str, sent: Sent
) -> None:
    works = site.apps[path]

    async def scenario() -> tuple[Outcome, Outcome]:
        browser = await Browser.start(EXECUTABLE, web.browser_args, True)
        ours = _children(before)

        async def kill(*_: object) -> None:
            os.kill(ours[0], signal.SIGKILL)

        site.apps[path] = kill
        first = await _submit(browser, web)
        site.apps[path] = works
        second = await _submit(browser, web)
        await browser.close()
        return first, second

    before = set(_browsers())
    died, again = runner.run(scenario())
    assert (died.answer, died.failure, died.sent) == (Answer.UNREACHABLE, Failure.OWN_FAULT, sent)
    assert again.answer == Answer.DONE


def _children(before: set[int]) -> list[int]:
    return sorted(set(_browsers()) - before)


def _browsers() -> list[int]:
    """Main processes of browsers below this process, oldest first."""
    return [pid for pid in _descendants(os.getpid()) if _is_main_browser(pid)]


def _descendants(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        children = [int(one) for one in _read(f"/proc/{pid}/task/{pid}/children").split()]
        found += children
        waiting += children
    return found


def _is_main_browser(pid: int) -> bool:
    line = _read(f"/proc/{pid}/cmdline")
    return "headless" in line.partition("\0")[0] and "--type=" not in line


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return ""
