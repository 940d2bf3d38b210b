"""Letters for tests, with everything that any law asks for."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any, get_args

from optout.requests.rights import Right
from optout.rights.law import Law
from optout.rights.letters import Agent, Role, Stage, Wanted
from optout.rights.letters.listing import every_letter
from optout.rights.table import law, rows

DAY = date(2026, 6, 1)
AGENT = Agent("Helping Hands e.V.", "desk@hands.example", date(2026, 5, 2))
REASONS = "I am a judge, and my address stands there"


def facts_for(jurisdiction: str) -> dict[str, str]:
    """Enough facts for every law, of somebody who lives where it holds."""
    country, _, state = jurisdiction.partition("-")
    lives = {"country": {"EU": "DE"}.get(country, country)} | (
        {"address-level1": state} if state else {}
    )
    return {
        "name": "Ada Quill",
        "email": "ada@quill.example",
        "x-listing-url": "https://acme.example/people/77",
        **lives,
    }


def everything(row: Law | None, **changes: Any) -> Wanted:
    """A letter that lacks nothing, unless ``changes`` take it away."""
    fields: dict[str, Any] = {
        "law": row,
        "right": row.right if row else Right.DELETE,
        "provider": "Acme People",
        "facts": facts_for(row.jurisdiction if row else "US-CA"),
        "reference": "OPT-AAAABBBB22",
        "agent": AGENT if changes.get("role") == "agent" else None,
        "reasons": REASONS,
        "signed": date(2026, 5, 30),
        "asked_on": date(2026, 4, 1),
        "answer_by": date(2026, 5, 1),
        "refused_on": date(2026, 4, 20),
        "ground": "we keep what we need",
        "written_on": DAY,
    }
    return Wanted(**(fields | changes))


def by_letter(stage: Stage = Stage.REQUEST) -> tuple[Law, ...]:
    """The rows for which there is such a letter."""
    kinds = {(one.law, one.right) for one in every_letter() if one.stage == stage}
    return tuple(row for row in rows() if (row.slug, row.right) in kinds)


def every_occasion() -> Iterator[tuple[Law, Stage, Role]]:
    for stage in Stage:
        yield from product(by_letter(stage), [stage], get_args(Role))


def gdpr(right: Right = Right.DELETE) -> Law:
    return law("gdpr", right, DAY)
