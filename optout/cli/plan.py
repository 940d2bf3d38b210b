"""``optout plan``: the dry run before anything leaves, and the consent to it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.cli.slow import told_when_slow

if TYPE_CHECKING:
    from optout.cli.plan_choice import Choice
    from optout.cli.plan_words import Shown


@click.command()
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), help="A profile; no vault needed."
)
@click.option("--only", multiple=True, help="Only these providers (slugs).")
@click.option("--group", "groups", multiple=True, help="Only these groups, by their names.")
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
    from optout.cli.plan_words import Shown

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
            from optout.cli.plan_accepting import accepted, open_all

            choice = choice if choice.named else accepted(choice)
            new = {p.id: open_all(opened, p, choice.chosen, law) for p in people}
        today = opened.clock.now().date()
        shown = {
            p.id: Shown(
                p.subject, p.role, new.get(p.id, 0), tuple(moved_from(opened, p, choice.chosen, today))
            )
            for p in people
        }
        _show(shown, choice, as_json, law)


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
    from dataclasses import asdict

    from optout.cli.plan_words import words
    from optout.cli.session import settings
    from optout.clock import SystemClock
    from optout.report.forecast import Having, forecast
    from optout.report.groups import groups_of

    today, mailbox = SystemClock().now().date(), settings().mailbox is not None
    with told_when_slow("Still going through the providers ..."):
        told = {
            who: forecast(one.subject, choice.chosen, today, one.role, law)
            for who, one in people.items()
        }
        groups = {
            who: groups_of(Having(one.subject, today), choice.offered, mailbox)
            for who, one in people.items()
        }
    value = [
        {
            "subject": who,
            "opened": one.opened,
            "providers": [each.as_json() for each in told[who]] if as_json else [],
            "groups": [choice.marked(group) for group in groups[who]],
            "moved": [asdict(each) for each in one.moved],
        }
        for who, one in people.items()
    ]
    said = (words(who, one, told[who], groups[who], choice) for who, one in people.items())
    emit(value, as_json, lambda: "\n\n".join(said) or "Nobody is enrolled yet. See: optout init")
