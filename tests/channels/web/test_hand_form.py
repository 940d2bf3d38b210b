"""Which boxes a step by hand fills, and when it fills none."""

from dataclasses import replace
from typing import Any

import pytest

from optout.catalog.steps import HandStep
from optout.channels.web.controls import Control, Option, Seen
from optout.channels.web.hand_form import hand_entries
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from tests.channels.web.acme import HOME, a_provider

FACTS = Facts(
    {
        "name": ("Ada Quill",),
        "email": ("ada@mail.example",),
        "country-name": ("France",),
        "tel": ("+33 1 23 45",),
        "x-signature": ("Ada Quill",),
        "x-consent": ("on",),
        "x-relationship": ("myself",),
        "x-state-of-residence": ("CA",),
    }
)
NAME = Control(0, "input", "text", name="full", label="Full name", form=0)
EMAIL = Control(1, "input", "email", name="em", label="E-mail", form=0)
SEND = Control(9, "button", "submit", label="Send", form=0, action=f"{HOME}/send", method="post")
NEEDS = dict.fromkeys(FACTS, "optional") | {"email": "required"}


def page(*controls: Control, **more: Any) -> Seen:
    given = {"url": f"{HOME}/ask", "status": 200, "text": "Ask us not to train on you.", **more}
    return Seen(controls=tuple(replace(one, index=at) for at, one in enumerate(controls)), **given)


def filled(seen: Seen, needs: dict[str, Any] = NEEDS) -> tuple[dict[str, str], tuple[str, ...]]:
    step = HandStep(channel="hand", url=f"{HOME}/ask", fills=True, instructions=("Ask.",), needs=needs)
    entries, left = hand_entries(seen, a_provider(), step, FACTS)
    return {one.meaning: one.value for one in entries}, left


def refused(seen: Seen, needs: dict[str, Any] = NEEDS) -> Failure:
    with pytest.raises(Unanswered) as why:
        filled(seen, needs)
    return why.value.failure


BOTH = {"name": "Ada Quill", "email": "ada@mail.example"}


def test_what_it_is_sure_of_goes_in_and_the_rest_is_the_persons() -> None:
    entered, left = filled(page(NAME, EMAIL, SEND))

    assert (entered, left) == (BOTH, ("country-name", "tel", "x-state-of-residence"))


@pytest.mark.parametrize(
    "box",
    [
        Control(2, "input", "checkbox", name="ok", label="I agree and declare this", form=0),
        Control(2, "input", "text", name="sig", label="Signature (your full name)", form=0),
        Control(2, "input", "tel", name="tel", label="Telephone", form=0, visible=False),
        Control(2, "input", "hidden", name="tel", label="Telephone", form=0),
        Control(2, "input", "tel", name="tel", label="Telephone", form=0, value="+49 30 1"),
        Control(2, "input", "file", name="tel", label="Telephone bill", form=0),
        Control(2, "input", "text", name="tel", label="Leave this field empty: telephone", form=0),
        Control(2, "select", name="land", label="Country", form=0, options=(Option("Peru", "pe"),)),
        Control(2, "input", "text", name="captcha", label="Telephone", form=0),
        Control(2, "input", "radio", name="who", group="Who is asking", label="myself", form=0),
        Control(2, "input", "radio", name="st", group="State of residence", label="CA", form=0),
    ],
    ids=lambda box: f"{box.type or box.tag}-{box.label[:12]}",
)
def test_what_states_signs_hides_or_does_not_fit_is_left_alone(box: Control) -> None:
    entered, _ = filled(page(NAME, EMAIL, box, SEND))

    assert entered == BOTH


def test_of_two_boxes_for_one_fact_neither_is_filled() -> None:
    tel = Control(2, "input", "tel", name="tel", label="Telephone", form=0)

    entered, left = filled(page(NAME, EMAIL, tel, replace(tel, name="tel2"), SEND))

    assert entered == BOTH
    assert "tel" in left


def test_nothing_is_filled_that_needs_does_not_name() -> None:
    assert filled(page(NAME, EMAIL, SEND), {"email": "required"})[0] == {"email": "ada@mail.example"}


@pytest.mark.parametrize(
    ("seen", "failure"),
    [
        (page(NAME, SEND), Failure.LAYOUT_UNKNOWN),
        (page(SEND), Failure.LAYOUT_UNKNOWN),
        (page(EMAIL, SEND, replace(EMAIL, form=1), replace(SEND, form=1)), Failure.LAYOUT_UNKNOWN),
        (page(EMAIL, replace(SEND, action="https://evil.example/x")), Failure.LAYOUT_UNKNOWN),
        (page(EMAIL, replace(SEND, action="http://acme-people.example/")), Failure.LAYOUT_UNKNOWN),
        (page(EMAIL, SEND, url="https://evil.example/ask"), Failure.OFF_DOMAIN),
        (page(EMAIL, SEND, url="http://acme-people.example/ask"), Failure.OFF_DOMAIN),
        (page(EMAIL, SEND, text="Please verify you are human"), Failure.CHALLENGE),
        (page(EMAIL, SEND, text="This form is under maintenance."), Failure.LAYOUT_UNKNOWN),
        (page(EMAIL, SEND, status=503), Failure.SERVER_ERROR),
        (page(EMAIL, SEND, status=403), Failure.FORBIDDEN),
        (
            page(EMAIL, Control(2, "input", "password", form=0), SEND, text="Sign in to go on"),
            Failure.LOGIN_WALL,
        ),
    ],
)
def test_where_it_is_not_surely_the_form_nothing_is_filled(seen: Seen, failure: Failure) -> None:
    assert refused(seen) == failure


def test_of_two_forms_the_one_that_asks_for_more_of_it_is_the_one() -> None:
    other = (replace(EMAIL, form=1), replace(SEND, form=1))

    assert filled(page(*other, NAME, EMAIL, SEND))[0] == BOTH
