"""What a page's text is read as, and what is not parsed at all."""

import pytest

from optout.channels.web.parsing import is_swollen, joined, parsed

MANY = 3000


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">", True),
        ("<p " + "".join(f'a{n}=">"' for n in range(MANY)) + ">", True),
        ("<p " + " a" * MANY, True),
        ("<script>1</script><p" + " a" * MANY, True),
        ("<img src='data:" + "A =" * MANY + "'>", False),
        ("<p a=1>" * MANY, False),
        ("<script>for (i = 0; i<n; i++) {" + "a = b; " * MANY + "}</script><p>", False),
        ("<style>a<b" + " a = b " * MANY, False),
        ("a < b " * MANY, False),
    ],
)
def test_a_tag_of_thousands_of_attributes_is_not_parsed(source: str, expected: bool) -> None:
    assert is_swollen(source) is expected


def test_a_page_that_begins_like_xml_is_html() -> None:
    page = parsed('<?xml version="1.0" encoding="iso-8859-1"?><h1>Opt out</h1>')
    assert page.findtext(".//h1") == "Opt out"


def test_letters_between_empty_characters_are_no_tags() -> None:
    assert parsed("<h1>Opt out</h1>".encode("utf-16-le").decode()).find(".//h1") is None


@pytest.mark.parametrize(
    ("address", "expected"), [("x", "https://a.example/x"), ("https://[", "invalid:")]
)
def test_what_is_no_address_leads_nowhere(address: str, expected: str) -> None:
    assert joined("https://a.example/", address) == expected
