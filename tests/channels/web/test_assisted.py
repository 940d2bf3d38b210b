"""What only a person can do, done by a person: the program fills, watches and records."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Page

from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from tests.channels.web.acme import EXPECTED_FIELDS, SUBMIT_FLOW, Site, a_provider, form
from tests.channels.web.window import TURN, Told, Window, free_port, visible

CHECK = (
    '<div id="check">Confirm you are human <button type="button" id="person" onclick="'
    "document.querySelector('#solved').value='yes';this.parentNode.remove()\">I am a person</button>"
    '</div><input type="hidden" id="solved" name="solved" value="">'
)
POLLS = "<script>window.polled = 0; setInterval(() => fetch('/poll').then(() => polled++), 50)</script>"
HANDING = [
    *SUBMIT_FLOW[:2],
    {"id": "check", "hand_over": {"because": "challenge", "at": "#check", "say": "Solve the check."}},
    *SUBMIT_FLOW[2:],
]


@pytest.fixture(scope="module")
def window(runner: asyncio.Runner, web: LocalWeb) -> Iterator[Window]:
    port = free_port()
    browser = runner.run(visible(web, port))
    yield Window(browser, port)
    runner.run(browser.close())


async def solves(page: Page) -> None:
    await page.click("#person")


async def solves_and_sends(page: Page) -> None:
    await solves(page)
    await page.click("text=Send request")


async def closes(page: Page) -> None:
    await page.close()


@pytest.mark.parametrize("flow", [SUBMIT_FLOW, HANDING])
def test_what_the_person_solved_and_sent_is_submitted_with_evidence(
    runner: asyncio.Runner, window: Window, site: Site, flow: list[dict[str, Any]]
) -> None:
    site.page("/optout", form(CHECK))
    told = Told()

    run = runner.run(window.run(a_provider(submit_flow=flow), solves_and_sends, told=told))

    assert (run.outcome.answer, run.outcome.sent) == (Answer.DONE, Sent.YES)
    assert "a person was at the window" in run.outcome.detail
    [sent] = site.to("POST", "/send")
    assert sorted(sent.fields) == sorted([*EXPECTED_FIELDS, ("solved", "yes")])
    assert [name for name, _ in run.capture.screenshots] == ["before", "after"]
    assert [(one.method, one.status) for one in run.capture.exchanges] == [("GET", 200), ("POST", 200)]
    assert {one.meaning for one in run.capture.disclosed} == {
        "given-name", "family-name", "email", "address-level1",
    }  # fmt: skip
    assert "press 'Send request'" in told.text
    assert run.capture.clicked == []


def test_a_window_closed_without_sending_leaves_the_question_open(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK + POLLS))
    site.page("/poll", "still here")

    async def looks_and_closes(page: Page) -> None:
        await solves(page)
        await page.wait_for_function("window.polled > 1")
        await page.close()

    run = runner.run(window.run(a_provider(), looks_and_closes))

    assert (run.outcome.answer, run.outcome.failure) == (Answer.PERSON, Failure.CHALLENGE)
    assert run.outcome.sent == Sent.NO
    assert "the window was closed, and nothing was sent" in run.outcome.detail
    assert site.to("POST", "/send") == []
    assert [name for name, _ in run.capture.screenshots] == ["before"]


def test_what_was_sent_without_a_page_that_says_so_is_in_doubt(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))
    site.page("/send", "<h1>Thanks a lot</h1><p>Bye.</p>")

    async def sends_and_closes(page: Page) -> None:
        await solves_and_sends(page)
        await page.wait_for_selector("text=Thanks a lot")
        await page.close()

    run = runner.run(window.run(a_provider(), sends_and_closes))

    assert (run.outcome.answer, run.outcome.failure) == (Answer.PERSON, Failure.UNSURE)
    assert run.outcome.sent == Sent.MAYBE
    assert len(site.to("POST", "/send")) == 1


def test_when_the_time_is_over_nothing_is_believed_to_be_sent(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))

    run = runner.run(window.run(a_provider(), None, watch_s=1.0))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.CHALLENGE, Sent.NO)
    assert "the time to watch was over" in run.outcome.detail


def test_a_page_that_says_submitted_before_anything_left_is_not_believed(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK + "<h2>Request received</h2>"))

    async def solves_and_closes(page: Page) -> None:
        await solves(page)
        await asyncio.sleep(1.0)  # longer than several glances at the page
        await page.close()

    run = runner.run(window.run(a_provider(), solves_and_closes))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.CHALLENGE, Sent.NO)


def test_a_changed_form_is_filled_and_its_difference_told(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form('<p><label>Favourite colour <input name="colour" required></label></p>'))
    told = Told()

    async def judges(page: Page) -> None:
        assert await page.input_value("[name=em]") == "ada.quill@mail.example"
        await page.fill("[name=colour]", "blue")
        await page.click("text=Send request")

    changed = replace(window, why=Failure.FORM_CHANGED)
    run = runner.run(changed.run(a_provider(), judges, told=told))

    assert (run.outcome.answer, run.outcome.sent) == (Answer.DONE, Sent.YES)
    assert "new required: 'Favourite colour'" in told.text
    [sent] = site.to("POST", "/send")
    assert ("colour", "blue") in sent.fields


def test_a_form_that_leads_elsewhere_is_never_filled_and_never_shown_to_a_person(
    runner: asyncio.Runner, window: Window, site: Site, elsewhere: Site
) -> None:
    start = '<h1>Opt out</h1><form method="post" action="https://elsewhere.example/take">'
    site.page("/optout", form(CHECK, start=start))
    told = Told()

    run = runner.run(window.run(a_provider(), None, told=told))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.OFF_DOMAIN, Sent.NO)
    assert run.capture.filled == []
    assert TURN not in told.text
    assert elsewhere.hits == []


def test_after_the_check_before_a_search_the_program_reads_the_list_itself(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page(
        "/search",
        "<title>Just a moment</title><h1>Check</h1><p>Confirm you are human</p>"
        '<a id="person" href="/search?name=Ada%20Quill&passed=1">I am a person</a>',
    )
    row = '<li class="hit"><a href="/p/1"><b class="who">Ada Quill</b></a><i class="where">Reno</i></li>'
    listed = f"<h1>Acme search</h1><p>2 records found</p><ul>{row}</ul>"

    async def passes(page: Page) -> None:
        site.page("/search", listed)
        await page.click("#person")

    run = runner.run(window.run(a_provider(), passes, Action.SEARCH))

    assert (run.outcome.answer, run.outcome.sent) == (Answer.DONE, Sent.NO), run.outcome
    assert [record.fields["name"] for record in run.capture.records] == ["Ada Quill"]


def test_a_check_from_a_known_host_loads_and_is_said_and_nothing_else_foreign_does(
    runner: asyncio.Runner, window: Window, site: Site, elsewhere: Site
) -> None:
    solved = "document.querySelector('#solved').value = 'yes'"
    elsewhere.page("/recaptcha/api.js", solved, content_type="text/javascript")
    elsewhere.page("/other.js", solved, content_type="text/javascript")
    scripts = "".join(
        f'<script src="https://{address}"></script>'
        for address in (
            "www.google.com/recaptcha/api.js",
            "www.google.com/other.js",
            "elsewhere.example/other.js",
        )
    )
    site.page("/optout", form(CHECK + scripts))
    told = Told()

    run = runner.run(window.run(a_provider(), closes, told=told))

    assert [hit.path for hit in elsewhere.hits] == ["/recaptcha/api.js"]
    assert elsewhere.hits[0].headers["referer"] == "https://acme-people.example/"
    assert "loads a check from www.google.com, which can see the page" in told.text
    assert "checks loaded from www.google.com" in run.outcome.detail


def test_a_way_that_leads_elsewhere_is_blocked_and_the_person_goes_on(
    runner: asyncio.Runner, window: Window, site: Site, elsewhere: Site
) -> None:
    site.page("/optout", form(CHECK + '<a id="away" href="https://elsewhere.example/">more</a>'))
    told = Told()

    async def strays(page: Page) -> None:
        await page.click("#away", no_wait_after=True)
        await told.until("Blocked:")
        await solves_and_sends(page)

    run = runner.run(window.run(a_provider(), strays, told=told))

    assert run.outcome.answer == Answer.DONE
    assert elsewhere.hits == []


def test_what_the_program_cannot_fill_is_told_and_counts_as_told_once_it_is_sent(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    start = form(CHECK).replace('<label for="em">E-mail address</label>', "").replace('type="email"', "")
    site.page("/optout", start.replace('name="em"', 'name="q7"').replace('id="em"', 'id="q7"'))
    told = Told()

    async def types(page: Page) -> None:
        await page.fill("[name=gn]", "Ada")
        await page.fill("[name=fn]", "Quill")
        await page.fill("[name=q7]", "ada.quill@mail.example")
        await page.check("[name=ok]")
        await solves_and_sends(page)

    run = runner.run(replace(window, why=Failure.FORM_CHANGED).run(a_provider(), types, told=told))

    assert run.outcome.answer == Answer.DONE
    assert "  email: ada.quill@mail.example" in told.lines
    assert ("email", "acme-people.example") in {
        (one.meaning, one.recipient) for one in run.capture.disclosed
    }


def test_stopping_it_in_the_terminal_is_the_same_as_closing_the_window(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))
    told = Told()

    async def stops(page: Page) -> None:
        await solves(page)
        told.stop()

    run = runner.run(window.run(a_provider(), stops, told=told))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.CHALLENGE, Sent.NO)
    assert "you stopped it, and nothing was sent" in run.outcome.detail


def test_a_check_inside_a_branch_is_handed_over_too(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))
    way = {"sees": [{"at": "#check"}], "do": [HANDING[2]]}
    flow = [*SUBMIT_FLOW[:2], {"id": "maybe", "branch": [way]}, *SUBMIT_FLOW[2:]]
    told = Told()

    run = runner.run(window.run(a_provider(submit_flow=flow), solves_and_sends, told=told))

    assert run.outcome.answer == Answer.DONE
    assert "Stopped at check: The provider wants to see a human" in told.text
    assert "(Solve the check.)" in told.text


def test_what_the_program_needs_after_a_press_waits_for_the_persons_press(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    """A form of two pages: the person sends the first, the program fills the second."""
    first = (
        '<h1>Opt out</h1><form method="post" action="/second"><label>First name '
        f'<input name="gn" required></label>{CHECK}<button>Next page</button></form>'
    )
    second = (
        '<h1>One more thing</h1><form method="post" action="/send"><label>E-mail '
        '<input type="email" name="em" required></label><button>Send request</button></form>'
    )
    site.page("/optout", first)
    site.page("/second", second)
    flow = [
        SUBMIT_FLOW[0],
        {"id": "say-who", "fill": ["given-name"]},
        {"id": "go-on", "click": "Next page"},
        {"id": "say-where", "fill": ["email"]},
        *SUBMIT_FLOW[2:],
    ]
    needs = {"given-name": "required", "email": "required"}

    async def both(page: Page) -> None:
        await solves(page)
        await page.click("text=Next page")
        await page.wait_for_function("document.querySelector('[name=em]')?.value.includes('@')")
        await page.click("text=Send request")

    run = runner.run(window.run(a_provider(submit_flow=flow, submit_needs=needs), both))

    assert run.outcome.answer == Answer.DONE, run.outcome
    [sent] = site.to("POST", "/send")
    assert sent.fields == [("em", "ada.quill@mail.example")]


def test_stopping_it_before_their_turn_leaves_the_question_open(
    runner: asyncio.Runner, window: Window, site: Site
) -> None:
    site.page("/optout", form(CHECK))

    class AtOnce(Told):
        def __call__(self, line: str) -> None:
            if line.startswith("optout opens a window"):
                asyncio.get_running_loop().call_soon(self.stop)
            super().__call__(line)

    run = runner.run(window.run(a_provider(), None, told=AtOnce()))

    assert (run.outcome.failure, run.outcome.sent) == (Failure.CHALLENGE, Sent.NO)
    assert "you stopped it, and nothing was sent" in run.outcome.detail
