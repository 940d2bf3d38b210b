"""What proves, in a window, that the person sent it: a new sign, and a form that left since."""

import asyncio
from collections.abc import Iterator

import pytest
from playwright.async_api import Page

from optout.rehearsal.web import LocalWeb
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from tests.channels.web.acme import SUBMIT_FLOW, SUBMIT_NEEDS, Site, a_provider, form
from tests.channels.web.test_assisted import CHECK, solves, solves_and_sends
from tests.channels.web.window import Told, Window, free_port, visible

RECEIPT = "<h1>Request received</h1>"
_GLANCES_S = 1.0  # longer than several glances at the page


@pytest.fixture(scope="module")
def window(runner: asyncio.Runner, web: LocalWeb) -> Iterator[Window]:
    port = free_port()
    browser = runner.run(visible(web, port))
    yield Window(browser, port)
    runner.run(browser.close())


def sent_by(script: str) -> str:
    """The known form, whose sending a script does in its own way."""
    return form(CHECK).replace('<form method="post"', f'<form onsubmit="{script}" method="post"')


async def solves_and_waits(page: Page) -> None:
    await solves(page)
    await asyncio.sleep(_GLANCES_S)
    await page.close()


async def goes_by_a_link(page: Page) -> None:
    await page.click("#faq")
    await page.wait_for_selector("h1:text('Request received')")
    await asyncio.sleep(_GLANCES_S)
    await page.close()


async def sends_and_waits(page: Page) -> None:
    await solves_and_sends(page)
    await asyncio.sleep(_GLANCES_S)
    if not page.is_closed():
        await page.close()


def test_a_sign_that_stood_there_before_proves_nothing_whatever_the_page_sends_by_itself(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    beat = "setInterval(() => fetch('/beat', {method: 'POST', body: 'x'}), 100)"
    site.page("/optout", form(f"{CHECK}<h2>Request received</h2><script>{beat}</script>"))
    site.page("/beat", "ok")

    run = runner.run(window.run(a_provider(), solves_and_waits))

    assert (run.outcome.answer, run.outcome.failure) == (Answer.PERSON, Failure.UNSURE)
    assert run.outcome.sent == Sent.MAYBE
    assert site.to("POST", "/beat") != []


@pytest.mark.parametrize("old", ["", "<h2>Request received</h2>"])
def test_a_form_that_was_sent_is_done_only_where_its_sign_is_new(
    runner: asyncio.Runner, window: Window, site: Site, old: str
) -> None:
    site.page("/optout", form(CHECK + old))

    run = runner.run(window.run(a_provider(), sends_and_waits))

    told = (Answer.PERSON, Sent.MAYBE) if old else (Answer.DONE, Sent.YES)
    assert (run.outcome.answer, run.outcome.sent) == told
    assert len(site.to("POST", "/send")) == 1


def test_a_link_to_a_page_with_the_receipts_words_is_in_doubt(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK + '<a id="faq" href="/faq?name=Ada+Quill">What happens then</a>'))
    site.page("/faq", RECEIPT)

    run = runner.run(window.run(a_provider(), goes_by_a_link))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.UNSURE, Sent.MAYBE)
    assert site.to("POST", "/send") == []


def test_a_link_after_an_unanswered_form_does_not_answer_it(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))
    site.page("/send", '<h1>Sorry, try later</h1><a id="faq" href="/faq">What happens then</a>')
    site.page("/faq", RECEIPT)

    async def sends_and_reads(page: Page) -> None:
        await solves_and_sends(page)
        await goes_by_a_link(page)

    run = runner.run(window.run(a_provider(), sends_and_reads))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.UNSURE, Sent.MAYBE)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("fetch('/send?' + new URLSearchParams(new FormData(this)))", Sent.YES),
        ("fetch('/send', {method: 'POST', body: new URLSearchParams(new FormData(this))})", Sent.YES),
        ("fetch('/send?q=1')", Sent.MAYBE),
        ("fetch('/send', {method: 'POST', body: 'x'})", Sent.MAYBE),
        ("0", Sent.NO),
    ],
)
def test_what_a_script_sent_is_proven_by_what_it_carries(
    runner: asyncio.Runner, window: Window, site: Site, how: str, expected: Sent
) -> None:
    then = f"event.preventDefault(); {how}; document.body.innerHTML = '{RECEIPT}'"
    site.page("/optout", sent_by(then))
    site.page("/send", "ok")

    run = runner.run(window.run(a_provider(), sends_and_waits))

    assert run.outcome.sent == expected, run.outcome
    assert (run.outcome.answer == Answer.DONE) == (expected == Sent.YES)


def test_a_form_that_is_sent_as_an_address_is_proven_by_what_it_carries(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK).replace('method="post"', 'method="get"'))
    site.page("/send", RECEIPT)

    run = runner.run(window.run(a_provider(), sends_and_waits))

    assert (run.outcome.answer, run.outcome.sent) == (Answer.DONE, Sent.YES)


def test_a_form_that_is_sent_in_a_frame_has_left(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK + '<iframe src="/frame"></iframe>'))
    site.page("/frame", '<form method="post" action="/framed"><button id="go">Send it</button></form>')
    site.page("/framed", "ok thanks")

    async def sends_in_frame(page: Page) -> None:
        await solves(page)
        await page.frame_locator("iframe").locator("#go").click()
        await asyncio.sleep(_GLANCES_S)
        await page.close()

    run = runner.run(window.run(a_provider(), sends_in_frame))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.UNSURE, Sent.MAYBE)
    assert len(site.to("POST", "/framed")) == 1


def test_a_code_from_a_mail_is_the_persons_to_enter(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))
    code = '<label>Code <input name="c"></label><button>Verify</button>'
    site.page("/send", f'<h1>Enter your code</h1><form method="post" action="/code">{code}</form>')
    site.page("/code", RECEIPT)
    flow = [
        *SUBMIT_FLOW[:-1],
        {"id": "mail", "await_mail": "code"},
        {"id": "code", "fill": ["x-code"]},
        {"id": "verify", "click": "Verify"},
        SUBMIT_FLOW[-1],
    ]
    codes = {"senders": ["acme-people.example"], "expects": "code", "code": "([0-9]{6})"}
    needs = {**SUBMIT_NEEDS, "x-code": "required"}
    told = Told()

    async def enters(page: Page) -> None:
        await solves_and_sends(page)
        await told.until("Look for the mail with the code")
        await page.fill("[name=c]", "123456")
        await page.click("text=Verify")

    provider = a_provider(submit_flow=flow, submit_needs=needs, codes=codes)
    run = runner.run(window.run(provider, enters, told=told))

    assert (run.outcome.answer, run.outcome.sent) == (Answer.DONE, Sent.YES)


def test_the_first_of_two_forms_does_not_prove_that_the_second_was_sent(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    who = '<label>First name <input name="gn" required></label>'
    site.page(
        "/optout",
        f'<h1>Opt out</h1><form method="post" action="/second">{who}{CHECK}<button>Next</button></form>',
    )
    where = '<label>E-mail <input type="email" name="em" required></label><button>Send request</button>'
    faq = """<button id="faq" onclick="location = '/faq'">Questions</button>"""
    site.page("/second", f'<h1>More</h1><form method="post" action="/send">{where}</form>{faq}')
    site.page("/faq", RECEIPT)
    flow = [
        SUBMIT_FLOW[0],
        {"id": "say-who", "fill": ["given-name"]},
        {"id": "go-on", "click": "Next"},
        {"id": "say-where", "fill": ["email"]},
        *SUBMIT_FLOW[2:],
    ]
    needs = {"given-name": "required", "email": "required"}
    told = Told()

    async def stops_halfway(page: Page) -> None:
        await solves(page)
        await page.click("text=Next")
        await told.until("Then press 'Send request'")
        await goes_by_a_link(page)

    provider = a_provider(submit_flow=flow, submit_needs=needs)
    run = runner.run(window.run(provider, stops_halfway, told=told))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.UNSURE, Sent.MAYBE)
    assert site.to("POST", "/send") == []
