"""A complaint to the regulator about a request that was not met. Files nothing: the person does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from optout.catalog.definition import Provider
from optout.channels.mail.reference import mail_reference
from optout.errors import WrongInput
from optout.people.disclosure import facts_for
from optout.requests.failures import Failure
from optout.requests.history import History, history_of
from optout.requests.state import KEPT, State
from optout.rights.law import Law
from optout.rights.letters import (
    Language,
    Letter,
    Stage,
    Wanted,
    require_complete,
    write_letter,
)
from optout.rights.letters.wanted import Happened
from optout.rights.regulators import Regulator, regulator_for
from optout.running.complaint_story import Story, must_come_first, story_of
from optout.running.deadlines import law_of
from optout.running.installation import Installation
from optout.running.letter_story import agent_of, ground_of
from optout.running.roster import Enrolled
from optout.storage.requests import RequestRow, events_of, find_request

Need = Literal["required", "optional"]
_LANGUAGES: Mapping[str, Language] = {
    "DE": "de", "AT": "de", "LI": "de", "FR": "fr", "LU": "fr", "ES": "es",
}  # fmt: skip
_OWN_FACTS: Mapping[str, Need] = {"name": "required", "email": "required"}
_AGENTS_FACTS: Mapping[str, Need] = {"name": "required"}
_SPEAKS_FRENCH = "CA-QC"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a complaint is about. ``regulator`` is None where the law has one and it is not known which.

    ``ground`` is what the refusal rests on, where letters have words for it. ``on``: today.
    """

    row: RequestRow
    person: Enrolled = field(repr=False)
    provider: Provider
    law: Law
    regulator: Regulator | None
    story: Story
    ground: str | None
    on: date

    @property
    def before(self) -> str | None:
        """What must still happen before the regulator hears it, in words; None where nothing must."""
        first = self.regulator.first if self.regulator else None
        return must_come_first(first, self.story, self.on)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the person files."""

    matter: Matter
    letter: Letter


def complaint_of(
    installation: Installation, request_id: str, language: Language | None = None
) -> Complaint:
    """The complaint about one request. ``language``: by default one that the regulator speaks.

    ``WrongInput`` for an unknown request, one that rests on no law or on one under which nobody hears
    complaints, and one whose provider is neither late nor has refused.
    """
    matter = _matter(installation, request_id)
    letter = write_letter(_wanted(matter, language))
    require_complete(letter)
    return Complaint(matter, letter)


def _matter(installation: Installation, request_id: str) -> Matter:
    row, history = _read(installation, request_id)
    provider = installation.catalog.get(row.provider)
    person = installation.roster.get(row.subject_id)
    law = _law(history, person, provider)
    _refuse_untimely(history, person, installation.clock.now().date())
    return Matter(
        row=row,
        person=person,
        provider=provider,
        law=law,
        regulator=regulator_for(law, person.subject, provider.country),
        story=story_of(history),
        ground=ground_of(installation, person, [one.event for one in history.moments]),
        on=installation.clock.now().date(),
    )


def _wanted(matter: Matter, language: Language | None) -> Wanted:
    agent, story = agent_of(matter.person), matter.story
    return Wanted(
        law=matter.law,
        right=matter.law.right,
        provider=matter.provider.name,
        facts=_facts(matter.person, matter.on),
        reference=mail_reference(matter.row.id),
        stage=Stage.COMPLAINT,
        language=language or _spoken_by(matter.regulator),
        role=matter.person.role,
        agent=agent,
        asked_on=story.asked_on,
        answer_by=story.answer_by,
        refused_on=story.refused_on,
        ground=matter.ground if story.refused_on else None,
        happened=_come_true(story, matter.on),
        regulator=matter.regulator.name if matter.regulator else None,
        written_on=matter.on,
    )


def _come_true(story: Story, on: date) -> Mapping[Happened, date]:
    """Without a day that is still to come: nobody is complained about for it."""
    return {name: day for name, day in story.happened.items() if day < on or name != "appeal_due"}


def _read(installation: Installation, request_id: str) -> tuple[RequestRow, History]:
    with installation.database.transaction(write=False) as tx:
        row = find_request(tx, request_id)
        return row, history_of(events_of(tx, row.id))


def _law(history: History, person: Enrolled, provider: Provider) -> Law:
    standing = history.standing
    asked = standing.submitted_at or history.planned.at
    law = law_of(standing.law, person.subject, provider, asked.date(), person.role)
    if law is None:
        raise WrongInput(
            "The request rests on no law: a provider that does not do it breaks none.",
            todo="See optout rights which for what the law gives you here.",
        )
    if law.regulator is None:
        raise WrongInput(
            f"Nobody hears complaints under {law.slug}: it is kept by courts.",
            todo="Show a lawyer the evidence: optout evidence export.",
        )
    return law


def _refuse_untimely(history: History, person: Enrolled, on: date) -> None:
    """Raises ``WrongInput`` where the person cannot, or cannot yet, say that the law was not kept."""
    standing = history.standing
    if not person.mandate.covers(on):
        raise WrongInput(
            "The person's permission does not cover this day.",
            todo="Enrol them again with a permission that does.",
        )
    if standing.resting in KEPT or standing.state == State.WITHDRAWN:
        raise WrongInput("There is nothing to complain about: it was done, or you withdrew it.")
    if standing.task and standing.task.failure == Failure.MAIL_UNCLEAR:
        raise WrongInput(
            "A mail of the provider lies unread: it may be the answer.",
            todo="Read it, and say what it says: optout tasks.",
        )
    story = story_of(history)
    if story.refused_on is None and story.answer_by is None:
        until = f" until {standing.answer_by:%Y-%m-%d}" if standing.answer_by else ""
        raise WrongInput(
            f"There is nothing to complain about yet: the provider has time{until}, or was not asked.",
            todo="See where the request stands: optout show.",
        )


def _facts(person: Enrolled, on: date) -> Mapping[str, str]:
    """What the regulator must know of the person: the name, and where the answer goes."""
    to_person = person.mandate.kind == "self"
    facts = facts_for(person.subject, _OWN_FACTS if to_person else _AGENTS_FACTS, on=on)
    return {meaning: facts.every(meaning)[0] for meaning in facts}


def _spoken_by(regulator: Regulator | None) -> Language:
    place = regulator.places[0] if regulator else ""
    if place == _SPEAKS_FRENCH:
        return "fr"
    return _LANGUAGES.get(place.partition("-")[0], "en")
