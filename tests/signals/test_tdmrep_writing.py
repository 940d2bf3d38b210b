import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.tdmrep import NotTdmrep, rule_for, rules
from optout.signals.tdmrep_writing import reserving

OURS = {"location": "/", "tdm-reservation": 1}


def test_a_new_file_reserves_everything() -> None:
    assert json.loads(reserving(None)) == [OURS]


def test_narrower_rules_stay_before_ours() -> None:
    kept = [{"location": "/press", "tdm-reservation": 0, "tdm-policy": "https://own.example/p"}]
    assert json.loads(reserving(json.dumps(kept))) == [*kept, OURS]


@pytest.mark.parametrize("location", ["/", "/*", "*"])
def test_a_rule_for_everything_is_turned_where_it_stands(location: str) -> None:
    old = [
        {"location": location, "tdm-reservation": 0, "x": 1},
        {"location": "/a", "tdm-reservation": 0},
    ]
    assert json.loads(reserving(json.dumps(old))) == [{**old[0], "tdm-reservation": 1}, old[1]]


def test_a_file_that_says_it_already_is_not_even_formatted() -> None:
    written = '[ {"location":"/","tdm-reservation":1} ]'
    assert reserving(written) == written


def test_what_cannot_be_read_is_not_replaced() -> None:
    with pytest.raises(NotTdmrep):
        reserving("<html>")


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "location": st.sampled_from(["/", "/*", "/a", "/a*", "*.jpg", "/b$"]),
                "tdm-reservation": st.sampled_from([0, 1, 2]),
            }
        ),
        max_size=4,
    )
)
@settings(max_examples=100, deadline=None)
def test_whatever_was_there_everything_else_is_reserved_and_once_is_enough(
    old: list[dict[str, object]],
) -> None:
    once = reserving(json.dumps(old))
    found = rule_for(rules(once), "https://own.example/zzz")
    assert found is not None
    assert found.reservation == 1
    assert reserving(once) == once
    assert [one["location"] for one in json.loads(once)][: len(old)] == [one["location"] for one in old]
