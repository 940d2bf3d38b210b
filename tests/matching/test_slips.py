"""Slips of the pen: what is one, and what is another name."""

import pytest

from optout.matching.slips import is_slip


@pytest.mark.parametrize(
    ("shown", "own", "slip"),
    [
        ("johnathon", "johnathan", True),
        ("maria", "mario", True),
        ("jhon", "john", True),
        ("jon", "john", True),
        ("anna", "ana", False),
        ("marry", "mary", True),
        ("mark", "mary", False),
        ("mar", "mary", False),
        ("ian", "ina", False),
        ("ai", "ali", False),
        ("al", "ali", False),
        ("jn", "jan", False),
        ("eva", "eva", False),
        ("jhno", "john", False),
    ],
)
def test_in_short_names_few_other_letters_are_a_slip(shown: str, own: str, slip: bool) -> None:
    assert is_slip(shown, own) is slip
