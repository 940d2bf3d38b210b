"""The person in a rehearsal: does what tasks ask for, some days later, as people do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from optout.catalog.steps import AttestStep, hand_step
from optout.matching.match import match
from optout.people.subject import Subject
from optout.rehearsal.books import Word
from optout.rehearsal.filing_complaints import write_complaint
from optout.rehearsal.own_mail_program import send_draft
from optout.rehearsal.stage import Stage
from optout.rehearsal.twin import person_key
from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Decision
from optout.requests.state import Task
from optout.running.answerable import answers_of
from optout.running.answering import answer
from optout.running.attempting import step_for
from optout.running.deadlines import law_of
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import open_record
from optout.running.read_by_person import answer_as_read
from optout.storage import traces
from optout.storage.requests import find_requests

DELAYS = {
    Failure.BY_HAND: timedelta(days=2),
    Failure.ATTEST_AGAIN: timedelta(days=2),
    Failure.POSSIBLE_MATCH: timedelta(days=1),
    Failure.CHALLENGE: timedelta(days=20),
    Failure.MAIL_UNCLEAR: timedelta(days=1),
    Failure.MAIL_MISSING: timedelta(days=5),
    Failure.MAIL_SUSPICIOUS: timedelta(days=1),
    Failure.NEEDS_IDENTIFICATION: timedelta(days=2),
    Failure.NEEDS_DATA: timedelta(days=2),
    Failure.FORM_ONLY: timedelta(days=2),
    Failure.REFUSED: timedelta(days=3),
    Failure.DRAFT: timedelta(days=1),
    Failure.SIGNATURE: timedelta(days=1),
    Failure.COMPLAINT: timedelta(days=3),
}
"""How long the person takes for which kind of task. Others stay open."""

_JUST_NOW = timedelta(hours=1)
_MEANT: Mapping[Word, MailSays] = {
    "received": MailSays.ACKNOWLEDGED,
    "done": MailSays.GRANTED,
    "not-found": MailSays.NOT_FOUND,
    "refused": MailSays.REFUSED,
    "extended": MailSays.EXTENDED,
}
"""What a twin wrote, as the person says it."""

_QUESTIONS = (Failure.NEEDS_IDENTIFICATION, Failure.NEEDS_DATA, Failure.FORM_ONLY)


class SimulatedPerson:
    """Answers tasks through the same door as ``optout tasks`` does. Complaints go below ``folder``."""

    def __init__(self, stage: Stage, installation: Installation, journal: Journal, folder: Path) -> None:
        self._stage = stage
        self._installation = installation
        self._journal = journal
        self._folder = folder

    def act(self) -> int:
        """Do everything the person has had time for; returns how many tasks were answered."""
        now = self._installation.clock.now()
        ripe = [(known, task) for known, task in self._open_tasks() if _when(task) <= now]
        for known, task in ripe:
            self._do(known, task)
        return len(ripe)

    def next_moment(self) -> datetime | None:
        """When the person will next do something."""
        return min((_when(task) for _, task in self._open_tasks()), default=None)

    def _open_tasks(self) -> list[tuple[Known, Task]]:
        with self._installation.database.transaction(write=False) as tx:
            waiting = [self._journal.read_in(tx, row.id) for row in find_requests(tx) if row.task]
        tasks = [(known, known.standing.task) for known in waiting]
        return [(known, task) for known, task in tasks if task and task.failure in DELAYS]

    def _do(self, known: Known, task: Task) -> None:
        person = self._installation.roster.get(known.row.subject_id)
        meant = self._mail_says(person.subject, known, task)
        if meant is not None:
            answer_as_read(self._installation, self._journal, known.row.id, meant)
            return
        if task.failure == Failure.POSSIBLE_MATCH and task.listing:
            says = PersonSays.IS_ME if self._is_me(person.subject, known, task) else PersonSays.NOT_ME
        elif task.failure in (Failure.REFUSED, Failure.SIGNATURE):
            says = self._choice(person.subject, known, task)
        elif task.failure == Failure.ATTEST_AGAIN:
            says = self._looked_again(person.subject, known)
        elif task.failure == Failure.DRAFT:
            sent = send_draft(self._stage.mailbox, known.row.id, task.action)
            says = PersonSays.DID_IT if sent else PersonSays.GAVE_UP
        else:
            self._by_hand(person.subject, known, task)
            says = PersonSays.DID_IT
        answer(self._installation, self._journal, known.row.id, says)

    def _mail_says(self, subject: Subject, known: Known, task: Task) -> MailSays | None:
        """What a mail that was not understood says, as a person reads it; None where it is no answer."""
        if task.failure != Failure.MAIL_UNCLEAR:
            return None
        said = self._stage.twins[known.row.provider].books.said
        mine = [one for one in said if one.person == person_key(subject)]
        new = [one for one in mine if task.since - _JUST_NOW <= one.at <= task.since]
        return _MEANT.get(new[-1].word) if new else None

    def _choice(self, subject: Subject, known: Known, task: Task) -> PersonSays:
        """What helps most of that which the law leaves: an appeal before a complaint."""
        provider = self._installation.catalog.get(known.row.provider)
        now = self._installation.clock.now()
        law = law_of(known.standing.law, subject, provider, now.date())
        return answers_of(task, known.standing, law, now)[0]

    def _by_hand(self, subject: Subject, known: Known, task: Task) -> None:
        if task.failure == Failure.COMPLAINT:
            write_complaint(self._installation, known.row.id, self._folder)
        elif task.failure in _QUESTIONS:
            self._answer_question(subject, known)
        else:
            self._at_the_site(subject, known, task)

    def _answer_question(self, subject: Subject, known: Known) -> None:
        """Write to the provider with the least that suffices, from a mail program of one's own."""
        provider = self._installation.catalog.get(known.row.provider)
        twin = self._stage.twins[provider.slug]
        twin.person_does(subject, f"mailto:{provider.domains[0]}", self._installation.clock.now())

    def _at_the_site(self, subject: Subject, known: Known, task: Task) -> None:
        confirms = task.action == Action.CONFIRM and task.failure in (Failure.BY_HAND, Failure.CHALLENGE)
        if task.action != Action.SUBMIT and not confirms:
            return
        provider = self._installation.catalog.get(known.row.provider)
        given = step_for(provider, task.action)
        step = given if isinstance(given, AttestStep) else hand_step(given)
        url = step.url if step else f"https://{provider.domains[0]}/"
        twin = self._stage.twins[provider.slug]
        twin.person_does(subject, url, self._installation.clock.now())

    def _looked_again(self, subject: Subject, known: Known) -> PersonSays:
        """What the person sees in their own account: whether it still is as they left it."""
        books = self._stage.twins[known.row.provider].books
        reset = books.lists(person_key(subject), self._installation.clock.now())
        return PersonSays.DID_NOT if reset else PersonSays.DID_IT

    def _is_me(self, subject: Subject, known: Known, task: Task) -> bool:
        """The person knows; here, the age must fit, which is what a namesake differs in."""
        person = self._installation.roster.get(known.row.subject_id)
        with self._installation.database.transaction(write=False) as tx:
            sealed = traces.sealed_listing(tx, task.listing or "")
        if sealed is None:
            return False
        fields = open_record(person, task.listing or "", sealed).fields
        home = {"address-level2": subject.addresses[0].locality}
        now = self._installation.clock.now().date()
        return match(subject, {**fields, **home}, now).decision == Decision.SAME


def _when(task: Task) -> datetime:
    return task.since + DELAYS[task.failure]
