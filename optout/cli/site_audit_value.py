"""The JSON of ``optout site audit``; its shape is documented in docs/reference/commands.md."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from optout.signals.audit_pages import tdm_holding

if TYPE_CHECKING:
    from optout.signals.audit import Audit
    from optout.signals.audit_agents import AgentSeen
    from optout.signals.audit_missing import Missing
    from optout.signals.audit_reading import PageRead
    from optout.signals.audit_signals import SignalSeen
    from optout.signals.audit_statement import Noted, Statement, Unclear
    from optout.signals.contradictions import Contradiction

Value = Mapping[str, object]


def value_of(found: "Audit") -> Value:
    """Everything, by agent and by signal."""
    return {
        "address": found.address,
        "agents": {one.token: _agent(one) for one in found.agents},
        "signals": {signal.value: _signal(one) for signal, one in found.signals.items()},
        "contradictions": [_contradiction(one) for one in found.contradictions],
        "missing": [_missing(one) for one in found.missing],
        "unreadable": list(found.unreadable),
        "pages": [_page(one, found) for one in found.pages],
    }


def _agent(one: "AgentSeen") -> Value:
    return {
        "allowed": one.allowed,
        "why": one.why,
        "known": one.known,
        "training": one.training,
        "training_why": one.training_why,
        "operator": one.operator,
        "purpose": one.purpose,
        "honours_robots": one.honours_robots,
        "differs_at": list(one.differs_at),
    }


def _signal(one: "SignalSeen") -> Value:
    return {
        "state": one.state,
        "why": one.why,
        "says": _statements(one.says),
        "unclear": [_quoted(each) for each in one.unclear],
        "noted": [_quoted(each) for each in one.noted],
    }


def _statements(said: "Sequence[Statement]") -> list[Value]:
    """What is said to many agents in the same words is told once."""
    agents: dict[Statement, list[str]] = {}
    for one in said:
        agents.setdefault(replace(one, agent=None), []).extend([one.agent] if one.agent else [])
    everybody = {replace(one, agent=None) for one in said if one.agent is None}
    return [
        {
            "use": one.use,
            "allows": one.allows,
            "agents": [] if one in everybody else named,
            **_quoted(one),
        }
        for one, named in agents.items()
    ]


def _quoted(one: "Statement | Unclear | Noted") -> Value:
    return {"where": one.where, "words": one.words, "url": one.url}


def _contradiction(one: "Contradiction") -> Value:
    return {
        "use": one.use,
        "refuses": {"signal": one.refuses.signal, **_quoted(one.refuses)},
        "allows": {"signal": one.allows.signal, **_quoted(one.allows)},
        "agents": list(one.agents),
        "pages": list(one.pages),
        "sentence": one.sentence,
    }


def _missing(one: "Missing") -> Value:
    return {
        "signal": one.signal,
        "where": one.where,
        "add": one.add,
        "agents": list(one.agents),
        "pages": list(one.pages),
    }


def _page(one: "PageRead", found: "Audit") -> Value:
    said = [statement for signal in found.signals.values() for statement in signal.says]
    tdm = tdm_holding(said, one.url)
    holds = {"reservation": tdm.reservation, "place": tdm.place} if tdm else None
    return {"url": one.url, "state": one.state, "why": one.why, "image": one.is_image, "tdm": holds}
