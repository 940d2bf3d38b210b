import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, name, without_code

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def links(page: Path) -> list[str]:
    found = _LINK.findall(without_code(page.read_text(encoding="utf-8")))
    return [link for link in found if not link.startswith(("https://", "mailto:"))]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_something(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_index_names_every_page() -> None:
    index = DOCS / "README.md"
    named = {(DOCS / link).resolve() for link in links(index)}
    missing = [name(page) for page in DOCS.rglob("*.md") if page not in named | {index}]
    assert missing == [], "add a line to docs/README.md"


def test_the_readme_leads_to_the_index() -> None:
    assert "docs/README.md" in links(DOCS.parent / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_page_begins_with_its_only_title(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
