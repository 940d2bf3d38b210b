"""The codec of events as stored: without loss, for every event there can be."""

import json
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.requests.actions import Action
from optout.requests.codec import decode, encode
from optout.requests.events import (
    Concluded,
    Event,
    Intended,
    Mailed,
    MailSays,
    Planned,
    Resumed,
)
from optout.requests.outcome import Answer, Outcome
from optout.requests.rights import Right

KINDS = get_args(Event)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
st.register_type_strategy(datetime, MOMENTS)


@st.composite
def _outcomes(draw: st.DrawFn) -> Outcome:
    """Any outcome that is allowed: those with a failure and those without."""
    answer = draw(st.sampled_from(Answer))
    plain = answer in (Answer.DONE, Answer.ABSENT)
    builder = st.builds(Outcome, st.just(answer), failure=st.none()) if plain else None
    return draw(builder if builder is not None else _failures(answer))


def _failures(answer: Answer) -> st.SearchStrategy[Outcome]:
    from optout.requests.failures import Failure

    return st.builds(Outcome, st.just(answer), failure=st.sampled_from(Failure))


st.register_type_strategy(Outcome, _outcomes())
EVENTS = st.one_of(*(st.from_type(kind) for kind in KINDS))


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    kind, body = encode(event)

    assert decode(kind, event.at, body) == event


@settings(max_examples=50, deadline=None)
@given(EVENTS)
def test_the_same_event_has_the_same_bytes_and_they_are_one_json_object(event: Event) -> None:
    kind, body = encode(event)

    assert encode(decode(kind, event.at, body)) == (kind, body)
    assert isinstance(json.loads(body), dict)
    assert "at" not in json.loads(body)


def test_every_kind_of_event_is_covered() -> None:
    assert {kind.__name__ for kind in KINDS} == {
        "Planned",
        "LawChosen",
        "Agreed",
        "Intended",
        "Concluded",
        "Interrupted",
        "Mailed",
        "PersonAnswered",
        "DeadlinePassed",
        "LookAgain",
        "Resumed",
        "Withdrawn",
    }


def test_an_unknown_kind_is_refused() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="unknown kind 'Dreamt'"):
        decode("Dreamt", at, "{}")


def test_what_is_empty_is_not_stored() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert encode(Resumed(at)) == ("Resumed", "{}")
    assert encode(Concluded(at, "a-1", Outcome(Answer.ABSENT))) == (
        "Concluded",
        '{"attempt":"a-1","outcome":{"answer":"absent","sent":"no"}}',
    )


def test_an_intent_is_stored_as_before_there_was_any_assistance() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert encode(Intended(at, "a-1", Action.SUBMIT)) == (
        "Intended",
        '{"action":"submit","attempt":"a-1"}',
    )
    assert decode("Intended", at, '{"action":"submit","attempt":"a-1"}') == Intended(
        at, "a-1", Action.SUBMIT, assisted=False
    )


def test_what_was_stored_before_there_were_laws_and_letters_keeps_its_bytes() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    planned = Planned(at, Right.DELETE, "listing", 2, True, False)
    mailed = Mailed(at, "m-1", MailSays.ACKNOWLEDGED)

    assert encode(planned)[1] == (
        '{"absences":2,"confirms":false,"meanings":[],"recipients":[],"right":"delete",'
        '"searchable":true,"tracks":"listing"}'
    )
    assert encode(mailed)[1] == '{"mail":"m-1","says":"acknowledged"}'
