"""Things that appear on the page beside the form, or in it without being asked for."""

from lxml.html import HtmlElement

from tests.drift.kinds import cosmetic
from tests.drift.page import Page, before, element


@cosmetic()
def add_optional_field(page: Page) -> bool:
    words = page.rng.choice(("Fax (optional)", "How did you hear about us? (optional)", "Nickname"))
    before(
        page.button,
        f"<p><label for='more1'>{words}</label> <input type='text' id='more1' name='extra_1'></p>",
    )
    return True


@cosmetic()
def add_newsletter_box(page: Page) -> bool:
    before(
        page.button,
        "<p><label><input type='checkbox' name='newsletter_2' value='1'> "
        "Send me the newsletter and marketing offers</label></p>",
    )
    return True


@cosmetic()
def add_banner(page: Page) -> bool:
    page.main.insert(0, element("<div role='status'><p>New: reports for all 50 states!</p></div>"))
    return True


@cosmetic()
def add_floating_cookie_notice(page: Page) -> bool:
    notice = (
        "<div style='position:fixed;bottom:0;left:0;right:0;height:90px;background:#eee'><p>By "
        "continuing you agree that we and our partners use cookies and share what they tell us.</p>"
        "<button type='button'>Accept all cookies</button></div>"
    )
    _body(page).append(element(notice))
    return True


@cosmetic()
def add_honeypot(page: Page) -> bool:
    trap = (
        "<div style='position:absolute;left:-9999px' aria-hidden='true'><label>Company website"
        "<input type='text' name='hp_3' tabindex='-1' autocomplete='off'></label></div>"
    )
    before(page.button, trap)
    return True


@cosmetic()
def add_scripts(page: Page) -> bool:
    _body(page).append(element("<script>window.dataLayer = window.dataLayer || [];</script>"))
    _body(page).append(element("<script>setTimeout(function () { window.ticks = 1; }, 5);</script>"))
    return True


@cosmetic()
def add_site_search(page: Page) -> bool:
    search = (
        "<form action='/site-search' method='get' role='search'><label for='ssq'>Search this site"
        "</label><input type='search' id='ssq' name='q'><button>Go</button></form>"
    )
    _body(page).insert(0, element(search))
    return True


@cosmetic()
def add_help_texts(page: Page) -> bool:
    for one in page.fields:
        one.box.append(element("<small> As we have it on file.</small>"))
    return bool(page.fields)


@cosmetic()
def add_text_and_links(page: Page) -> bool:
    before(
        page.form, "<p>It takes about ten minutes. <a href='/faq'>Read the answers</a> if in doubt.</p>"
    )
    _body(page).append(element("<footer><a href='/terms'>Terms</a> <a href='/pay'>Prices</a></footer>"))
    return True


def _body(page: Page) -> HtmlElement:
    body: HtmlElement = page.document.body
    return body
