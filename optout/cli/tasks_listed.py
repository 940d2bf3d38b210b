"""Open tasks in words: whole where they are few, a line for each where they are many."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optout.report.tasks import OpenTask

FEW = 8
"""Tasks whose steps are shown without being asked for."""


def tasks_in_words(found: "Sequence[OpenTask]", full: bool) -> str:
    """``full``: with the steps of each, however many they are."""
    if not found:
        return "Nothing waits for you."
    if full or len(found) <= FEW:
        return "\n\n".join(task.words for task in found)
    return "\n".join(_short(found))


def _short(found: "Sequence[OpenTask]") -> list[str]:
    """The quickest first."""
    minutes = sum(task.minutes for task in found)
    width = max(len(task.provider) for task in found)
    ordered = sorted(found, key=lambda task: (task.minutes, task.provider, task.request))
    return [
        f"{len(found):,} tasks, about {minutes:,} min in all; the quickest first:",
        "",
        *(
            f"{one.request}  {one.provider:<{width}}  {one.minutes:>3} min  {one.kind}"
            for one in ordered
        ),
        "",
        "The steps of one: optout tasks show REQUEST. Of all: optout tasks --full",
    ]
