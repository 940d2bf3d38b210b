"""Where a form may lead, and what stops it, without a browser."""

from typing import Any

import pytest

from optout.channels.web.controls import Control, Seen
from optout.channels.web.gate import Sending, form_of, gate
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome
from tests.channels.web.acme import HOST, a_provider

HERE = f"https://{HOST}/optout"
EMAIL = Control(0, "input", name="em", label="E-mail address", form=0)


def refusal(action: str, page: str = HERE, *more: Control, **changes: Any) -> Failure | None:
    outcome = judged(action, page, *more, **changes)
    return outcome.failure if outcome else None


def judged(action: str, page: str = HERE, *more: Control, **changes: Any) -> Outcome | None:
    button = Control(9, "button", type="submit", label="Send", form=0, action=action, method="post")
    controls = (EMAIL, *more)
    provider = a_provider().model_copy(update={"domains": (HOST, "127.0.0.1", "localhost")})
    parts: dict[str, Any] = {
        "step": "submit",
        "verb": "send",
        "seen": Seen(page, 200, controls=(*controls, button), scored=changes.pop("scored", False)),
        "provider": provider,
        "facts": Facts({}),
        "called": "Send",
        "button": button,
        "controls": controls,
        "filled": ("email",),
    }
    return gate(Sending(**parts | changes))


@pytest.mark.parametrize(
    ("action", "page", "expected"),
    [
        (f"https://{HOST}/send", HERE, None),
        (f"https://{HOST}:443/send", HERE, None),
        (f"https://{HOST}:8443/send", HERE, Failure.OFF_DOMAIN),
        (f"https://{HOST}:8443/send", f"https://{HOST}:8443/optout", None),
        (f"https://{HOST}/send", f"https://{HOST}:8443/optout", None),
        ("http://127.0.0.1:8001/send", "http://127.0.0.1:8001/optout", None),
        ("http://127.0.0.1:8002/send", "http://127.0.0.1:8001/optout", Failure.OFF_DOMAIN),
        ("http://127.0.0.1/send", "http://127.0.0.1:8001/optout", Failure.OFF_DOMAIN),
        ("http://localhost:8001/send", "http://127.0.0.1:8001/optout", Failure.OFF_DOMAIN),
        (f"http://{HOST}/send", HERE, Failure.FORM_CHANGED),
        ("https://[", HERE, Failure.OFF_DOMAIN),
        (f"https://{HOST}:99999/send", HERE, Failure.OFF_DOMAIN),
        ("invalid:", HERE, Failure.OFF_DOMAIN),
        ("javascript:send()", HERE, None),
    ],
)
def test_a_form_leads_to_the_providers_own_port(
    action: str, page: str, expected: Failure | None
) -> None:
    assert refusal(action, page) == expected


def test_a_saved_page_that_leads_to_its_site_is_told_from_one_that_leads_astray() -> None:
    here = judged("https://away.example/send", "http://127.0.0.1:8001/optout")
    there = judged("https://away.example/send")
    assert here is not None
    assert there is not None
    words = "the page's form leads to away.example, not to 127.0.0.1: make its action relative"
    assert here.detail == words
    assert there.detail == "the form leads to a domain that is not the provider's"


SEND = f"https://{HOST}/send"
PUZZLE = Control(1, "input", name="answer", label="What is 3 + 4?", form=0)


def test_a_puzzle_is_a_challenge_unless_the_flow_fills_it() -> None:
    assert refusal(SEND, HERE, PUZZLE) == Failure.CHALLENGE
    assert refusal(SEND, HERE, PUZZLE, known=frozenset({1})) is None


def test_what_is_known_to_be_for_a_human_is_a_challenge_whatever_it_is_called() -> None:
    sky = Control(1, "input", name="sky", label="Which colour is the sky?", form=0, required=True)
    assert refusal(SEND, HERE, sky) == Failure.FORM_CHANGED
    assert refusal(SEND, HERE, sky, checks=frozenset({1})) == Failure.CHALLENGE
    assert refusal(SEND, HERE, sky, checks=frozenset({1}), known=frozenset({1})) is None


def test_a_form_on_a_page_that_rates_unseen_is_not_sent_but_may_search() -> None:
    assert refusal(SEND, scored=True) == Failure.CHALLENGE
    assert refusal(SEND, scored=True, step="search") is None
    assert refusal(SEND, scored=True, filled=(), button=None, needs_button=False) is None


def test_where_the_button_is_missing_those_that_are_there_are_named() -> None:
    outcome = judged(SEND, button=None, called="Go")
    assert outcome is not None
    assert outcome.detail == "there is no button 'Go'; there is 'Send'"


def test_a_button_that_says_a_human_presses_it_is_never_pressed() -> None:
    button = Control(9, "button", type="submit", label="I am human", form=0, action=SEND, method="post")
    assert refusal(SEND, button=button) == Failure.CHALLENGE


def test_a_button_of_no_form_sends_what_stands_with_it_and_its_boxes() -> None:
    button = Control(9, "button", label="Send", around=(2, 1, 0))
    email, name = Control(0, "input", around=(4, 2, 1, 0)), Control(1, "input", around=(2, 1, 0))
    news = Control(2, "input", around=(3, 1, 0))
    everything = (email, name, news, button)
    assert form_of(everything, button, boxes=[email]) == (email, name)
    assert form_of(everything, button, boxes=[email, news]) == (email, name, news)
    assert form_of(everything, button) == (email, name, news)
    assert form_of(everything, None, boxes=[email]) == (email, name, news)
    assert form_of(everything, button, within=[news], boxes=[email]) == (news,)
