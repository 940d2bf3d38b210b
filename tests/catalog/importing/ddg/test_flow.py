"""Actions become verbs, each with its id, and nothing that others invent is carried over."""

from typing import Any

import pytest

from optout.catalog.importing.faults import Unusable
from optout.catalog.selectors import Check
from optout.catalog.steps import WebStep
from optout.catalog.verbs import Blank, Box, FactIs, HandOver, Retry, Target, Verb, Way, every_verb
from tests.catalog.importing.brokers import LEAVE, broker, translated

SEEN = {"type": "element", "selector": "#a"}
SILENT = {"type": "text", "selector": "#b", "expect": "Hello", "failSilently": True}
CLICK = {"actionType": "click", "elements": [{"type": "button", "selector": "#go"}]}
PRESSED = (Target(at="#go"),)


def flow(*actions: dict[str, Any]) -> tuple[Verb, ...]:
    """The verbs of these actions, after the one that opens the page."""
    step = translated(broker(opt_out=[LEAVE, *actions])).submit
    assert isinstance(step, WebStep)
    return step.flow[1:]


def fill(*elements: dict[str, Any]) -> tuple[object, ...]:
    [verb] = flow({"actionType": "fillForm", "selector": "form", "elements": list(elements)})
    assert verb.within == "form"
    return verb.fill or ()


def choice(left: str, operation: str, right: str) -> dict[str, Any]:
    condition = {"left": left, "operation": operation, "right": right}
    return {"condition": condition, "elements": CLICK["elements"]}


def test_ids_are_unique_also_in_branches() -> None:
    condition = {"actionType": "condition", "expectations": [SEEN], "actions": [CLICK, CLICK]}
    ids = [verb.id for verb in every_verb(flow(CLICK, condition, CLICK))]

    assert len(set(ids)) == len(ids) == 5


def test_nested_actions_simply_follow_where_all_must_show_anyway() -> None:
    seen, pressed = flow({"actionType": "expectation", "expectations": [SEEN], "actions": [CLICK]})

    assert seen.see is not None
    assert seen.see.every == (Check(at="#a", hidden=True),)
    assert pressed.click == PRESSED


def test_nested_actions_follow_only_where_everything_shows() -> None:
    seen, branch = flow(
        {"actionType": "expectation", "expectations": [SEEN, SILENT], "actions": [CLICK]}
    )

    assert seen.see is not None
    assert seen.see.every == (
        Check(at="#a", hidden=True),
        Check(at="#b", text="Hello", optional=True),
    )
    [way] = branch.branch or ()
    assert way.sees == (Check(at="#a"), Check(at="#b", text="Hello"))
    assert [verb.click for verb in way.do] == [PRESSED]


def test_what_is_waited_for_need_not_show_but_what_proves_something_must() -> None:
    there = {"actionType": "expectation", "expectations": [SEEN]}
    checks = [verb.see.every for verb in flow(there, CLICK, there) if verb.see]

    assert checks == [(Check(at="#a", hidden=True),), (Check(at="#a"),)]


def test_a_condition_is_a_way_without_another() -> None:
    [branch] = flow({"actionType": "condition", "expectations": [SILENT], "actions": [CLICK]})

    [way] = branch.branch or ()
    assert way.sees == (Check(at="#b", text="Hello"),)
    assert not way.stop


def test_a_challenge_is_handed_over_once() -> None:
    halves = [{"actionType": kind, "selector": ".c"} for kind in ("getCaptchaInfo", "solveCaptcha")]
    [verb] = flow(*halves)

    say = "Solve what the page asks of a human, and go on."
    assert verb.hand_over == HandOver(because="challenge", at=".c", say=say)


def test_two_challenges_are_handed_over_each() -> None:
    first = {"actionType": "getCaptchaInfo", "selector": ".c"}
    second = {"actionType": "solveCaptcha", "selector": ".d"}

    assert [verb.hand_over.at for verb in flow(first, second) if verb.hand_over] == [".c", ".d"]


def test_no_address_is_invented() -> None:
    assert flow({"actionType": "generateEmail"}, CLICK)[0].click == PRESSED


@pytest.mark.parametrize(
    ("element", "asks"),
    [
        ({"type": "$generated_phone_number$"}, "a telephone number"),
        ({"type": "$generated_zip_code$"}, "a postal code"),
        ({"type": "$generated_street_address$"}, "a street address"),
        ({"type": "$generated_random_number$"}, "a number"),
        ({"type": "$generated_random_number$", "min": "1", "max": 12}, "a number from 1 to 12"),
        ({"type": "$generated_dob$", "format": "YYYY"}, "a date of birth, as YYYY"),
        ({"type": "$file_id$"}, "a picture of an identity document"),
    ],
)
def test_what_others_invent_is_left_blank(element: dict[str, Any], asks: str) -> None:
    assert fill({**element, "selector": "#x"}) == (Blank(at="#x", asks=asks),)


def test_the_second_box_for_the_address_repeats_it() -> None:
    twice = fill({"type": "email", "selector": "#m"}, {"type": "email", "selector": "#n"})

    assert twice == (Box(meaning="email", at="#m"), Box(meaning="x-confirm-email", at="#n"))


@pytest.mark.parametrize(
    ("element", "why"),
    [
        ({"type": "shoeSize"}, r"elements\.0\.type: unknown field type 'shoeSize'"),
        ({"type": "$generated_passport$"}, "unknown field type"),
        ({"type": "age", "min": 1}, "min and max belong"),
        ({"type": "$generated_random_number$", "min": ""}, r"elements\.0\.min.*: String should have at"),
        ({"type": "$generated_random_number$", "max": ""}, r"elements\.0\.max.*: String should have at"),
        ({"type": "age", "format": "YY"}, "format belongs"),
    ],
)
def test_a_field_that_the_format_does_not_have_is_refused(element: dict[str, Any], why: str) -> None:
    with pytest.raises(Unusable, match=rf"^steps\.1\.actions\.1.*{why}"):
        fill({**element, "selector": "#x"})


@pytest.mark.parametrize(
    ("given", "fact"),
    [
        (("${age}", ">=", "45"), FactIs(fact="x-age", comparison=">=", value="45")),
        (("45", "<", "${age}"), FactIs(fact="x-age", comparison=">", value="45")),
        (("${state}", "===", "OR"), FactIs(fact="address-level1", comparison="==", value="OR")),
        (("OR", "!==", "${state}"), FactIs(fact="address-level1", comparison="!=", value="OR")),
    ],
)
def test_a_choice_compares_a_fact(given: tuple[str, str, str], fact: FactIs) -> None:
    [verb] = flow({"actionType": "click", "choices": [choice(*given)], "default": None})

    assert [way.when for way in verb.branch or ()] == [fact]


@pytest.mark.parametrize(
    ("default", "last"),
    [
        ({}, Way(stop=True)),
        ({"default": {"elements": CLICK["elements"]}}, Way(do=(Verb(id="click-3", click=PRESSED),))),
    ],
    ids=["absent", "given"],
)
def test_without_a_default_no_choice_stops(default: dict[str, Any], last: Way) -> None:
    [verb] = flow({"actionType": "click", "choices": [choice("${age}", "<", "9")], **default})

    assert (verb.branch or ())[1] == last


@pytest.mark.parametrize("sides", [("1", "2"), ("${age}", "${age}"), ("${shoe}", "2"), ("x${age}", "2")])
def test_a_choice_that_compares_no_fact_is_refused(sides: tuple[str, str]) -> None:
    with pytest.raises(Unusable, match=r"^steps\.1\.actions\.1\.choices\.0\.condition: "):
        flow({"actionType": "click", "choices": [choice(sides[0], "<", sides[1])]})


@pytest.mark.parametrize(("attempts", "ms", "retry"), [(3, 1500, (3, 1.5)), (500, 10**6, (50, 60.0))])
def test_a_retry_is_kept_within_bounds(attempts: int, ms: int, retry: tuple[int, float]) -> None:
    rule = {"environment": "web", "maxAttempts": attempts, "interval": {"ms": ms}}
    [verb] = flow({**CLICK, "retry": rule})

    assert verb.retry == Retry(times=retry[0], every_s=retry[1])


def test_what_only_some_people_have_is_optional() -> None:
    names = [{"type": kind, "selector": "#x"} for kind in ("firstName", "middleName")]
    step = translated(
        broker(opt_out=[LEAVE, {"actionType": "fillForm", "selector": "form", "elements": names}])
    ).submit

    assert step.needs == {"given-name": "required", "additional-name": "optional"}


LIST = {
    "actionType": "extract",
    "selector": ".row",
    "profile": {"name": {"selector": "h2"}},
}


@pytest.mark.parametrize(
    "reads",
    [
        LIST,
        {"actionType": "condition", "expectations": [SEEN], "actions": [CLICK, LIST]},
        {"actionType": "expectation", "expectations": [SEEN], "actions": [LIST]},
    ],
    ids=["itself", "in a condition", "after an expectation"],
)
def test_it_refuses_what_follows_an_extract(reads: dict[str, Any]) -> None:
    assert translated(broker(scan=[LEAVE, CLICK, reads])).search is not None

    with pytest.raises(Unusable, match="nothing may follow an extract"):
        translated(broker(scan=[LEAVE, reads, CLICK]))


def test_a_list_may_have_several_layouts_of_which_one_is_read() -> None:
    other = {"actionType": "condition", "expectations": [SEEN], "actions": [LIST]}
    assert translated(broker(scan=[LEAVE, other, other, LIST])).search is not None

    with pytest.raises(Unusable, match="nothing may follow an extract"):
        translated(broker(scan=[LEAVE, LIST, other]))
