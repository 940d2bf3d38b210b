"""What to do about a switch of one's own: set it, look whether it still is so, or live without one."""

from collections.abc import Iterator
from datetime import date

from optout.catalog.definition import Provider
from optout.catalog.steps import AttestStep
from optout.report.words import day
from optout.report.words_of_proofs import look_first
from optout.requests.failures import Failure
from optout.requests.state import Standing, Task
from optout.running.own_word import look_again_on


def attest_steps(
    provider: Provider, step: AttestStep, standing: Standing, task: Task, today: date
) -> tuple[str, ...]:
    """The steps, and what each answer means."""
    return tuple(_steps(provider, step, standing, task, today))


def _steps(
    provider: Provider, step: AttestStep, standing: Standing, task: Task, today: date
) -> Iterator[str]:
    again = day(look_again_on(provider, step, today))
    if provider.expires <= today:
        yield f"{look_first(provider.as_of).capitalize()}. The page may look different by now."
    if provider.offers_nothing:
        yield f"There is no opt-out there. {provider.offers_nothing}"
        yield from step.instructions
        yield f"Answer done once you have seen it; nothing counts as asked. You look again on {again}."
    elif task.failure == Failure.ATTEST_AGAIN:
        since = f" on {day(standing.attested_at)}" if standing.attested_at else ""
        yield f"Look whether it still is as you left it{since}. How it is set:"
        yield from step.instructions
        yield f"Answer done if it still is so (asked again on {again}); not-done if it had been reset."
    else:
        yield from step.instructions
        yield (
            "Answer done; --screenshot FILE keeps a picture of it, --on DATE names an earlier day. "
            f"It counts as your word of that day. You are asked again on {again}."
        )
