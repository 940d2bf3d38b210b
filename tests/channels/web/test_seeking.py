"""What selectors find, in the browser and in a page's HTML: the same in both."""

import asyncio

import pytest

from optout.channels.attempt import Capture
from optout.channels.web.browser import Browser
from optout.channels.web.browsing import browser_visit
from optout.channels.web.controls import Seen
from optout.channels.web.markup import Markup
from optout.channels.web.plain_seeking import seek
from optout.channels.web.seeking import MAX_MATCHES, MAX_SAID, Found, Sought
from tests.channels.web.acme import HOME, Site, a_provider, quick

PAGE = """<!doctype html><h1>Rows</h1>
<div class=row><b>One</b> <a href="/1">Remove</a></div>
<div class=row><b>Two</b> <a href="/2">Remove</a> <button disabled>Later</button></div>
<div class=row hidden><b>Three</b></div>
<form id=f><label for=box id=ask>Tick   me</label> <input type=checkbox id=box name=box>
<input name=gone style="display:none"></form>
<p id=said>Thank
  you</p><div onclick="1" id=div>Press</div>"""


class Pages:
    """Looks for things on a page both ways."""

    def __init__(self, site: Site, runner: asyncio.Runner, browser: Browser | None) -> None:
        self._site = site
        self._runner = runner
        self._browser = browser

    def look(self, source: str, *also: Sought) -> Seen:
        self._site.page("/here", source)
        if self._browser is None:
            markup = Markup(source, HOME + "/here", 200)
            return Seen(
                HOME, 200, controls=markup.seen.controls, found=tuple(seek(markup, one) for one in also)
            )
        return self._runner.run(self._browsed(self._browser, also))

    async def _browsed(self, browser: Browser, also: tuple[Sought, ...]) -> Seen:
        async with browser_visit(browser, a_provider(), Capture(), quick()) as visit:
            await visit.open(HOME + "/here")
            return await visit.look(lambda _: True, also)

    def find(self, selector: str, within: str | None = None, of: int = 0) -> Found:
        return self.look(PAGE, Sought(selector, within, of)).found[0]


@pytest.fixture(params=["browser", "plain"])
def pages(request: pytest.FixtureRequest, site: Site, runner: asyncio.Runner) -> Pages:
    return Pages(
        site, runner, request.getfixturevalue("browser") if request.param == "browser" else None
    )


@pytest.mark.parametrize("selector", [".row b", "//div[@class='row']/b", "(//b)"])
def test_css_and_xpath_find_the_same(pages: Pages, selector: str) -> None:
    found = pages.find(selector)
    assert (found.count, found.usable, found.shown) == (3, (True, True, False), True)
    assert found.text.split() == ["One", "Two"]


@pytest.mark.parametrize("selector", ["b", "./b", ".//b"])
def test_it_looks_inside_of_one_match_of_another_selector(pages: Pages, selector: str) -> None:
    found = pages.find(selector, ".row", 1)
    assert (found.count, found.text) == (1, "Two")


def test_where_the_outer_one_is_missing_the_whole_page_is_looked_at(pages: Pages) -> None:
    assert pages.find("b", "#moved").count == 3


def test_a_match_is_the_control_it_is_in_or_labels(pages: Pages) -> None:
    seen = pages.look(PAGE, Sought("#ask"), Sought("#f"), Sought("#div"), Sought("[disabled]"))
    label, form, div, disabled = seen.found
    names = [seen.controls[place].name for place in form.holds]
    assert [seen.controls[place].name for place in label.controls] == ["box"]
    assert names == ["box", "gone"]
    assert (div.controls, div.visible, div.at) == ((), True, (-1,))
    assert (disabled.enabled, disabled.visible, disabled.count) == (False, False, 1)


@pytest.mark.parametrize("selector", ["#f input[name=gone]", ".row[hidden]", "//*[@hidden]/b"])
def test_what_is_hidden_is_there_but_neither_shown_nor_read(pages: Pages, selector: str) -> None:
    found = pages.find(selector)
    assert (found.count, found.shown, found.visible, found.text) == (1, False, False, "")


def test_nothing_is_found_where_nothing_is(pages: Pages) -> None:
    assert pages.find("#nowhere") == Found()


@pytest.mark.parametrize("selector", ["p[", "//p[", ":nonsense(x)", "(//a"])
def test_a_selector_that_is_none_says_so_and_the_others_still_find(pages: Pages, selector: str) -> None:
    broken, other = pages.look(PAGE, Sought(selector), Sought("#said")).found
    assert (broken.valid, broken.count) == (False, 0)
    assert (other.valid, " ".join(other.text.split())) == (True, "Thank you")


def test_what_it_finds_is_bounded(pages: Pages) -> None:
    source = f"<p>{'x' * 300}</p>" * 500
    found = pages.look(source, Sought("p")).found[0]
    assert len(found.at) == len(found.usable) == MAX_MATCHES
    assert len(found.text) == MAX_SAID


def test_css_reaches_into_shadow_trees_and_frames_of_the_same_origin(
    site: Site, runner: asyncio.Runner, browser: Browser
) -> None:
    site.page("/inner", "<button>Inside</button>")
    page = """<div id=host></div><iframe src="/inner" width=300 height=100></iframe><script>
      document.querySelector('#host').attachShadow({mode: 'open'}).innerHTML = '<input name=deep>';
    </script>"""
    pages = Pages(site, runner, browser)
    deep, inside = pages.look(page, Sought("input[name=deep]"), Sought("button")).found
    assert (deep.count, deep.visible, len(deep.controls)) == (1, True, 1)
    assert inside.count == 1
