"""Difficult pages, with what became of the site and the capture; most are in ``tests/hostile``."""

import asyncio
import time

import pytest
from starlette.types import Receive, Scope, Send

from optout.channels.web.markup import Markup
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import (
    EXPECTED_FIELDS,
    FORM_START,
    HOME,
    HOST,
    RECEIPT,
    Runs,
    Site,
    form,
    quick,
)

START = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]}
ELSEWHERE = "https://elsewhere.example"


def told(run: Runs, action: Action = Action.SUBMIT) -> tuple[Answer, Failure | None, Sent]:
    outcome = run(action).outcome
    return outcome.answer, outcome.failure, outcome.sent


async def silent(scope: Scope, receive: Receive, send: Send) -> None:
    """Takes the request and never answers."""
    while (await receive())["type"] != "http.disconnect":
        pass


def test_it_follows_five_redirects_to_the_form(site: Site, run: Runs) -> None:
    site.page("/form", form())
    for place in range(4):
        site.page(f"/{place}", "", 302, location=f"/{place + 1}")
    site.page("/optout", "", 302, location="/0")
    site.page("/4", "", 302, location="/form")
    assert told(run)[1] == Failure.TOO_MANY_REDIRECTS
    site.page("/3", "", 302, location="/form")
    assert told(run)[0] == Answer.DONE


@pytest.mark.parametrize("path", ["/search", "/next"])
def test_a_name_in_an_address_does_not_go_on_without_encryption(
    site: Site, run: Runs, path: str
) -> None:
    site.page("/search", "", 302, location="/next?name=Ada")
    site.page(path, "", 302, location="http://acme-people.example/plain?name=Ada")
    assert told(run, Action.SEARCH) == (Answer.UNRECOGNISED, Failure.OFF_DOMAIN, Sent.NO)
    assert site.to("GET", "/plain") == []


def test_no_script_leads_to_an_unencrypted_page(site: Site, browse: Runs) -> None:
    site.page("/search", "<script>location = 'http://acme-people.example/plain?name=Ada'</script>")
    assert told(browse, Action.SEARCH) == (Answer.UNRECOGNISED, Failure.OFF_DOMAIN, Sent.NO)


def test_a_silent_answer_may_have_been_sent(site: Site, browse: Runs) -> None:
    site.apps["/send"] = silent
    assert told(browse) == (Answer.UNREACHABLE, Failure.TIMEOUT, Sent.MAYBE)
    assert len(site.to("POST", "/send")) == 1


def test_the_whole_attempt_is_bounded_and_says_that_it_may_have_sent(site: Site, run: Runs) -> None:
    site.apps["/send"] = silent
    start = time.monotonic()
    outcome = run(Action.SUBMIT, bounds=quick(navigation_s=30, expect_s=30, attempt_s=1.5)).outcome
    step = "send" if run.way == "plain" else "read-receipt"
    assert (outcome.failure, outcome.sent, outcome.step) == (Failure.TIMEOUT, Sent.MAYBE, step)
    assert time.monotonic() - start < 8


def test_reading_a_slow_page_does_not_stop_the_time_limits(
    site: Site, plain: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(source: str, url: str, status: int) -> Markup:
        time.sleep(0.6 if source else 0)
        return Markup(source, url, status)

    monkeypatch.setattr("optout.channels.web.plain.Markup", slow)
    ran = plain(Action.SUBMIT, bounds=quick(attempt_s=0.4))
    assert (ran.outcome.answer, ran.outcome.failure) == (Answer.UNREACHABLE, Failure.TIMEOUT)
    assert ran.outcome.step == "open-form"


def test_an_unknown_host_is_no_connection(site: Site, run: Runs) -> None:
    pages = {
        "form": {"url": "https://gone.example/optout", "sign": {"heading": "x"}},
        "receipt": {"sign": {"heading": "x"}},
        "mailed": {"sign": {"heading": "x"}},
        "results": {"url": HOME, "sign": {"heading": "x"}},
        "hits": {"sign": {"heading": "x"}},
        "nothing": {"sign": {"heading": "x"}},
        "confirmed": {"sign": {"heading": "x"}},
    }
    outcome = run(Action.SUBMIT, pages=pages, domains=["gone.example"]).outcome
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.NO_CONNECTION)


def test_a_page_that_never_stops_thinking_ends_with_the_attempt(site: Site, browse: Runs) -> None:
    site.page("/optout", form(end="<script>for (;;) {}</script>"))
    outcome = browse(Action.SUBMIT, bounds=quick(attempt_s=2)).outcome
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.TIMEOUT)
    site.page("/optout", form())
    assert told(browse)[0] == Answer.DONE


def test_a_crashed_page_is_our_own_fault_and_the_next_attempt_works(site: Site, browse: Runs) -> None:
    site.page("/optout", "<script>location = 'chrome://crash'</script><h1>Opt out</h1>")
    assert told(browse)[0] in (Answer.UNRECOGNISED, Answer.UNREACHABLE)
    site.page("/optout", form())
    assert told(browse)[0] == Answer.DONE


FETCHED = (
    "<h1>Acme search</h1><div id=list>No results for this name</div><script>"
    "fetch('/first').then(r => r.text()).then(() => fetch('/rows')).then(r => r.text())"
    ".then(t => { list.innerHTML = t + '<li class=hit>"
    "<a href=/p/1 class=who>Ada</a><i class=where>York</i></li>' })</script>"
)


def test_a_flash_of_no_results_before_the_script_has_fetched_them_is_no_absence(
    site: Site, browse: Runs
) -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.4)
        await send(START)
        await send({"type": "http.response.body", "body": b"<p>1 records found</p>"})

    site.apps["/rows"] = site.apps["/first"] = slow
    site.page("/search", FETCHED)
    ran = browse(Action.SEARCH, bounds=quick(expect_s=5))
    assert ran.outcome == Outcome(Answer.DONE, step="rows")
    assert [record.key for record in ran.capture.records] == [HOME + "/p/1"]


def test_a_receipt_drawn_by_a_script_is_waited_for(site: Site, browse: Runs) -> None:
    site.page(
        "/send",
        f"<p>Wait</p><script>setTimeout(() => document.body.innerHTML = '{RECEIPT}', 300)</script>",
    )
    assert told(browse) == (Answer.DONE, None, Sent.YES)


def test_a_form_sent_by_a_script_is_seen_to_leave(site: Site, browse: Runs) -> None:
    script = (
        "<script>document.forms[0].onsubmit = e => { e.preventDefault();"
        "fetch('/api', {method: 'POST', body: new URLSearchParams(new FormData(e.target))})"
        ".then(r => r.text()).then(t => document.body.innerHTML = t) }</script>"
    )
    site.page("/optout", form(end="<button>Send request</button></form>" + script))
    site.page("/api", RECEIPT)
    ran = browse(Action.SUBMIT)
    assert ran.outcome == Outcome(Answer.DONE, step="read-receipt", sent=Sent.YES)
    assert [hit.fields for hit in site.to("POST", "/api")] == [EXPECTED_FIELDS[:-1]]
    assert ("POST", HOME + "/api", 200) in [
        (one.method, one.url, one.status) for one in ran.capture.exchanges
    ]


AUTOSAVE = (
    "<script>document.addEventListener('input', e => fetch('/autosave', "
    "{method: 'POST', body: e.target.name + '=' + e.target.value}))</script>"
)


@pytest.mark.parametrize(
    ("page", "failure"),
    [
        (form("<label>Passport <input name=passport required></label>"), Failure.FORM_CHANGED),
        (form("<div class=h-captcha></div>"), Failure.CHALLENGE),
        (form(start=f'<h1>Opt out</h1><form method=post action="{ELSEWHERE}/x">'), Failure.OFF_DOMAIN),
        (form(end="<button>Vote</button></form>"), Failure.LAYOUT_UNKNOWN),
    ],
)
def test_nothing_is_typed_into_a_form_that_will_not_be_sent(
    site: Site, browse: Runs, page: str, failure: Failure
) -> None:
    site.page("/optout", page + AUTOSAVE)
    site.page("/autosave", "saved")
    ran = browse(Action.SUBMIT)
    assert (ran.outcome.failure, ran.outcome.step, ran.outcome.sent) == (failure, "send", Sent.NO)
    assert (site.to("POST", "/autosave"), ran.capture.disclosed) == ([], [])


def test_what_was_typed_counts_as_told_although_the_form_was_not_sent(site: Site, browse: Runs) -> None:
    wanting_more = (
        "<script>document.addEventListener('input', () => document.forms[0].insertAdjacentHTML("
        "'beforeend', '<label>Passport <input name=passport required></label>'), {once: true})</script>"
    )
    site.page("/optout", form() + AUTOSAVE + wanting_more)
    site.page("/autosave", "saved")
    ran = browse(Action.SUBMIT)
    assert (ran.outcome.failure, site.to("POST", "/send")) == (Failure.FORM_CHANGED, [])
    assert {(one.meaning, one.recipient) for one in ran.capture.disclosed} == {
        (meaning, HOST) for meaning in ("given-name", "family-name", "email", "address-level1")
    }


def test_a_button_that_waits_for_the_fields_is_no_changed_form(site: Site, browse: Runs) -> None:
    waiting = (
        "<button disabled>Send request</button></form><script>document.addEventListener('change', "
        "() => { document.querySelector('button').disabled = !document.forms[0].checkValidity() })"
        "</script>"
    )
    site.page("/optout", form(end=waiting))
    assert told(browse)[0] == Answer.DONE


def test_a_second_recipient_of_the_form_is_recorded_besides_the_page(site: Site, browse: Runs) -> None:
    start = f'<h1>Opt out</h1><form method=post action="https://forms.{HOST}/send">'
    site.page("/optout", form(start=start))
    disclosed = browse(Action.SUBMIT).capture.disclosed
    assert [one.recipient for one in disclosed] == [HOST] * 4 + [f"forms.{HOST}"] * 4


def test_a_domain_that_the_definition_names_may_be_loaded_from(
    site: Site, elsewhere: Site, browse: Runs
) -> None:
    elsewhere.page("/late.js", "document.querySelector('form').hidden = false")
    script = '<script defer src="https://elsewhere.example/late.js"></script>'
    hidden = FORM_START.replace("<form", "<form hidden", 1)
    site.page("/optout", form(script, start=hidden))
    assert browse(Action.SUBMIT).outcome.answer == Answer.UNRECOGNISED
    named = browse(Action.SUBMIT, loads_from=["elsewhere.example"])
    assert named.outcome.answer == Answer.DONE
    assert [hit.path for hit in elsewhere.hits] == ["/late.js"]


def test_a_domain_that_is_loaded_from_learns_the_origin_and_not_the_name(
    site: Site, elsewhere: Site, browse: Runs
) -> None:
    elsewhere.page("/first.js", "", 302, location=f"{ELSEWHERE}/late.js")
    elsewhere.page("/late.js", "fetch('https://elsewhere.example/told', {mode: 'no-cors'})")
    elsewhere.page("/frame", "<p>framed</p>")
    site.page(
        "/search",
        '<meta name="referrer" content="unsafe-url"><h1>Acme search</h1><p>No results for this name</p>'
        f'<img src="{ELSEWHERE}/image" referrerpolicy="unsafe-url"><script src="{ELSEWHERE}/first.js">'
        f'</script><iframe src="{ELSEWHERE}/frame"></iframe>',
    )
    assert browse(Action.SEARCH, loads_from=["elsewhere.example"]).outcome.answer == Answer.ABSENT
    learnt = {hit.path: hit.headers.get("referer") for hit in elsewhere.hits}
    paths = ("/first.js", "/late.js", "/told", "/image", "/frame")
    assert learnt == dict.fromkeys(paths, HOME + "/")
