"""``optout plan``: the dry run before anything leaves, and the consent to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.cli.slow import told_when_slow

if TYPE_CHECKING:
    from optout.cli.plan_choice import Choice
    from optout.cli.plan_story import Shown
    from optout.running.installation import Installation
    from optout.running.roster import Enrolled


@click.command()
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), help="A profile; no vault needed."
)
@click.option("--only", multiple=True, help="Only these providers (slugs).")
@click.option("--group", "groups", multiple=True, help="Of these groups what is chosen.")
@click.option("--accept", is_flag=True, help="Open these requests; `optout run` then makes them.")
@click.option("--yes", is_flag=True, help="With --accept and --only or --group: ask nothing.")
@click.option("--law", help="With --accept: the law that these requests rest on; else the strongest.")
@json_option
def plan(
    profile: Path | None,
    only: tuple[str, ...],
    groups: tuple[str, ...],
    accept: bool,
    yes: bool,
    law: str | None,
    as_json: bool,
) -> None:
    """Show who would be asked for what, under which right, and field by field who would learn what.

    Nothing is sent. With --accept the requests are opened for the enrolled subjects: those of
    --only or --group, otherwise those of each group for which you say yes.
    """
    from optout.cli.plan_choice import Choice
    from optout.cli.plan_story import Shown

    _refuse_what_makes_no_sense(profile, bool(only or groups), accept, yes, law)
    with told_when_slow("Still reading the catalog ..."):
        choice = Choice.of(only, groups)
    if profile is not None:
        from optout.people.profile import read_profile

        _show({"-": Shown(read_profile(profile))}, choice, as_json)
        return
    from optout.cli.session import installation
    from optout.running.moved import moved_from

    with installation() as opened:
        people = opened.roster.everybody()
        new: dict[str, int] = {}
        if accept and people:
            choice, new = _opened(opened, people, choice, law)
        today = opened.clock.now().date()
        shown = {
            p.id: Shown(
                p.subject, p.role, new.get(p.id, 0), tuple(moved_from(opened, p, choice.chosen, today))
            )
            for p in people
        }
        _show(shown, choice, as_json, law)


def _opened(
    installation: "Installation", people: "Sequence[Enrolled]", choice: "Choice", law: str | None
) -> "tuple[Choice, dict[str, int]]":
    """What was agreed to, and how many requests are new, by person."""
    from optout.cli.plan_accepting import accepted, open_all
    from optout.report.forecast import Having

    today = installation.clock.now().date()
    having = {one.id: Having(one.subject, today) for one in people}
    choice = choice if choice.named else accepted(choice, tuple(having.values()))
    new = {one.id: open_all(installation, one, choice.planned(having[one.id]), law) for one in people}
    return choice, new


def _refuse_what_makes_no_sense(
    profile: Path | None, named: bool, accept: bool, yes: bool, law: str | None
) -> None:
    if profile is not None and accept:
        raise click.UsageError("--accept needs an enrolled subject, not a file: see optout init")
    if yes and not (accept and named):
        raise click.UsageError(
            "--yes needs --accept, and --only or --group: nobody agrees to everything"
        )
    if law is not None and not accept:
        raise click.UsageError("--law needs --accept: it is kept with the requests that are opened")


def _show(people: "dict[str, Shown]", choice: "Choice", as_json: bool, law: str | None = None) -> None:
    from optout.cli.plan_story import story_of
    from optout.cli.plan_words import words
    from optout.cli.session import settings
    from optout.clock import SystemClock

    today, set_up = SystemClock().now().date(), settings()
    mailbox, given = set_up.mailbox is not None, set_up.secrets
    with told_when_slow("Still going through the providers ..."):
        told = [story_of(who, one, choice, today, mailbox, law, given) for who, one in people.items()]
    value = [one.as_json() for one in told] if as_json else []
    said = (words(one, choice.named) for one in told)
    emit(value, as_json, lambda: "\n\n".join(said) or "Nobody is enrolled yet. See: optout init")
