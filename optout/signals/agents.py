"""The agents that fetch pages for AI, as a dated table of facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Purpose(StrEnum):
    """What an agent fetches pages for."""

    TRAINING = "training"
    SEARCH = "search"
    USER = "user"
    DATASET = "dataset"
    UNDOCUMENTED = "undocumented"


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent. ``token`` is its name in a robots.txt; ``respects_robots`` is None where nobody knows.

    ``as_of`` is the day on which ``source`` was read.
    """

    token: str
    operator: str
    purpose: Purpose
    respects_robots: bool | None
    as_of: date
    source: str


@cache
def agents() -> tuple[Agent, ...]:
    """All that are known, by token in any case. No token is there twice."""
    text = (files("optout.signals") / "agents.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=_LOADER)  # noqa: S506  # it is a SafeLoader
    shared = {"as_of": table["as_of"], "source": table["source"]}
    return tuple(_agent(shared | row) for row in table["agents"])


def _agent(row: dict[str, Any]) -> Agent:
    return Agent(**(row | {"purpose": Purpose(row["purpose"])}))
