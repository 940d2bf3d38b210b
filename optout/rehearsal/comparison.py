"""The comparison of what optout claims with what the twins' books say really happened.

Every figure about truth, sends and disclosure comes from the books; optout's histories are only
the claims that are held against them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from optout.catalog.definition import Provider
from optout.catalog.steps import ParentStep, SiteStep
from optout.people.facts import IMPERSONAL
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.claims import Story, says_absent
from optout.rehearsal.left_open import left_open
from optout.rehearsal.letter_truth import compare_letters
from optout.requests.actions import Action
from optout.requests.events import Mailed, PersonAnswered
from optout.requests.history import Moment
from optout.requests.state import State


@dataclass(frozen=True, slots=True)
class Truth:
    """Zeros, or something untrue was claimed, or left unsaid. From ``false_done`` on: about letters."""

    false_removed: int
    false_clear: int
    missed_reappearance: int
    unreported_failures: int
    left_open: int = 0
    false_done: int = 0
    false_overdue: int = 0
    missed_refusal: int = 0
    followed_phish: int = 0
    second_reminders: int = 0
    letters_to_dead: int = 0


@dataclass(frozen=True, slots=True)
class Sends:
    total: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    fields_sent: int
    undeclared: int
    hidden_filled: int


def compare_truth(
    stories: Sequence[Story], books: Mapping[str, Books], end: datetime, slack: timedelta
) -> Truth:
    """``slack`` is how long a reappearance may go unnoticed by the schedule in use."""
    false_removed = false_clear = missed = unreported = open_still = 0
    for story in stories:
        truth = books[story.provider.slug]
        for moment in story.moments:
            if says_absent(moment) and truth.lists(story.person, moment.event.at):
                false_removed += moment.after.removals > 0
                false_clear += moment.after.removals == 0
        false_removed += sum(not _was_confirmed(moment, story, truth) for moment in story.moments)
        missed += _missed(story, truth, end - slack)
        unreported += _never_arrived(story, truth)
        open_still += left_open(story, truth, end, slack)
    for slug, truth in books.items():
        own = [story for story in stories if story.provider.slug == slug]
        unreported += sum(not _reported(fault, own) for fault in truth.faults)
    letters = compare_letters(stories, books, end)
    return Truth(false_removed, false_clear, missed, unreported, open_still, *astuple(letters))


def _was_confirmed(moment: Moment, story: Story, truth: Books) -> bool:
    """A provider's word is claimed only where the twin has a request that was confirmed to it."""
    by_mail = isinstance(moment.event, Mailed) and moment.after.resting == State.HOLDING
    return not by_mail or any(
        one.person == story.person and one.confirmed_at and one.confirmed_at <= moment.event.at
        for one in truth.received
    )


def _missed(story: Story, truth: Books, until: datetime) -> int:
    """Listed again after a claimed removal, and not noticed although there was time for it."""
    removed_at = [moment.event.at for moment in story.moments if moment.proven]
    if not removed_at:
        return 0
    periods = [
        period
        for period in truth.listed
        if period.person == story.person and min(removed_at) < period.since < until
    ]
    return sum(not _noticed(period, story) for period in periods)


def _noticed(period: Listed, story: Story) -> bool:
    """Seen during the period; one that ended before the next look that showed anything could not."""
    reads = (moment for moment in story.moments if moment.is_read and not moment.failed)
    looks = [moment for moment in reads if moment.event.at >= period.since]
    during = [moment for moment in looks if period.covers(moment.event.at)]
    return any(moment.found for moment in during) or (bool(looks) and not during)


def _reported(fault: Fault, stories: Sequence[Story]) -> bool:
    """A fault is reported by an attempt that failed, or that found the person nevertheless.

    One that the person met by hand is theirs, and known to them.
    """
    concerned = [story for story in stories if fault.person in (None, story.person)]
    return any(_owns_up(moment) for story in concerned for moment in story.at(fault.at))


def _owns_up(moment: Moment) -> bool:
    if isinstance(moment.event, PersonAnswered):
        return True
    if moment.action is None:
        return False
    return moment.failed or moment.found


def _never_arrived(story: Story, truth: Books) -> int:
    """Submissions, reminders and appeals that optout claims to have made and the twin never got.

    At a child nothing is sent: what it claims is its parent's request, which has a story of its own.
    What is published on an own site arrives by being there.
    """
    if isinstance(story.provider.submit, ParentStep):
        return 0
    claimed = [
        moment.event.at
        for moment in story.moments
        if moment.done and (moment.submitted or _follows_up(moment))
    ]
    if isinstance(story.provider.submit, SiteStep):
        return sum(not truth.publishes(story.person, at) for at in claimed)
    arrived = {one.at for one in truth.received if one.person == story.person and one.accepted}
    return sum(at not in arrived for at in claimed)


def _follows_up(moment: Moment) -> bool:
    return moment.action in (Action.REMIND, Action.APPEAL)


def compare_sends(books: Mapping[str, Books]) -> Sends:
    received = [one for truth in books.values() for one in truth.received]
    return Sends(total=len(received), duplicates=sum(one.duplicate for one in received))


@dataclass(frozen=True, slots=True)
class Logged:
    """One disclosure that optout's own records admit."""

    provider: str
    at: datetime
    meaning: str


def compare_disclosure(
    providers: Sequence[Provider],
    books: Mapping[str, Books],
    logged: Collection[Logged],
    enrolled: Collection[str],
) -> Disclosure:
    """Every non-empty field that reached a twin, against what is declared and what is logged.

    A field counts as undeclared when no step declares its meaning, when optout has no record of
    having told it, or when it is about somebody who is not enrolled. ``enrolled`` are twins' keys.
    """
    sent = undeclared = hidden = 0
    for provider in providers:
        truth = books[provider.slug]
        admitted = {(one.at, one.meaning) for one in logged if one.provider == provider.slug}
        search = _declared(provider, Action.SEARCH)
        submit = _declared(provider, Action.SUBMIT, Action.CONFIRM)
        for entries, declared in ((truth.searched, search), (truth.received, submit)):
            sent += sum(len(one.fields) for one in entries)
            undeclared += sum(_undeclared(one, declared, admitted) for one in entries)
            hidden += sum(one.honeypots_filled for one in entries)
        undeclared += sum(len(one.fields) for one in truth.received if one.person not in enrolled)
    return Disclosure(sent, undeclared, hidden)


def _declared(provider: Provider, *actions: Action) -> set[str]:
    steps = {
        Action.SEARCH: provider.search,
        Action.SUBMIT: provider.submit,
        Action.CONFIRM: provider.confirm,
    }
    return {meaning for action in actions if (step := steps[action]) for meaning in step.needs}


def _undeclared(one: Received, declared: set[str], admitted: set[tuple[datetime, str]]) -> int:
    meanings = [one.meanings.get(name, "") for name in one.fields]
    return sum(
        meaning not in declared or not (meaning in IMPERSONAL or (one.at, meaning) in admitted)
        for meaning in meanings
    )
