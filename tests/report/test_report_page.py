"""The report as a page: one file, nothing runs, nothing is loaded, nothing is personal."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from optout.report.report import report_of
from optout.report.report_account import accounts
from optout.report.report_page import report_page
from optout.running.installation import Installation
from tests.report.installations import SUBJECT, lived
from tests.report.stories import asked, needs_you, on, overdue, planned, removed, stuck

HOSTILE = "<script>alert(1)</script>\"'<img src=x>"


class _Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def page(installation: Installation) -> str:
    stories = {
        "kin_finder": stuck(),
        "people_atlas": removed(),
        "deep_dossier": overdue(),
        "true_who": needs_you(),
        "county_ledger": asked(on(75)),
    }
    lived(installation, stories)
    return report_page(report_of(accounts(installation.database, installation.catalog), on(60)))


def _addresses(page: str) -> Iterator[str]:
    for _, attributes in _Elements(page).found:
        for name in ("src", "href", "srcset", "action", "data", "xlink:href"):
            if name in attributes:
                yield attributes[name] or ""


def test_nothing_runs_and_nothing_is_loaded(page: str) -> None:
    tags = {tag for tag, _ in _Elements(page).found}
    assert tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base"} == set()
    assert list(_addresses(page)) == []
    assert "style=" not in page
    assert [url for url in re.findall(r"url\(([^)]*)\)", page) if not url.startswith("#")] == []
    handlers = [name for _, attrs in _Elements(page).found for name in attrs if name.startswith("on")]
    assert handlers == []


def test_its_policy_allows_its_own_style_and_no_more(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policies = [a["content"] for tag, a in _Elements(page).found if a.get("http-equiv")]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_it_is_an_html_document_from_its_first_byte(page: str) -> None:
    assert page.lstrip().startswith("<!DOCTYPE html>")
    assert page.index("<meta charset") < 1024


def test_it_names_no_person(page: str) -> None:
    facts = [*SUBJECT.names[0].full.split(), *SUBJECT.emails, *SUBJECT.phones, "Juniper", "96161"]
    assert [fact for fact in facts if fact in page] == []


def test_the_picture_has_a_band_per_request_marks_and_an_axis(page: str) -> None:
    elements = _Elements(page).found
    classes = [attributes.get("class") or "" for _, attributes in elements]
    assert classes.count("name") == 5
    assert {"span stuck", "span proven", "span late", "span yours", "span asked"} <= set(classes)
    assert {"mark sent", "mark proof", "mark again", "mark deadline"} <= set(classes)
    assert "trouble" in classes
    assert page.count('class="tick-label"') >= 2
    assert "today, 1 May 2026" in page


def test_every_colour_is_explained_in_words_and_the_hard_ones_by_pattern_too(page: str) -> None:
    legend = page[page.index('class="legend"') : page.index("</figcaption>")]
    shown = set(re.findall(r'class="span ([a-z-]+)"', page))
    assert set(re.findall(r'class="swatch ([a-z-]+)"', legend)) == shown
    assert set(re.findall(r'class="over ([a-z-]+)"', page)) == {"late", "yours", "stuck"}


def test_a_band_of_one_colour_is_labelled_where_there_is_room(page: str) -> None:
    assert re.search(r'<text class="in late"[^>]*>overdue</text>', page)
    assert re.search(r'<text class="in stuck"[^>]*>listed, stopped</text>', page)


def test_it_says_what_it_does_not_prove(page: str) -> None:
    assert "What this report does not prove" in page
    assert "asked, confirmed by the provider, seen absent on a day" in page


def test_a_provider_s_text_is_text(installation: Installation) -> None:
    lived(installation, {"kin_finder": asked()})
    (account,) = accounts(installation.database, installation.catalog)
    assert account.definition
    hostile = replace(account, definition=account.definition.model_copy(update={"name": HOSTILE}))
    page = report_page(report_of([hostile], on(3)))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_with_several_subjects_it_says_whose_request_it_is(installation: Installation) -> None:
    lived(installation, {"kin_finder": asked()})
    lived(installation, {"kin_finder": asked()})
    told = accounts(installation.database, installation.catalog)
    page = report_page(report_of(told, on(3)))
    assert len(told) == 2
    for account in told:
        assert account.row.subject_id in page


def test_an_empty_report_is_a_page_too() -> None:
    page = report_page(report_of([], on(0)))
    assert "Nothing is asked of anybody yet." in page
    assert "<svg" not in page


def test_on_the_first_day_there_is_no_picture_yet(installation: Installation) -> None:
    lived(installation, {"kin_finder": asked()})
    told = accounts(installation.database, installation.catalog)
    assert 'role="img" aria-labelledby="picture"' not in report_page(report_of(told, on(0.9)))
    assert 'role="img" aria-labelledby="picture"' in report_page(report_of(told, on(1)))


def test_a_long_name_wraps_in_the_picture(installation: Installation) -> None:
    lived(installation, {"openai_image_removal": planned()})
    told = accounts(installation.database, installation.catalog)
    page = report_page(report_of(told, on(3)))
    assert re.findall(r'<text class="name"[^>]*>([^<]*)</text>', page) == [
        "OpenAI (images out of",
        "future training data)",
    ]
