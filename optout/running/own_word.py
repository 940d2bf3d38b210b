"""The person's dated word for what only they can see, and the screenshot they may give for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from optout.catalog.automation import months_after
from optout.catalog.definition import Provider
from optout.catalog.steps import AttestStep
from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Task
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.keeping import keep_parts
from optout.storage.database import Transaction

LARGEST = 10_000_000
"""Bytes of a screenshot; a whole screen in PNG has a few million."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "screenshot.png", b"\xff\xd8\xff": "screenshot.jpg"}

Writing = Callable[[Transaction], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person says besides: the day on which they did it, and a picture of it (PNG or JPEG)."""

    done_on: date | None = None
    screenshot: bytes | None = field(default=None, repr=False)


def step_of(provider: Provider, task: Task | None) -> AttestStep | None:
    """The switch that the task is about; None where it is about none."""
    about = task is not None and (
        task.failure == Failure.ATTEST_AGAIN
        or (task.failure, task.action) == (Failure.BY_HAND, Action.SUBMIT)
    )
    return provider.submit if about and isinstance(provider.submit, AttestStep) else None


def word_of(
    installation: Installation, known: Known, event: PersonAnswered, shown: Shown | None
) -> tuple[PersonAnswered, Writing | None] | None:
    """The event of a person who says that a switch is as it should be; None where it says otherwise.

    Raises ``WrongInput`` for a day that is still to come, and for what is no picture.
    """
    slug = known.row.provider
    provider = installation.catalog.get(slug) if slug in installation.catalog else None
    step = step_of(provider, known.standing.task) if provider else None
    if provider is None or step is None or event.says != PersonSays.DID_IT:
        if shown is not None:
            raise WrongInput(
                "This answer takes no day and no screenshot.",
                todo="Give them with done, to a task about a setting of yours.",
            )
        return None
    word = _dated(provider, step, event, shown or Shown())
    if shown is None or shown.screenshot is None:
        return word, None
    return _with_screenshot(installation, known, word, shown.screenshot)


def _dated(provider: Provider, step: AttestStep, event: PersonAnswered, shown: Shown) -> PersonAnswered:
    today = event.at.date()
    on = shown.done_on or today
    if on > today:
        raise WrongInput("That day is still to come.", todo="Give the day on which you did it.")
    nothing = provider.offers_nothing is not None
    return PersonAnswered(
        event.at,
        PersonSays.LOOKED if nothing else PersonSays.ATTESTS,
        done_at=_noon(on) if on < today else None,
        again_at=_noon(look_again_on(provider, step, on)),
    )


def look_again_on(provider: Provider, step: AttestStep, done_on: date) -> date:
    """After the step's months, or when the definition's facts expire, where that is earlier.

    Where there is nothing to press, only the facts can change.
    """
    months = months_after(done_on, step.again_months)
    if provider.expires <= done_on:
        return months
    return provider.expires if provider.offers_nothing else min(months, provider.expires)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def _with_screenshot(
    installation: Installation, known: Known, event: PersonAnswered, picture: bytes
) -> tuple[PersonAnswered, Writing]:
    """The picture is sealed as evidence of its own; what is committed to is its hash."""
    name = next((name for sign, name in _KINDS.items() if picture.startswith(sign)), None)
    if name is None or len(picture) > LARGEST:
        raise WrongInput(
            f"A screenshot is a PNG or a JPEG of at most {LARGEST // 1_000_000} MB.",
            kept="Nothing was recorded.",
            todo="Save it as PNG or JPEG and answer again.",
        )
    person = installation.roster.get(known.row.subject_id)
    evidence = installation.ids.new("a")
    request = known.row.id
    kept = keep_parts(installation.files, person, request, evidence, {name: picture}, event.at)
    told = PersonAnswered(
        event.at, event.says, done_at=event.done_at, again_at=event.again_at, evidence=evidence
    )
    return told, lambda tx: kept.write(tx, request, event.at)
