"""What stays open long after it was asked for, and nobody does or says anything: by the twins' books."""

from datetime import datetime, timedelta

from optout.rehearsal.books import Books, Listed
from optout.rehearsal.claims import Story
from optout.requests.history import Moment
from optout.requests.state import ASKED


def left_open(story: Story, truth: Books, end: datetime, slack: timedelta) -> int:
    """How many periods are open at the ``end``, unseen to, ``slack`` after the last submission.

    Seen to is what is put to the person or called overdue, and what the law still leaves the provider
    time for. Where nothing can be read, nobody could know.
    """
    if not story.history.planned.searchable:
        return 0
    own = [one for one in truth.listed if one.person == story.person and one.covers(end)]
    return sum(_is_left(period, story, end, slack) for period in own)


def _is_left(period: Listed, story: Story, end: datetime, slack: timedelta) -> bool:
    asked = [moment.event.at for moment in story.moments if moment.submitted]
    if not asked:
        return False
    since = max(asked[-1], period.since)
    last = story.moments[-1]
    after = [moment for moment in story.moments if moment.event.at >= since]
    quiet = not any(_is_seen_to(moment, end) for moment in (last, *after))
    return quiet and end - since > slack and last.after.resting in ASKED


def _is_seen_to(moment: Moment, end: datetime) -> bool:
    now = moment.after
    has_time = now.answer_by is not None and now.answer_by >= end
    return now.task is not None or now.overdue or has_time
