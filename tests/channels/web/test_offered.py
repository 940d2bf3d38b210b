"""How a list may word a fact."""

import pytest

from optout.channels.web.offered import offered, spellings


@pytest.mark.parametrize(
    ("fact", "first"),
    [("CA", ("ca", "california")), ("Germany", ("germany", "de")), ("07", ("07", "7", "07"))],
)
def test_a_fact_comes_first_as_it_was_given(fact: str, first: tuple[str, ...]) -> None:
    assert spellings(fact)[: len(first)] == first


def test_a_month_is_offered_by_its_names_too() -> None:
    assert offered("bday-month", "2")[:3] == ("2", "2", "02")
    assert {"february", "februar", "febrero"} <= set(offered("bday-month", "02"))


@pytest.mark.parametrize(("meaning", "fact"), [("bday-month", "13"), ("bday-day", "2"), ("name", "May")])
def test_nothing_else_is_a_month(meaning: str, fact: str) -> None:
    assert "february" not in offered(meaning, fact)
    assert "december" not in offered(meaning, fact)
