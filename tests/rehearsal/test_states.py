import pytest

from optout.rehearsal.states import STATES, state_code


@pytest.mark.parametrize("typed", ["NY", "ny", "New York", " new york "])
def test_a_state_is_known_by_code_and_by_name(typed: str) -> None:
    assert state_code(typed) == "NY"


def test_what_is_no_state_stays_what_it_is() -> None:
    assert state_code("Bavaria") == "BAVARIA"
    assert state_code("") == ""


def test_there_are_fifty_states_and_the_capital() -> None:
    assert len(STATES) == 51
