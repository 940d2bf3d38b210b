"""Open tasks in the words of a person: what, where, how long, why."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from optout.catalog.automation import ProofOffered
from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import AttestStep, HandStep, SiteStep, hand_step
from optout.channels.mail.drafts import draft_path
from optout.channels.mail.reading import Reading
from optout.channels.mail.reference import mail_reference
from optout.channels.site.by_hand import steps_by_hand
from optout.mailbox_settings import DRAFTS
from optout.report.attest_steps import attest_steps
from optout.report.found_listings import found_listings
from optout.report.lacking_steps import lacking_steps
from optout.report.letter_steps import (
    complaint_steps,
    letter_steps,
    suspicious_steps,
    unclear_steps,
)
from optout.report.task_steps import question_steps
from optout.report.words_of_proofs import open_points, proof_value, proof_words
from optout.requests.actions import Action
from optout.requests.failures import MEANING, Failure, sentence_of
from optout.requests.resting import open_question
from optout.requests.resting_on import proof_of
from optout.requests.state import Task
from optout.rights.law import Law
from optout.running.answerable import answers_of
from optout.running.answering import ANSWERS
from optout.running.assistable import Wanted, wanted_of
from optout.running.attempting import step_for
from optout.running.deadlines import law_of
from optout.running.hand_link import hand_link, lacking_words
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import open_record
from optout.running.letterbox import open_reading
from optout.running.own_word import step_of
from optout.running.read_by_person import kept_as
from optout.running.unsent import unsent_letter
from optout.storage import traces
from optout.storage.providers import pauses
from optout.storage.requests import find_requests

Todo = tuple[str | None, tuple[str, ...], int]
"""Where to go, what to do there step by step, and how many minutes it takes."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One thing that only the person can do. ``listing`` is personal: shown, never logged."""

    request: str
    provider: str
    kind: str
    why: str
    since: datetime
    url: str | None
    instructions: tuple[str, ...]
    minutes: int
    answers: tuple[str, ...]
    listing: dict[str, str] | None = field(default=None, repr=False)
    paused: str | None = None  # why its provider is left alone at present
    do: str | None = None  # the command that does it with the person, in a window
    letter: str | None = field(default=None, repr=False)  # the one that waits for the signature
    proof: dict[str, object] | None = None  # what the request's state rests on meanwhile
    rests_on: str | None = None  # the same in words
    found: tuple[str, ...] = field(default=(), repr=False)  # what a submission by hand is about
    link: str | None = field(default=None, repr=False)  # of a step by hand: with the facts filled in

    @property
    def words(self) -> str:
        lines = [f"{self.request}  {self.provider}  (about {self.minutes} min)  {self.why}"]
        if self.paused:
            lines.append(f"    paused: {self.paused}")
        lines += [f"    {step}" for step in numbered(self.instructions)]
        if self.rests_on:
            lines.append(f"    meanwhile it rests on: {self.rests_on}")
        if self.listing:
            lines += [f"    {meaning}: {value}" for meaning, value in self.listing.items()]
        if self.letter:
            lines += ["", *(f"    | {line}" for line in self.letter.splitlines()), ""]
        lines += [f"    found: {one}" for one in self.found]
        if self.link or self.url:
            lines.append(f"    {self.link or self.url}")
        if self.do:
            lines.append(f"    with optout's help: {self.do}")
        choices = " | ".join(self.answers)
        lines.append(f"    then: optout tasks answer {self.request} [{choices}]")
        return "\n".join(lines)


def numbered(steps: Iterable[str]) -> Iterator[str]:
    """Each with its number; a definition may have written one of its own before it."""
    for number, step in enumerate(steps, start=1):
        yield f"{number}. {_NUMBER.sub('', step)}"


_NUMBER = re.compile(r"^[0-9]{1,2}\. ")


def open_tasks(installation: Installation) -> list[OpenTask]:
    """Every open task, oldest first."""
    journal = Journal(installation)
    with installation.database.transaction(write=False) as tx:
        waiting = [journal.read_in(tx, row.id) for row in find_requests(tx) if row.task]
        paused = {one.provider: sentence_of(one.because) for one in pauses(tx)}
    tasks = [_told(installation, known, known.standing.task) for known in waiting if known.standing.task]
    tasks = [replace(task, paused=paused.get(task.provider)) for task in tasks]
    return sorted(tasks, key=lambda task: (task.since, task.request))


def _told(installation: Installation, known: Known, task: Task) -> OpenTask:
    law = _law(installation, known)
    url, instructions, minutes = _what_to_do(installation, known, task, law)
    fitting = answers_of(task, known.standing, law, installation.clock.now())
    proof, offered = proof_of(known.standing), _offered(installation, known)
    wanted = wanted_of(known, installation.catalog)
    told = OpenTask(
        request=known.row.id,
        provider=known.row.provider,
        kind=task.failure.value,
        why=MEANING[task.failure].sentence,
        since=task.since,
        url=url,
        instructions=instructions,
        minutes=minutes,
        answers=tuple(ANSWERS[one] for one in fitting),
        listing=_listing(installation, known, task),
        do=f"optout tasks do {known.row.id}" if wanted else None,
        letter=_to_sign(installation, known, task),
        proof=proof_value(proof, offered),
        found=found_listings(installation, known, task),
        rests_on=f"{proof_words(proof)}; not proven: {open_points(proof, offered)}" if proof else None,
    )
    return _filled_in(installation, known, told, wanted) if wanted else told


def _filled_in(installation: Installation, known: Known, told: OpenTask, wanted: Wanted) -> OpenTask:
    """With the link of a step by hand, and what the profile lacks for it."""
    if not isinstance(wanted.step, HandStep):
        return told
    address, facts = hand_link(installation, known, wanted.step, wanted.action)
    steps = (*lacking_words(wanted.step, address, facts), *told.instructions)
    return replace(told, url=address.plain, link=address.link, instructions=steps)


def _offered(installation: Installation, known: Known) -> ProofOffered | None:
    slug = known.row.provider
    return installation.catalog.get(slug).proof if slug in installation.catalog else None


def _law(installation: Installation, known: Known) -> Law | None:
    """The law that the request rests on today."""
    if known.row.provider not in installation.catalog:
        return None
    person = installation.roster.get(known.row.subject_id)
    provider = installation.catalog.get(known.row.provider)
    today = installation.clock.now().date()
    return law_of(known.standing.law, person.subject, provider, today, person.role)


def _what_to_do(installation: Installation, known: Known, task: Task, law: Law | None) -> Todo:
    if known.row.provider not in installation.catalog:
        return None, (), 1
    provider = installation.catalog.get(known.row.provider)
    return (
        _about_a_letter(installation, known, task, law, provider)
        or _at_the_switch(installation, known, task, provider)
        or _by_failure(installation, known, task, provider)
        or _at_the_site(installation, known, task, provider)
    )


def _about_a_letter(
    installation: Installation, known: Known, task: Task, law: Law | None, provider: Provider
) -> Todo | None:
    if open_question(known.standing) == task:
        mail = _mail(installation, known)
        fitting = answers_of(task, known.standing, law, installation.clock.now())
        return mail.link, question_steps(task.failure, mail, law, provider.right, fitting), 5
    if task.failure == Failure.DRAFT:
        return None, _to_send(known, task, law), 5
    if task.failure in (Failure.SIGNATURE, Failure.LETTER_INCOMPLETE):
        letter = unsent_letter(installation, known, task)
        return None, letter_steps(known.row.id, task, provider.right, letter), 5
    return None


def _at_the_switch(
    installation: Installation, known: Known, task: Task, provider: Provider
) -> Todo | None:
    switch = step_of(provider, task)
    if switch is None:
        return None
    today = installation.clock.now().date()
    return switch.url, attest_steps(provider, switch, known.standing, task, today), switch.minutes


def _by_failure(installation: Installation, known: Known, task: Task, provider: Provider) -> Todo | None:
    if task.failure == Failure.MAIL_UNCLEAR:
        return None, unclear_steps(known.standing, task), 5
    if task.failure == Failure.MAIL_SUSPICIOUS:
        return None, suspicious_steps(task), 5
    if task.failure == Failure.COMPLAINT:
        return None, complaint_steps(known.row.id, known.standing), 20
    if task.failure == Failure.NOT_AGREED:
        look = f"Look at what it would learn now: optout plan --only {known.row.provider}"
        return None, (look, "If you agree, run that again with --accept."), 2
    if task.failure == Failure.PARENT_TO_ASK:
        return _at_the_parent(installation.catalog, provider)
    if task.failure == Failure.NO_MAILBOX:
        return None, ("Set up a mailbox: docs/how-to/set-up-a-mailbox.md", "Then answer: done"), 5
    return None


def _at_the_site(installation: Installation, known: Known, task: Task, provider: Provider) -> Todo:
    if task.failure == Failure.ATTEST_AGAIN or task.action not in _AT_THE_SITE:
        return None, (), 1
    lacking = lacking_steps(installation, known, provider, task)
    if lacking:
        return None, lacking, 5
    step = step_for(provider, task.action)
    if isinstance(step, SiteStep) and isinstance(provider.submit, AttestStep):
        step = provider.submit  # the page is a platform's: its switch is all that the person has there
    if isinstance(step, SiteStep):
        return None, steps_by_hand(step.publishes, provider.proof), 5
    if isinstance(step, AttestStep):
        return step.url, step.instructions, step.minutes
    by_hand = hand_step(step)
    if by_hand is not None:
        return by_hand.url, by_hand.instructions, by_hand.minutes
    return f"https://{provider.domains[0]}/", (), 2


_AT_THE_SITE = (Action.SUBMIT, Action.SEARCH, Action.RECHECK, Action.CONFIRM)


def _to_sign(installation: Installation, known: Known, task: Task) -> str | None:
    """The very letter that a signature sends."""
    if task.failure != Failure.SIGNATURE or known.row.provider not in installation.catalog:
        return None
    letter = unsent_letter(installation, known, task)
    return f"{letter.subject}\n\n{letter.body}" if letter else None


def _mail(installation: Installation, known: Known) -> Reading:
    """What the mail said that the open question is about."""
    asked = known.standing.question
    if asked is None:
        return _UNREAD
    person = installation.roster.get(known.row.subject_id)
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_mail(tx, kept_as(asked.mail))
    return open_reading(person, kept_as(asked.mail), sealed) if sealed else _UNREAD


_UNREAD = Reading("other", "", ())


def _to_send(known: Known, task: Task, law: Law | None) -> tuple[str, ...]:
    within = law and {Action.SUBMIT: law.answer, Action.APPEAL: law.appeal}.get(task.action)
    runs = " From that day the provider's time runs." if within else ""
    draft = draft_path(Path(DRAFTS), mail_reference(known.row.id), task.action)
    return (
        f"Open {draft} in optout's folder with your mail program, read it, and send it as it is.",
        f"Then answer: done.{runs}",
    )


def _at_the_parent(catalog: Catalog, provider: Provider) -> tuple[str, tuple[str, ...], int]:
    """Where to ask by hand what is taken down here as well."""
    known = provider.parent is not None and provider.parent in catalog
    parent = catalog.get(provider.parent) if known and provider.parent else provider
    site = parent.origin.opt_out_url if parent.origin else None
    ask = f"Ask {parent.name} to take down this record: {provider.name} takes down what it takes down."
    return site or f"https://{parent.domains[0]}/", (ask,), 10


def _listing(installation: Installation, known: Known, task: Task) -> dict[str, str] | None:
    if task.listing is None:
        return None
    person = installation.roster.get(known.row.subject_id)
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_listing(tx, task.listing)
    if sealed is None:
        return None
    record = open_record(person, task.listing, sealed)
    return {"where": record.address or "", **record.fields}
