"""The report on the screen of a telephone, as a browser lays it out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from optout.channels.web.browser_path import require_browser
from optout.report.report import report_of
from optout.report.report_account import accounts
from optout.report.report_page import report_page
from optout.running.installation import Installation
from tests.report.installations import lived
from tests.report.stories import needs_you, on, planned, removed

STORIES = {"people_atlas": removed(), "true_who": needs_you(), "meta_third_party_data": planned()}


@pytest.fixture
def screen() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_browser(None).path)
        yield browser.new_page(viewport={"width": 420, "height": 800})
        browser.close()


def test_nothing_is_cut_and_every_state_is_seen(installation: Installation, screen: Page) -> None:
    lived(installation, STORIES)
    told = accounts(installation.database, installation.catalog)
    screen.set_content(report_page(report_of(told, on(60))))
    assert screen.evaluate("document.documentElement.scrollWidth") <= 420
    assert screen.locator("figure.picture").is_hidden()
    states = screen.locator("table").first.locator("td:nth-of-type(1) b:first-child")
    boxes = [state.bounding_box() for state in states.all()]
    assert sorted(states.all_inner_texts()) == ["needs you", "planned", "removed"]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 420 for box in boxes)
    screen.set_viewport_size({"width": 1200, "height": 800})
    assert screen.locator("figure.picture").is_visible()
