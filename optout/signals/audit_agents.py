"""What each crawler would be allowed, and which line says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optout.signals.agents import Agent, Purpose
from optout.signals.audit_reading import FileRead, State
from optout.signals.audit_statement import Statement, Use
from optout.signals.robots import Decision, Robots, decided

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


def fetching(file: FileRead, robots: Robots, agent: str, url: str) -> tuple[Decision, bool]:
    """May the agent fetch ``url``, and is that known?"""
    if file.state is State.UNREADABLE:
        why = f"robots.txt could not be read ({file.why}): a crawler has to stay away"
        return Decision(False, None, f"{why}, but nothing is proven"), False
    if file.state is State.NONE:
        return Decision(True, None, "there is no robots.txt"), True
    if file.state is State.UNAVAILABLE:
        why = f"robots.txt is refused to everybody ({file.why}), which crawlers may take for none"
        return Decision(True, None, why), True
    return decided(robots, agent, url), True


def agent_seen(
    agent: Agent,
    file: FileRead,
    robots: Robots,
    urls: Sequence[str],
    said: Iterable[Statement],
    unreadable: Sequence[str],
) -> AgentSeen:
    """The agent's own row. ``said`` is what holds of the first of ``urls``; ``unreadable`` are sentences
    about signals that could not be read."""
    decision, known = fetching(file, robots, agent.token, urls[0])
    others = (url for url in urls[1:] if known)
    training, training_why = _training(agent.token, decision, known, tuple(said), unreadable)
    return AgentSeen(
        agent.token,
        agent.operator,
        agent.purpose,
        agent.respects_robots,
        decision.allowed,
        known,
        _why(decision, file),
        training,
        training_why,
        tuple(u for u in others if decided(robots, agent.token, u).allowed != decision.allowed),
    )


def _why(decision: Decision, file: FileRead) -> str:
    """With the line's own words, where one decided."""
    if decision.line is None:
        return decision.why
    return f"robots.txt {decision.why}: {line_of(file.text, decision.line)}"


def line_of(text: str, number: int) -> str:
    """A line of a file, counted from 1, as it stands there."""
    lines = text.encode("utf-8", "surrogatepass").splitlines()
    return lines[number - 1].decode("utf-8", "replace").strip() if 0 < number <= len(lines) else ""


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
