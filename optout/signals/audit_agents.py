"""What each crawler would be allowed, and which line says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from optout.signals.agents import Agent, Purpose
from optout.signals.audit_reading import FileRead, State
from optout.signals.audit_robots import line_of
from optout.signals.audit_statement import Statement, Use
from optout.signals.audit_understood import Understood
from optout.signals.robots import Decision

COLLECTING = frozenset((Purpose.TRAINING, Purpose.DATASET, Purpose.UNDOCUMENTED))
"""Purposes that may end in a training set; an operator that says nothing is believed nothing."""


class Training(StrEnum):
    """What all signals together say of training with the page."""

    REFUSED = "refused"
    ALLOWED = "allowed"
    NOTHING_SAID = "nothing said"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class AgentSeen:
    """``allowed`` is what robots.txt lets it fetch: the given page. ``known`` is False where
    robots.txt could not be read; then nothing is claimed to be allowed.

    ``differs_at`` are pages and images that were read and for which it is the other way round.
    ``honours_robots`` is None where nobody knows.
    """

    token: str
    operator: str
    purpose: Purpose
    honours_robots: bool | None
    allowed: bool
    known: bool
    why: str
    training: Training
    training_why: str
    differs_at: tuple[str, ...] = ()


def agent_seen(
    agent: Agent, known: Understood, said: Sequence[Statement], unreadable: Sequence[str]
) -> AgentSeen:
    """The agent's own row. ``said`` is what holds of the first page; ``unreadable`` are sentences about
    signals that could not be read."""
    first, *others = (page.url for page in known.site.pages)
    decision, is_known = _fetching(known, agent.token, first)
    training, training_why = _training(agent.token, decision, is_known, said, unreadable)
    return AgentSeen(
        agent.token,
        agent.operator,
        agent.purpose,
        agent.respects_robots,
        decision.allowed,
        is_known,
        _why(decision, known.site.robots),
        training,
        training_why,
        tuple(
            url for url in others if _fetching(known, agent.token, url)[0].allowed != decision.allowed
        ),
    )


def _fetching(known: Understood, agent: str, url: str) -> tuple[Decision, bool]:
    """May the agent fetch ``url``, and is that known?"""
    file = known.site.robots
    if file.state is State.UNREADABLE:
        why = f"robots.txt could not be read ({file.why}): a crawler has to stay away"
        return Decision(False, None, f"{why}, but nothing is proven"), False
    if file.state is State.NONE:
        return Decision(True, None, "there is no robots.txt"), True
    if file.state is State.UNAVAILABLE:
        why = f"robots.txt is refused to everybody ({file.why}), which crawlers may take for none"
        return Decision(True, None, why), True
    return known.decision(agent, url), True


def _why(decision: Decision, file: FileRead) -> str:
    """With the line's own words, where one decided."""
    if decision.line is None:
        return decision.why
    return f"robots.txt {decision.why}: {line_of(file.text, decision.line)}"


def _training(
    token: str, decision: Decision, known: bool, said: Sequence[Statement], unreadable: Sequence[str]
) -> tuple[Training, str]:
    """A refusal counts whoever else allows; what could not be read may be one."""
    about = [one for one in said if one.use is Use.TRAIN and one.is_for(token)]
    refusing = next((one for one in about if not one.allows), None)
    if known and not decision.allowed:
        return Training.REFUSED, f"it may not even fetch the page (robots.txt {decision.why})"
    if refusing:
        return Training.REFUSED, f"{refusing.where}: {refusing.words}"
    if unreadable:
        return Training.UNREADABLE, unreadable[0]
    allowing = next((one for one in about if one.allows), None)
    if allowing:
        return Training.ALLOWED, f"{allowing.where}: {allowing.words}"
    return Training.NOTHING_SAID, "no signal says anything about training"
