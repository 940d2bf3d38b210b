from datetime import date

from optout.catalog.catalog import load_catalog
from optout.running.planning import is_invented
from tests.docs.catalog_page import FILE, catalog_page

PAGE = catalog_page()


def test_the_page_of_the_catalog_says_what_the_definitions_say() -> None:
    assert FILE.read_text(encoding="utf-8") == PAGE, "python -m tests.docs.catalog_page"


def test_every_real_provider_has_one_row_and_no_invented_one() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    for provider in load_catalog():
        named = [row for row in rows if f"(`{provider.slug}`)" in row]
        assert len(named) == (0 if is_invented(provider) else 1), provider.slug


def test_each_row_has_as_many_cells_as_the_table() -> None:
    for section in PAGE.split("\n## ")[1:]:
        rows = [line for line in section.splitlines() if line.startswith("|")]
        assert {row.count("|") for row in rows} == {10}


def test_when_to_look_again_follows_the_newest_source() -> None:
    for provider in load_catalog():
        row = f"| {provider.as_of.isoformat()} | {provider.expires.isoformat()} |"
        assert is_invented(provider) or row in PAGE
        assert provider.as_of < provider.expires <= date(provider.as_of.year + 4, 1, 1)
