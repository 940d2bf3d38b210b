"""Events as they are stored: a kind and a JSON body, both ways without loss. Pure."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from optout.requests.actions import Action
from optout.requests.events import (
    Agreed,
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Interrupted,
    LawChosen,
    LookAgain,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
    Resumed,
    Withdrawn,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.proof import Rung
from optout.requests.rights import Right

Body = dict[str, Any]
_LATER_WORDS = ("assisted", "by_mail", "rejected")


def encode(event: Event) -> tuple[str, str]:
    """The kind and the JSON body of an event, without its moment."""
    kind = type(event).__name__
    body = {name: getattr(event, name) for name in event.__slots__ if name != "at"}
    if isinstance(event, Concluded):
        body["outcome"] = _outcome_body(event.outcome)
    for name in _LATER_WORDS:
        if body.get(name) is False:
            del body[name]  # as it was written before there was such a thing: commitments hold
    plain = {name: _plain(value) for name, value in body.items() if value is not None}
    return kind, json.dumps(plain, separators=(",", ":"), sort_keys=True)


def decode(kind: str, at: datetime, body: str) -> Event:
    """The event that was encoded. Raises ``ValueError`` for a kind this program does not know."""
    if kind not in _READERS:
        raise ValueError(f"an event of the unknown kind {kind!r}")
    return _READERS[kind](at, json.loads(body))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _outcome_body(outcome: Outcome) -> Body:
    body: Body = {"answer": outcome.answer, "sent": outcome.sent}
    for name in ("failure", "step", "detail", "revision", "awaits", "wait_s"):
        if getattr(outcome, name):
            body[name] = getattr(outcome, name)
    if not outcome.complete:
        body["complete"] = False
    if outcome.sightings:
        body["sightings"] = [[seen.listing, seen.decision] for seen in outcome.sightings]
    return body


def _outcome(body: Mapping[str, Any]) -> Outcome:
    return Outcome(
        answer=Answer(body["answer"]),
        failure=Failure(body["failure"]) if "failure" in body else None,
        step=body.get("step", ""),
        detail=body.get("detail", ""),
        sightings=tuple(Sighting(listing, Decision(d)) for listing, d in body.get("sightings", ())),
        revision=body.get("revision"),
        awaits=body.get("awaits"),
        sent=Sent(body["sent"]),
        complete=body.get("complete", True),
        wait_s=body.get("wait_s"),
    )


def _moment(body: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(body[name]) if name in body else None


def _planned(at: datetime, body: Body) -> Planned:
    rung = Rung(body["rung"]) if "rung" in body else None
    return Planned(at=at, **{**body, **_agreement(body), "right": Right(body["right"]), "rung": rung})


def _mailed(at: datetime, body: Body) -> Mailed:
    return Mailed(
        at,
        body["mail"],
        MailSays(body["says"]),
        answer_by=_moment(body, "answer_by"),
        extended_to=_moment(body, "extended_to"),
        written_at=_moment(body, "written_at"),
        about=Action(body["about"]) if "about" in body else None,
        rejected=body.get("rejected", False),
    )


def _answered(at: datetime, body: Body) -> PersonAnswered:
    return PersonAnswered(
        at,
        PersonSays(body["says"]),
        body.get("listing"),
        _moment(body, "answer_by"),
        body.get("own_words"),
        _moment(body, "done_at"),
        _moment(body, "again_at"),
        body.get("evidence"),
    )


def _agreement(body: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(body.get(name, ())) for name in ("meanings", "recipients")}


_READERS: dict[str, Callable[[datetime, Body], Event]] = {
    "Planned": _planned,
    "LawChosen": lambda at, body: LawChosen(at, body["law"]),
    "Agreed": lambda at, body: Agreed(at, **_agreement(body), searchable=body.get("searchable")),
    "Intended": lambda at, body: Intended(
        at, body["attempt"], Action(body["action"]), body.get("assisted", False)
    ),
    "Concluded": lambda at, body: Concluded(
        at, body["attempt"], _outcome(body["outcome"]), _moment(body, "answer_by")
    ),
    "Interrupted": lambda at, body: Interrupted(at, body["attempt"]),
    "Mailed": _mailed,
    "PersonAnswered": _answered,
    "DeadlinePassed": lambda at, body: DeadlinePassed(at),
    "LookAgain": lambda at, body: LookAgain(at),
    "Resumed": lambda at, body: Resumed(at),
    "Withdrawn": lambda at, body: Withdrawn(at),
}
