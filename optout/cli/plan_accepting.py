"""Agreeing to a plan, group by group, and opening what was agreed to."""

from collections.abc import Sequence

import click

from optout.catalog.definition import Provider
from optout.catalog.learning import learning
from optout.cli.output import printable, progress
from optout.cli.plan_choice import Choice
from optout.cli.plan_members import listed
from optout.people.facts import MEANINGS
from optout.report.forecast import Having
from optout.report.groups import grouped
from optout.running.deadlines import choose_law
from optout.running.installation import Installation
from optout.running.planning import open_requests
from optout.running.roster import Enrolled

_AT_ONCE = 200
"""Requests between two lines of progress."""


def accepted(choice: Choice, everybody: Sequence[Having]) -> Choice:
    """The groups for which the person says yes. Everything is asked before anything is opened.

    Where nobody is there to answer, that is a no. Asked is about those in anybody's plan.
    """
    planned = {one.slug: one for having in everybody for one in choice.planned(having)}
    groups = grouped(planned.values())
    return choice.only([name for name, members in groups.items() if _agreed(name, members)])


def _agreed(name: str, members: Sequence[Provider]) -> bool:
    facts = sorted({meaning for provider in members for meaning in learning(provider).meanings})
    words = ", ".join(MEANINGS[meaning] for meaning in facts) or "nothing from us"
    who = "\n".join(f"  {line}" for line in listed([one.slug for one in members]))
    question = f"{name} ({len(members)}):\n{who}\nwho would learn: {words}. Open these requests?"
    try:
        return click.confirm(printable(question), default=False, err=True)
    except click.Abort as stopped:
        if isinstance(stopped.__context__, KeyboardInterrupt):
            raise
        progress(f"No answer, so nothing is opened for {name}.")
        return False


def open_all(
    installation: Installation, person: Enrolled, providers: Sequence[Provider], law: str | None
) -> int:
    """Open the person's requests; how many are new. Says how far it is where there are many.

    Raises ``WrongInput`` for a law that does not fit one of them, before anything is opened.
    """
    if law is not None:
        today = installation.clock.now().date()
        for provider in providers:
            choose_law(person.subject, provider, today, law, person.role)
    new = 0
    for begin in range(0, len(providers), _AT_ONCE):
        new += len(open_requests(installation, person, providers[begin : begin + _AT_ONCE], law))
        if len(providers) > _AT_ONCE:
            progress(f"{min(begin + _AT_ONCE, len(providers))} of {len(providers)} ...")
    return new
