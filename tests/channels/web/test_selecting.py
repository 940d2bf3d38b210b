"""What a selector may cost on a page that somebody made to be slow."""

import time

import pytest
from lxml.html import HtmlElement

from optout.channels.web.selecting import document_of, elements
from optout.http import Unanswered


def page(count: int) -> HtmlElement:
    return document_of("<h1>x</h1><div>" + "<i>a</i>" * count + "</div>")


@pytest.mark.parametrize(
    "selector",
    [
        "i ~ i",
        "i ~ i ~ i",
        "i:nth-last-child(3)",
        "//i/following-sibling::i",
        "//i[count(preceding-sibling::i) > 3]",
        "//i[contains(string(..), 'z')]",
        ".//i/../i",
    ],
)
def test_what_looks_beside_itself_looks_at_few(selector: str) -> None:
    start = time.process_time()
    elements(page(500), selector)
    with pytest.raises(Unanswered, match="for ever on this page"):
        elements(page(501), selector)
    assert time.process_time() - start < 2


def test_other_selectors_and_other_parts_of_the_page_may_have_many() -> None:
    many = page(3000)
    assert len(elements(many, "i")) == len(elements(many, "//div/i[.='a']")) == 3000
    (heading,) = elements(many, "h1")
    assert elements(heading, "b ~ b") == elements(heading, "./b/following-sibling::b") == []
    with pytest.raises(Unanswered, match="for ever on this page"):
        elements(heading, "./following-sibling::div/..")


def test_what_looks_beside_the_row_itself_looks_at_few() -> None:
    one, *_ = elements(page(501), "i")
    with pytest.raises(Unanswered, match="for ever on this page"):
        elements(one, "i ~ i ~ i")


def test_a_selector_within_a_condition_looks_beside_once() -> None:
    assert elements(page(3), "//i[following-sibling::i]") != []
    with pytest.raises(Unanswered, match="could take for ever"):
        elements(page(3), "//i[following-sibling::i[preceding-sibling::i]]")
