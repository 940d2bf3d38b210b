"""Whose things are looked for: an enrolled person's, or those of a file that may be one's."""

from pathlib import Path

from optout.errors import WrongInput
from optout.people.subject import Subject
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.settings import Settings


def enrolled_as(installation: Installation, subject: Subject) -> Enrolled | None:
    """The enrolled person with the same first e-mail address and the same first name, if any."""
    for person in installation.roster.everybody():
        if _who(person.subject) == _who(subject):
            return person
    return None


def only_one(installation: Installation) -> Enrolled:
    """The enrolled person, where there is only one. ``WrongInput`` where there is none, or several."""
    people = installation.roster.everybody()
    if len(people) == 1:
        return people[0]
    if not people:
        raise WrongInput("Nobody is enrolled yet.", todo="optout init, or --subject FILE.")
    raise WrongInput(
        "Several people are enrolled.", todo="Say whom: --subject ID; see optout person list."
    )


def is_set_up(settings: Settings) -> bool:
    """Whether there is an installation that could know somebody. Nothing is opened or made."""
    if settings.database.startswith("postgres"):
        return True
    return Path(settings.database.removeprefix("sqlite:///")).is_file()


def _who(subject: Subject) -> tuple[str, str]:
    return subject.emails[0].casefold(), subject.names[0].full.casefold()
