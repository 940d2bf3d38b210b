"""``optout person``: the facts that optout knows about an enrolled subject."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.running.installation import Installation
    from optout.running.roster import Enrolled


@click.group()
def person() -> None:
    """Show or change the facts about a subject."""


@person.command("list")
@json_option
def list_people(as_json: bool) -> None:
    """List the ids of all subjects; no name is shown."""
    from optout.cli.session import database
    from optout.storage.subjects import subjects

    with database() as opened, opened.transaction(write=False) as tx:
        rows = subjects(tx)
    value = [
        {"subject": row.id, "enrolled_at": row.created_at, "forgotten_at": row.forgotten_at}
        for row in rows
    ]
    emit(value, as_json, lambda: "\n".join(_line(row.id, bool(row.forgotten_at)) for row in rows))


@person.command()
@click.argument("subject", required=False)
@json_option
def show(subject: str | None, as_json: bool) -> None:
    """Show all facts about SUBJECT, as a profile that `person set` reads back."""
    from optout.cli.session import installation
    from optout.people.profile import write_profile

    with installation() as opened:
        found = _one(opened, subject)
    value = {
        "subject": found.id,
        "mandate": found.mandate.kind,
        "profile": found.subject.model_dump(mode="json", exclude_defaults=True, exclude_none=True),
    }
    emit(value, as_json, lambda: f"# {found.id}\n{write_profile(found.subject)}".rstrip())


@person.command("set")
@click.argument("subject", required=False)
@click.option(
    "--from", "profile", required=True, type=click.Path(path_type=Path), help="A profile, YAML or JSON."
)
@json_option
def set_person(subject: str | None, profile: Path, as_json: bool) -> None:
    """Replace the facts about SUBJECT by those in a profile file. What was sent stays sent."""
    from optout.cli.session import installation
    from optout.people.profile import read_profile

    facts = read_profile(profile)
    with installation() as opened:
        changed = opened.roster.replace(_one(opened, subject).id, facts)
    value = {"subject": changed.id}
    emit(value, as_json, lambda: f"The facts about {changed.id} are replaced. See: optout tasks")


def _one(opened: "Installation", subject: str | None) -> "Enrolled":
    """The subject of that id, or the only one there is."""
    if subject:
        return opened.roster.get(subject)
    people = opened.roster.everybody()
    if len(people) != 1:
        what = "Nobody is enrolled." if not people else "There is more than one subject."
        raise WrongInput(what, todo="See `optout person list`, and name one.")
    return people[0]


def _line(subject: str, forgotten: bool) -> str:
    return f"{subject}  forgotten" if forgotten else subject
