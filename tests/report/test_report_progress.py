"""The steps from asked to proven."""

import pytest

from optout.report.report_progress import STEPS, Progress, progress_of
from optout.requests.events import Event
from optout.requests.history import history_of
from tests.report.stories import (
    ABSENT,
    asked,
    attested,
    confirmed_in_writing,
    in_force,
    on,
    planned,
    reappeared,
    recheck,
    removed,
    search,
)


@pytest.mark.parametrize(
    ("events", "progress"),
    [
        (planned(), Progress(0, "nothing yet", None)),
        (asked(), Progress(1, "asked on 2 March 2026", on(0))),
        (confirmed_in_writing(), Progress(2, "confirmed by the provider", on(1))),
        (
            [*asked(), *recheck(7, ABSENT)],
            Progress(3, "seen absent 1 of 2, last on 9 March 2026", on(7)),
        ),
        (removed(), Progress(4, "absence proven, last on 16 March 2026", on(14))),
        (
            [*removed(), *recheck(30, ABSENT)],
            Progress(4, "absence proven, last on 1 April 2026", on(30)),
        ),
        (in_force(), Progress(4, "in force, last on 10 March 2026", on(8))),
        ([*planned(), *search(0, ABSENT)], Progress(0, "not listed there on 2 March 2026", on(0))),
        (attested(), Progress(1, "set by you on 4 March 2026, by your own word", on(2))),
        (reappeared(), Progress(0, "listed there, seen on 11 April 2026", on(40))),
    ],
)
def test_a_request_stands_on_the_step_that_its_history_proves(
    events: list[Event], progress: Progress
) -> None:
    assert progress_of(history_of(events)) == progress
    assert 0 <= progress.step <= STEPS
