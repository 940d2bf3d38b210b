"""What of the options of a letter cannot be: days that are still to come, a story without its days."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from optout.errors import WrongInput
from optout.rights.letters import Role, Stage


class Story(Protocol):
    """The options that tell what happened so far, and who signed what when."""

    @property
    def stage(self) -> Stage: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def asked_on(self) -> date | None: ...
    @property
    def received(self) -> str | None: ...
    @property
    def refused_on(self) -> date | None: ...
    @property
    def signed(self) -> date | None: ...
    @property
    def permission_signed_on(self) -> date | None: ...
    @property
    def role(self) -> Role: ...


def check_story(story: Story, received: datetime | None, now: datetime) -> None:
    """Raise ``WrongInput`` for a day to come, a later letter without its story, an agent who signs."""
    lacking = list(_lacking(story))
    if lacking:
        raise WrongInput(
            f"The {story.stage} tells what happened before, and lacks: {', '.join(lacking)}.",
            todo="Give them as they stand in the letters before; nothing is made up.",
        )
    if story.signed and story.role == "agent":
        raise WrongInput(
            "An agent cannot sign for the person.", todo="Leave out --signed, or let the person write."
        )
    _check_days(story, received, now)


def check_due(stage: Stage, refused_on: date | None, answer_by: date | None, on: date) -> None:
    """Raise ``WrongInput`` for a complaint about a provider that did not refuse, and still has time."""
    if stage == Stage.COMPLAINT and refused_on is None and answer_by and answer_by >= on:
        raise WrongInput(
            f"There is nothing to complain about yet: the provider has time until {answer_by}.",
            todo="If it refused, say when: --refused-on.",
        )


def _lacking(story: Story) -> Iterator[str]:
    """What the stage tells and was not given."""
    if story.stage == Stage.REQUEST:
        return
    if story.reference is None:
        yield "--reference"
    if story.asked_on is None and story.stage != Stage.APPEAL:
        yield "--asked-on"
    if story.refused_on is None and story.stage == Stage.APPEAL:
        yield "--refused-on"
    if story.refused_on is None and story.received is None and story.stage == Stage.COMPLAINT:
        yield "--received or --refused-on"


def _check_days(story: Story, received: datetime | None, now: datetime) -> None:
    """The day is that of this machine's zone, or that of UTC where it is later."""
    if received and received > now:
        raise WrongInput(f"--received is still to come: {received.isoformat()}.")
    today = max(now.date(), now.astimezone().date())
    days = {
        "--asked-on": story.asked_on,
        "--refused-on": story.refused_on,
        "--signed": story.signed,
        "--permission-signed-on": story.permission_signed_on,
    }
    for option, day in days.items():
        if day is not None and day > today:
            raise WrongInput(f"{option} is still to come: {day}.")
