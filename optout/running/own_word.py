"""The person's dated word for what only they can see, and the screenshot they may give for it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from optout.catalog.automation import months_after
from optout.catalog.definition import Provider
from optout.catalog.steps import AttestStep, HandStep
from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Standing, Task
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.keeping import keep_parts
from optout.storage.database import Transaction

LARGEST = 10_000_000
"""Bytes of a screenshot; a whole screen in PNG has a few million."""
MONTHS_BY_HAND = 3
"""Nobody is asked to look again sooner at what they asked for by hand."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "screenshot.png", b"\xff\xd8\xff": "screenshot.jpg"}

Writing = Callable[[Transaction], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person says besides: the day on which they did it, and a picture of it (PNG or JPEG)."""

    done_on: date | None = None
    screenshot: bytes | None = field(default=None, repr=False)


def step_of(provider: Provider, task: Task | None) -> AttestStep | None:
    """The switch that the task is about; None where it is about none."""
    return provider.submit if _is_theirs(task) and isinstance(provider.submit, AttestStep) else None


def _is_theirs(task: Task | None) -> bool:
    """Whether the task is about what they do, or did, themselves."""
    if task is None or task.failure == Failure.ATTEST_AGAIN:
        return task is not None
    by_them = (Failure.BY_HAND, Failure.NOT_LASTING, Failure.UNSURE)
    return task.action == Action.SUBMIT and task.failure in by_them


def _is_only_word(provider: Provider, standing: Standing) -> bool:
    """Whether nothing but their word will tell that they asked: no read there, and no law's time."""
    by_hand = isinstance(provider.submit, HandStep) and _is_theirs(standing.task)
    return by_hand and not standing.searchable


def word_of(
    installation: Installation, known: Known, event: PersonAnswered, shown: Shown | None
) -> tuple[PersonAnswered, Writing | None] | None:
    """The event of a person whose word is all there is; None where it says anything else.

    They say that a switch is as it should be, or that they asked by hand for what nobody can look up. An
    ``event`` with a law's deadline is none of these.
    Raises ``WrongInput`` for a day that is still to come, and for what is no picture.
    """
    slug = known.row.provider
    provider = installation.catalog.get(slug) if slug in installation.catalog else None
    word = _word(provider, known.standing, event, shown or Shown()) if provider else None
    if word is None:
        if shown is not None:
            raise WrongInput(
                "This answer takes no day and no screenshot.",
                todo="Give them with done, to a task about a setting of yours.",
            )
        return None
    if shown is None or shown.screenshot is None:
        return word, None
    return _with_screenshot(installation, known, word, shown.screenshot)


def _word(
    provider: Provider, standing: Standing, event: PersonAnswered, shown: Shown
) -> PersonAnswered | None:
    """Their dated word; None where they say something else."""
    if event.says != PersonSays.DID_IT:
        return None
    step = step_of(provider, standing.task)
    if step is not None:
        on = _day(event, shown)
        nothing = provider.offers_nothing is not None
        says = PersonSays.LOOKED if nothing else PersonSays.ATTESTS
        return _dated(PersonAnswered(event.at, says), on, look_again_on(provider, step, on))
    if not _is_only_word(provider, standing) or event.answer_by is not None:
        return None
    on = _day(event, shown)
    return _dated(event, on, max(provider.expires, months_after(on, MONTHS_BY_HAND)))


def _day(event: PersonAnswered, shown: Shown) -> date:
    on = shown.done_on or event.at.date()
    if on > event.at.date():
        raise WrongInput("That day is still to come.", todo="Give the day on which you did it.")
    return on


def _dated(event: PersonAnswered, on: date, again_on: date) -> PersonAnswered:
    earlier = on < event.at.date()
    return replace(event, done_at=_noon(on) if earlier else None, again_at=_noon(again_on))


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
    return replace(event, evidence=evidence), lambda tx: kept.write(tx, request, event.at)
