"""``optout gpc check`` from outside, against a site on this machine."""

from collections.abc import Iterator

import pytest

from tests.cli.calling import Caller
from tests.running.test_trying import LocalSite

NOTICE = "Opt-Out Request Honored"
SHOP = f"""<h1>Shop</h1><p id=notice></p>
<script>if (navigator.globalPrivacyControl) notice.textContent = "{NOTICE}"</script>"""


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite().open() as opened:
        opened.pages["/"] = SHOP
        yield opened


def test_it_says_what_the_site_showed(optout: Caller, site: LocalSite) -> None:
    said = optout("gpc", "check", site.address + "/", "--json")
    assert said.code == 0
    assert said.json == {
        "url": site.address + "/",
        "verdict": "shown",
        "honours": True,
        "declared": None,
        "declared_on": None,
        "shown": [NOTICE],
        "why": ["there is no support file that says anything"],
    }
    assert optout("gpc", "check", site.address + "/").out.splitlines()[:2] == [
        "The site shows that it honours the signal, and shows it only where the signal is sent.",
        f'  it says: "{NOTICE}"',
    ]


def test_without_a_browser_only_the_support_file_counts(optout: Caller, site: LocalSite) -> None:
    said = optout("gpc", "check", site.address + "/", "--no-browser", "--json").json
    assert (said["verdict"], said["honours"], said["shown"]) == ("unknown", None, [])
    site.pages["/.well-known/gpc.json"] = '{"gpc": false, "lastUpdate": "2026-05-01"}'
    said = optout("gpc", "check", site.address + "/", "--no-browser", "--json").json
    assert (said["verdict"], said["honours"], said["declared_on"]) == ("denied", False, "2026-05-01")


def test_what_is_no_address_is_refused(optout: Caller) -> None:
    said = optout("gpc", "check", "ftp://shop.example/")
    assert said.code == 2
    assert "URL is not a web address." in said.err


def test_where_nobody_answers_it_says_so_in_words(optout: Caller) -> None:
    with LocalSite().open() as gone:
        address = gone.address + "/"
    assert optout("gpc", "check", address, "--json").json["why"] == [
        "the support file could not be read: no connection to the site",
        "the page could not be shown: the browser could not open it",
    ]
