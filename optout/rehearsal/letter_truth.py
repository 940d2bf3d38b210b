"""Whether what optout claims about letters and answers is what the twins wrote and received.

The figures come from the twins' books and the law's own table; optout's histories are only the claims.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from optout.catalog.steps import MailStep
from optout.rehearsal.books import Books, Received, Said, Word
from optout.rehearsal.claims import Story
from optout.requests.events import VOLUNTARY, DeadlinePassed, MailSays
from optout.requests.failures import Failure
from optout.requests.history import Moment
from optout.requests.state import State
from optout.rights.deadline import Deadlines, deadlines
from optout.rights.table import law as row_of

_WORDS: Mapping[MailSays, Word] = {MailSays.GRANTED: "done", MailSays.NOT_FOUND: "not-found"}
_FINAL: tuple[Word, ...] = ("done", "not-found", "refused")
_NOTHING = Deadlines(None, None, None, None)
_UNREAD = timedelta(days=1)
"""What a twin wrote so shortly before the end may be unread still."""


@dataclass(frozen=True, slots=True)
class LetterTruth:
    """Zeros, or something was claimed that was not so, or done that must not be."""

    false_done: int
    false_overdue: int
    missed_refusal: int
    followed_phish: int
    second_reminders: int
    letters_to_dead: int


def compare_letters(stories: Sequence[Story], books: Mapping[str, Books], end: datetime) -> LetterTruth:
    """The figures about every provider that is asked by letter; phishing is counted at all."""
    asked = [story for story in stories if isinstance(story.provider.submit, MailStep)]
    pairs = [(story, books[story.provider.slug]) for story in asked]
    slugs = {story.provider.slug for story in asked}
    return LetterTruth(
        false_done=sum(_false_done(story, truth) for story, truth in pairs),
        false_overdue=sum(_false_overdue(story, truth) for story, truth in pairs),
        missed_refusal=sum(_missed_refusals(story, truth, end) for story, truth in pairs),
        followed_phish=sum(len(truth.phished) for truth in books.values()),
        second_reminders=sum(_second_letters(books[slug]) for slug in slugs),
        letters_to_dead=sum(_to_the_dead(books[slug]) for slug in slugs),
    )


def _false_done(story: Story, truth: Books) -> int:
    return sum(_claims_done(moment) and not _is_done(moment, story, truth) for moment in story.moments)


def _claims_done(moment: Moment) -> bool:
    before = moment.before.resting if moment.before else None
    return moment.after.resting == State.HOLDING and before != State.HOLDING


def _is_done(moment: Moment, story: Story, truth: Books) -> bool:
    """The twin said so in that very word; and where it said that it did it, it had."""
    at = moment.event.at
    wanted = _WORDS.get(moment.after.word) if moment.after.word else None
    said = any(one.word == wanted for one in _said(truth, story.person, at))
    return said and not (wanted == "done" and truth.lists(story.person, at))


def _false_overdue(story: Story, truth: Books) -> int:
    """Silence claimed, or a complaint put to the person, before the law says so or after an answer."""
    late = [moment for moment in story.moments if isinstance(moment.event, DeadlinePassed)]
    overdue = sum(moment.became_overdue and not _is_late(moment, story, truth) for moment in late)
    complaints = [moment for moment in story.moments if _puts_complaint(moment)]
    return overdue + sum(not _may_complain(moment, story, truth) for moment in complaints)


def _puts_complaint(moment: Moment) -> bool:
    task = moment.after.task
    return moment.asked_person and task is not None and task.failure == Failure.COMPLAINT


def _may_complain(moment: Moment, story: Story, truth: Books) -> bool:
    answer = _answer(truth, story.person, moment.event.at)
    return answer == "refused" or _is_late(moment, story, truth)


def _is_late(moment: Moment, story: Story, truth: Books) -> bool:
    at = moment.event.at
    due = _due(story, truth, at)
    return due is not None and at > due and _answer(truth, story.person, at) is None


def _answer(truth: Books, person: str, at: datetime) -> Word | None:
    """The last word that ended the matter; an appeal opens it again."""
    final = [said for said in _said(truth, person, at) if said.word in _FINAL]
    if not final:
        return None
    last = max(final, key=lambda said: said.at)
    reopened = any(last.at <= one.at <= at for one in _arrived(truth, person, at, "appeal"))
    return None if reopened else last.word


def _due(story: Story, truth: Books, at: datetime) -> datetime | None:
    """The last moment in which the twin was in time, by its own books and the law claimed."""
    asked = _arrived(truth, story.person, at, "request")
    if not asked:
        return None
    given = _given(story, asked[0].at)
    appeals = _arrived(truth, story.person, at, "appeal")
    if appeals:
        return _given(story, appeals[-1].at).appeal_answer_by
    extended = [one for one in _said(truth, story.person, at) if one.word == "extended"]
    in_time = given.answer_by and any(one.at <= given.answer_by for one in extended)
    return given.extended_to if in_time and given.extended_to else given.answer_by


def _given(story: Story, received: datetime) -> Deadlines:
    chosen = story.moments[-1].after.law
    if chosen in (None, VOLUNTARY):
        return _NOTHING
    row = row_of(chosen or "", story.provider.right, received.date())
    return deadlines(row, received, country=story.provider.country)


def _missed_refusals(story: Story, truth: Books, end: datetime) -> int:
    """A refusal that came, and that no standing since knows of."""
    refusals = [one for one in _said(truth, story.person, end - _UNREAD) if one.word == "refused"]
    known = [moment.after.refused_at for moment in story.moments if moment.after.refused_at]
    return sum(not any(at >= one.at for at in known) for one in refusals)


def _second_letters(truth: Books) -> int:
    """Reminders and appeals that came once more."""
    return sum(one.duplicate and one.stage != "request" for one in truth.received)


def _to_the_dead(truth: Books) -> int:
    """Letters to an address after the sender was told that it does not exist."""
    if truth.dead_since is None:
        return 0
    written = [*truth.knocked, *(one.at for one in truth.received)]
    return sum(at > truth.dead_since for at in written)


def _said(truth: Books, person: str, until: datetime) -> list[Said]:
    return [one for one in truth.said if one.person == person and one.at <= until]


def _arrived(truth: Books, person: str, until: datetime, stage: str) -> list[Received]:
    return [
        one
        for one in truth.received
        if one.person == person and one.stage == stage and one.at <= until and not one.duplicate
    ]
