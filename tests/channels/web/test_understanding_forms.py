"""Whole forms, in many languages and styles."""

import pytest

from tests.channels.web.forms.corpus import PAGES, Page


def test_the_corpus_is_wide() -> None:
    assert len(PAGES) >= 60
    assert len({page.language.split("-")[0] for page in PAGES}) >= 7


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.language} {page.title}")
def test_it_understands_each_control_of_a_form(page: Page) -> None:
    assert page.understood == page.expected
