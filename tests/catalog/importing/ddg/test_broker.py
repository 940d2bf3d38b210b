"""The format is read strictly: whatever is not in it is refused, and the place is named."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.importing.ddg.broker import broker_of
from optout.catalog.importing.faults import Unusable
from tests.catalog.importing.brokers import EVERYTHING, LEAVE, RECEIVED, broker

Place = tuple[str | int, ...]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Where there is an object."""
    if isinstance(value, dict):
        yield place
        for key, part in value.items():
            yield from places(part, (*place, key))
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from places(part, (*place, number))


def at(value: Any, place: Place) -> Any:
    for key in place:
        value = value[key]
    return value


OBJECTS = list(places(EVERYTHING))
KEYS = [(place, key) for place in OBJECTS for key in at(EVERYTHING, place)]


def test_the_file_with_everything_is_read() -> None:
    assert broker_of(EVERYTHING).name == "Everything People"
    assert len(OBJECTS) > 80


@pytest.mark.parametrize("place", OBJECTS, ids=lambda place: ".".join(map(str, place)))
def test_an_unknown_key_is_refused_anywhere(place: Place) -> None:
    changed = copy.deepcopy(EVERYTHING)
    at(changed, place)["surprise"] = 1
    dotted = ".".join(map(str, (*place, "surprise")))

    with pytest.raises(Unusable, match=rf"(?<![\w.]){dotted.replace('.', '[.]')}: unknown key"):
        broker_of(changed)


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(KEYS), letter=st.characters(codec="ascii", categories=("L", "N")))
def test_a_misspelt_key_is_refused_anywhere(where: tuple[Place, str], letter: str) -> None:
    place, key = where
    changed = copy.deepcopy(EVERYTHING)
    holder = at(changed, place)
    holder[f"{key}{letter}{letter}"] = holder.pop(key)

    with pytest.raises(Unusable):
        broker_of(changed)


@settings(max_examples=150, deadline=None)
@given(
    where=st.sampled_from([(place, key) for place, key in KEYS if key != "_comment"]),
    other=st.sampled_from([3.5, [["x"]], {"x": {}}, "", True]),
)
def test_a_value_of_another_kind_is_refused(where: tuple[Place, str], other: object) -> None:
    place, key = where
    changed = copy.deepcopy(EVERYTHING)
    if key in ("multiple", "failSilently", "findElements", "injectCaptchaHandler") and other is True:
        return
    at(changed, place)[key] = other

    with pytest.raises(Unusable):
        broker_of(changed)


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ({"actionType": "executeScript", "script": "1"}, "unknown actionType 'executeScript'"),
        ({"selector": "a"}, "actionType is missing"),
        ({"actionType": "click"}, "a click has either elements or choices"),
        ({"actionType": "click", "elements": [{"type": "magnet", "selector": "a"}]}, "elements.0.type"),
        (
            {"actionType": "click", "elements": [{"type": "button", "selector": "a"}], "default": None},
            "default belongs to choices",
        ),
        (
            {"actionType": "expectation", "expectations": [{"type": "text", "selector": "a"}]},
            "expect belongs to the types text and url",
        ),
        (
            {"actionType": "expectation", "expectations": [{"type": "element"}]},
            "an expectation of type element needs a selector",
        ),
        ({"actionType": "getEmailData", "pollingTime": 1, "extract": ["name"]}, "extract.0"),
        ({"actionType": "scroll", "selector": "a", "dataSource": "elsewhere"}, "dataSource"),
        (
            {"actionType": "getCaptchaInfo", "selector": "a", "captchaType": "riddle"},
            "captchaType",
        ),
    ],
)
def test_an_action_that_the_format_does_not_have_is_refused(action: dict[str, Any], why: str) -> None:
    with pytest.raises(Unusable) as fault:
        broker_of(broker(opt_out=[LEAVE, action, RECEIVED]))

    assert str(fault.value).startswith("steps.1.actions.1")
    assert why in str(fault.value)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"steps": []}, "one scan and one optOut"),
        ({"parent": "acme.example"}, "not its own parent"),
        ({"url": "https://acme.example/"}, "url"),
        ({"version": "new"}, "version"),
        ({"addedDatetime": 10**17}, "addedDatetime"),
        ({"name": "Two\nlines"}, "name"),
        ({"mirrorSites": [{"name": "x", "url": "no site"}]}, "mirrorSites.0.url"),
    ],
)
def test_a_broker_that_the_format_does_not_allow_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Unusable, match=why):
        broker_of(broker() | changes)


def test_an_opt_out_at_a_parent_needs_one_and_has_no_actions() -> None:
    with pytest.raises(Unusable, match="parentSiteOptOut needs a parent"):
        broker_of(broker(opt_out=[]))
    both = broker(parent="parent.example")
    both["steps"][1]["optOutType"] = "parentSiteOptOut"
    with pytest.raises(Unusable, match="parentSiteOptOut has none"):
        broker_of(both)


def test_many_faults_are_told_in_one_short_line() -> None:
    with pytest.raises(Unusable) as fault:
        broker_of({"surprise" * 100: 1})

    assert "\n" not in str(fault.value)
    assert str(fault.value).endswith("more")
    assert len(str(fault.value)) <= 300
