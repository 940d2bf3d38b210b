"""The format is read strictly: whatever is not in it is refused, and the place is named."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.importing.ddg.broker import broker_of
from optout.catalog.importing.faults import Unusable
from tests.catalog.importing.brokers import EVERYTHING, EXTRACT, LEAVE, NAVIGATE, RECEIVED, broker

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


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://acme.example@evil.example/",
        "https://acme.example:99999/",
        "https:///leave",
        "https://acme.example/a b",
        "https://acme.example\\@evil.example/",
        "https://[acme/",
    ],
)
def test_an_address_that_no_person_should_open_is_refused(address: str) -> None:
    mirror = {"name": "M", "url": "mirror.example", "optOutUrl": address}
    for value in (broker(optOutUrl=address), broker(mirrorSites=[mirror])):
        with pytest.raises(Unusable, match=r"optOutUrl: "):
            broker_of(value)


@pytest.mark.parametrize(
    "url",
    [
        "co.uk",
        "com.au",
        "co.jp",
        "10.0.0.1",
        "0.0",
        "a-.com-",
        "-a.com",
        "a..com",
        "com",
        "a.b-",
        "a_b.com",
        "x" * 64 + ".com",
    ],
)
def test_what_is_no_company_s_domain_is_refused(url: str) -> None:
    with pytest.raises(Unusable, match=r"^url: not the domain of a site"):
        broker_of(broker(url, optOutUrl="https://acme.example/"))


@pytest.mark.parametrize(
    "url",
    ["acme.co.uk", "co.example", "neighbour.report", "a-b.xn--p1ai", "1.com", "net.com", "Acme.US"],
)
def test_the_domains_of_companies_are_read(url: str) -> None:
    assert broker_of(broker(url)).url == url.lower()


@pytest.mark.parametrize("number", [10**12, 10**400], ids=["large", "endless"])
@pytest.mark.parametrize(
    ("place", "key"),
    [
        (("schedulingConfig",), "maxAttempts"),
        (("steps", 0, "actions", 0, "retry", "interval"), "ms"),
        (("steps", 0, "actions", 0, "retry"), "maxAttempts"),
        (("steps", 1, "actions", 0), "pollingTime"),
        (("steps", 1, "actions", 1, "elements", 0), "min"),
        (("steps", 1, "actions", 2, "choices", 0, "condition"), "right"),
    ],
)
def test_a_number_without_measure_is_refused(place: Place, key: str, number: int) -> None:
    press = {"type": "button", "selector": "b"}
    wait = {"actionType": "emailConfirmation", "id": "m", "pollingTime": 30}
    box = {"type": "$generated_random_number$", "selector": "i", "min": 1}
    fill = {"actionType": "fillForm", "id": "f", "selector": "form", "elements": [box]}
    fits = {"left": "${age}", "operation": "=", "right": 1}
    choose = {"actionType": "click", "choices": [{"condition": fits, "elements": [press]}]}
    retry = {"environment": "web", "maxAttempts": 3, "interval": {"ms": 1000}}
    value = broker(scan=[NAVIGATE | {"retry": retry}, EXTRACT], opt_out=[wait, fill, choose])
    broker_of(value)
    at(value, place)[key] = number

    with pytest.raises(Unusable, match=rf"{key}[.a-z-]*: "):
        broker_of(value)


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
