from optout.rights.table import rows
from tests.docs.laws_page import FILE, laws_page


def test_the_page_of_the_laws_says_what_the_table_says() -> None:
    assert FILE.read_text(encoding="utf-8") == laws_page(), "python -m tests.docs.laws_page"


def test_what_is_not_sure_is_marked_on_the_page() -> None:
    page = laws_page()
    for row in rows():
        line = f"| `{row.slug}` | {row.right} | {row.jurisdiction} |"
        assert any(each.startswith(line) and f"| {row.mark} |" in each for each in page.splitlines())
    assert (
        "| `vcdpa` | delete | US-VA | - | 45 days | 90 days | 60 days *(secondary)* | statute |" in page
    )
