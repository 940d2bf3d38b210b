"""A form that is only looked at: what stands before it is asked about as an attempt would be."""

import asyncio
from dataclasses import replace

import pytest

from optout.channels.attempt import Capture
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from tests.channels.web.acme import SUBMIT_FLOW, Site, a_provider, an_attempt, form, quick

FLOW = [SUBMIT_FLOW[0], {"id": "go-on", "click": "Go on"}, *SUBMIT_FLOW[1:]]


def _looked(
    runner: asyncio.Runner, browser: Browser, flow: list[dict[str, object]]
) -> tuple[Outcome, Capture]:
    capture = Capture()
    attempt = an_attempt(a_provider(submit_flow=flow), Action.SUBMIT)
    looking = replace(attempt, look_at="", facts=Facts())
    return runner.run(WebChannel(browser, None, quick()).run(looking, capture)), capture


def test_a_link_before_the_form_is_followed(
    runner: asyncio.Runner, browser: Browser, site: Site
) -> None:
    site.page("/optout", "<h1>Opt out</h1><a href='/form'>Go on</a>")
    site.page("/form", form())
    outcome, capture = _looked(runner, browser, FLOW)
    assert (outcome.answer, [one.key for one in capture.forms]) == (Answer.DONE, ["submit.send"])


def test_a_link_that_says_that_a_human_presses_it_is_not_pressed(
    runner: asyncio.Runner, browser: Browser, site: Site
) -> None:
    site.page("/optout", "<h1>Opt out</h1><a href='/form'>I am not a robot</a>")
    site.page("/form", form())
    human = {"id": "human", "click": "I am not a robot"}
    outcome, _ = _looked(runner, browser, [FLOW[0], human, *FLOW[2:]])
    assert (outcome.failure, outcome.step) == (Failure.CHALLENGE, "human")
    assert site.to("GET", "/form") == []


@pytest.mark.parametrize("href", ["javascript:fetch('/pressed', {method: 'POST'})", "https://[bad"])
def test_what_leads_to_no_page_is_a_button_and_is_not_pressed(
    runner: asyncio.Runner, browser: Browser, site: Site, href: str
) -> None:
    site.page("/optout", f'<h1>Opt out</h1><a href="{href}">Go on</a>')
    outcome, capture = _looked(runner, browser, FLOW)
    assert (outcome.failure, capture.forms) == (Failure.FACT_MISSING, [])
    assert [hit.path for hit in site.hits if hit.method != "GET"] == []


def test_a_look_without_any_form_shows_none(
    runner: asyncio.Runner, browser: Browser, site: Site
) -> None:
    site.page("/optout", "<h1>Opt out</h1><p>Quite another page</p>")
    optional = {"id": "send", "click": {"name": "Remove", "optional": True}}
    _, capture = _looked(runner, browser, [SUBMIT_FLOW[0], optional])
    assert capture.forms == []
