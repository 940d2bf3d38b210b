"""Result lists over several pages, and rows that come late: what counts as a complete search."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import HOME, SEARCH_FLOW, Run, Runs, Site, quick

WHOLE = Outcome(Answer.DONE, step="rows")
UNREAD = Outcome(Answer.DONE, step="rows", detail="a next page was not read", complete=False)


def row(number: int) -> str:
    return (
        f'<li class="hit"><a href="/p/{number}"><b class="who">Ada Quill</b></a>'
        '<i class="where">York</i></li>'
    )


def a_list(*numbers: int, rest: str = "", stated: int = 57) -> str:
    rows = "".join(row(number) for number in numbers)
    return f"<h1>Acme search</h1><p class=sum>{stated} records found</p><ul>{rows}</ul>{rest}"


def search(run: Runs, expect_s: float = 0.8, **selectors: str) -> Run:
    flow: list[Any] = [*SEARCH_FLOW]
    flow[-1] = {"id": "rows", "extract": flow[-1]["extract"] | selectors}
    step = {
        "channel": "web",
        "browser": run.way == "browser",
        "needs": {"name": "required"},
        "flow": flow,
    }
    return run(Action.SEARCH, bounds=quick(expect_s=expect_s), search=step)


def keys(ran: Run) -> list[str]:
    return [record.key.removeprefix(HOME + "/p/") for record in ran.capture.records]


@pytest.mark.parametrize("mark", ['<link rel="next" href="/2">', '<a rel="Next" href="/2">2</a>'])
def test_a_page_that_marks_a_next_page_is_an_incomplete_search(site: Site, run: Runs, mark: str) -> None:
    site.page("/search", a_list(1, rest=mark))
    ran = search(run)
    assert (ran.outcome, keys(ran)) == (UNREAD, ["1"])
    assert len(site.hits) == 1


def test_it_reads_the_pages_that_follow(site: Site, run: Runs) -> None:
    site.page("/search", a_list(1, 2, rest="<a class=on href='/more?page=2'>Next</a>"))
    site.page("/more", a_list(2, 3))
    ran = search(run, next=".on")
    assert (ran.outcome, keys(ran)) == (WHOLE, ["1", "2", "3"])
    assert [hit.query for hit in site.to("GET", "/more")] == [{"page": "2"}]


def test_it_reads_ten_pages_and_says_that_there_are_more(site: Site, run: Runs) -> None:
    site.page("/search", a_list(0, rest="<a class=on href='/list/1'>Next</a>"))
    for page in range(1, 12):
        site.page(f"/list/{page}", a_list(page, rest=f"<a class=on href='/list/{page + 1}'>Next</a>"))
    ran = search(run, next=".on")
    assert (ran.outcome, len(ran.capture.records)) == (UNREAD, 10)
    assert len(site.hits) == 10


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/2",
        "http://acme-people.example/2",
        "/search?name=Ada%20Quill",
        "javascript:more()",
    ],
)
def test_it_opens_no_next_page_elsewhere_and_none_twice(
    site: Site, elsewhere: Site, run: Runs, link: str
) -> None:
    site.page("/search", a_list(1, rest=f"<a class=on href='{link}'>Next</a>"))
    assert search(run, next=".on").outcome == UNREAD
    assert (len(site.hits), elsewhere.hits) == (1, [])


def test_a_next_page_that_is_none_of_the_list_is_judged(site: Site, run: Runs) -> None:
    site.page("/search", a_list(1, rest="<a class=on href='/2'>Next</a>"))
    site.page("/2", "<h1>Slow down</h1>", 429)
    ran = search(run, next=".on")
    assert (ran.outcome.answer, ran.outcome.failure) == (Answer.UNREACHABLE, Failure.RATE_LIMITED)
    assert (ran.outcome.sent, ran.capture.records) == (Sent.NO, [])


@pytest.mark.parametrize(("stated", "complete"), [(2, True), (3, False)])
def test_a_search_is_complete_when_it_read_as_many_as_the_page_states(
    site: Site, run: Runs, stated: int, complete: bool
) -> None:
    site.page("/search", a_list(1, 2, stated=stated))
    outcome = search(run, count=".sum").outcome
    assert (outcome.answer, outcome.complete) == (Answer.DONE, complete)


def test_a_page_that_comes_again_does_not_make_up_the_number(site: Site, run: Runs) -> None:
    site.page("/search", a_list(1, stated=2, rest="<a class=on href='/again'>Next</a>"))
    site.page("/again", a_list(1, stated=2))
    assert search(run, next=".on", count=".sum").outcome.complete is False


LATE = "<script>setTimeout(() => document.querySelector('ul').innerHTML += `{rows}`, {ms})</script>"


def late(*numbers: int, ms: int) -> str:
    rows = "".join(row(number) for number in numbers)
    return LATE.replace("{rows}", rows).replace("{ms}", str(ms))


@pytest.mark.parametrize("first", [(), (1,)])
def test_rows_that_a_script_draws_late_are_read(
    site: Site, browse: Runs, first: tuple[int, ...]
) -> None:
    site.page("/search", a_list(*first, rest=late(8, 9, ms=300)))
    ran = search(browse, expect_s=5)
    assert (ran.outcome, keys(ran)) == (WHOLE, [*map(str, first), "8", "9"])


def test_rows_that_a_script_fetches_are_read(site: Site, browse: Runs) -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.7)
        start = {"type": "http.response.start", "status": 200, "headers": []}
        await send(start)
        await send({"type": "http.response.body", "body": row(9).encode()})

    site.apps["/rows"] = slow
    fetching = (
        "<script>fetch('/rows').then(r => r.text())"
        ".then(t => { document.querySelector('ul').innerHTML += t })</script>"
    )
    site.page("/search", a_list(1, rest=fetching))
    ran = search(browse, expect_s=5)
    assert (ran.outcome, keys(ran)) == (WHOLE, ["1", "9"])


def test_rows_that_never_stop_coming_are_an_incomplete_search(site: Site, browse: Runs) -> None:
    growing = (
        "<script>let at = 2; setInterval(() => { document.querySelector('ul').innerHTML += "
        f"`{row(1)}`.replace('/p/1', '/p/' + at++) }}, 40)</script>"
    )
    site.page("/search", a_list(1, rest=growing))
    outcome = search(browse, expect_s=5).outcome
    assert outcome == Outcome(Answer.DONE, step="rows", detail="the rows kept changing", complete=False)


def test_a_page_whose_script_waits_for_ever_is_an_incomplete_search(site: Site, browse: Runs) -> None:
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    site.apps["/poll"] = silent
    site.page("/search", a_list(1, rest="<script>fetch('/poll')</script>"))
    ran = search(browse)
    assert (ran.outcome.answer, ran.outcome.complete, keys(ran)) == (Answer.DONE, False, ["1"])
