"""A complaint to the regulator about a request that was not met. Files nothing: the person does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from optout.catalog.definition import Provider
from optout.channels.mail.reference import mail_reference
from optout.errors import WrongInput
from optout.people.disclosure import facts_for
from optout.requests.history import History, history_of
from optout.requests.state import KEPT, State
from optout.rights.law import Law
from optout.rights.letters import (
    Agent,
    Language,
    Letter,
    Stage,
    Wanted,
    require_complete,
    write_letter,
)
from optout.rights.regulators import FIRST, Regulator, regulator_for
from optout.running.deadlines import law_of
from optout.running.installation import Installation
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

    ``answer_by`` is the deadline that passed, ``refused_on`` the day of a refusal: one of them is known.
    """

    row: RequestRow
    person: Enrolled = field(repr=False)
    provider: Provider
    law: Law
    regulator: Regulator | None
    asked_on: date | None
    answer_by: date | None
    refused_on: date | None
    appealed: bool

    @property
    def before(self) -> str | None:
        """What must have happened before the regulator hears it, in words; None where nothing must."""
        first = self.regulator.first if self.regulator else None
        if first is None or (first == "appeal" and (self.appealed or self.refused_on is None)):
            return None
        return FIRST[first]


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
    letter = write_letter(_wanted(matter, language, installation.clock.now().date()))
    require_complete(letter)
    return Complaint(matter, letter)


def _matter(installation: Installation, request_id: str) -> Matter:
    row, history = _read(installation, request_id)
    provider = installation.catalog.get(row.provider)
    person = installation.roster.get(row.subject_id)
    law = _law(history, person, provider)
    asked_on, answer_by, refused_on = _story(history)
    return Matter(
        row=row,
        person=person,
        provider=provider,
        law=law,
        regulator=regulator_for(law, person.subject, provider.country),
        asked_on=asked_on,
        answer_by=answer_by,
        refused_on=refused_on,
        appealed=history.standing.appealed_at is not None,
    )


def _wanted(matter: Matter, language: Language | None, on: date) -> Wanted:
    agent = _agent(matter.person)
    return Wanted(
        law=matter.law,
        right=matter.law.right,
        provider=matter.provider.name,
        facts=_facts(matter.person, on),
        reference=mail_reference(matter.row.id),
        stage=Stage.COMPLAINT,
        language=language or _spoken_by(matter.regulator),
        role="agent" if agent else "person",
        agent=agent,
        asked_on=matter.asked_on,
        answer_by=matter.answer_by,
        refused_on=matter.refused_on,
        regulator=matter.regulator.name if matter.regulator else None,
        written_on=on,
    )


def _read(installation: Installation, request_id: str) -> tuple[RequestRow, History]:
    with installation.database.transaction(write=False) as tx:
        row = find_request(tx, request_id)
        return row, history_of(events_of(tx, row.id))


def _law(history: History, person: Enrolled, provider: Provider) -> Law:
    standing = history.standing
    asked = standing.submitted_at or history.planned.at
    law = law_of(standing.law, person.subject, provider, asked.date())
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


def _story(history: History) -> tuple[date | None, date | None, date | None]:
    """When it was asked, until when the law gave time, and when it was refused."""
    standing = history.standing
    if standing.resting in KEPT or standing.state == State.WITHDRAWN:
        raise WrongInput("There is nothing to complain about: it was done, or you withdrew it.")
    asked = standing.submitted_at.date() if standing.submitted_at else None
    refused = standing.refused_at.date() if standing.refused_at else None
    passed = _deadline_passed(history)
    if refused is None and passed is None:
        until = f" until {standing.answer_by:%Y-%m-%d}" if standing.answer_by else ""
        raise WrongInput(
            f"There is nothing to complain about yet: the provider has time{until}, or was not asked.",
            todo="See where the request stands: optout show.",
        )
    return asked, passed, refused


def _deadline_passed(history: History) -> date | None:
    """The first deadline since the last submission that passed."""
    since = history.standing.submitted_at
    passed = (m for m in history.moments if m.before and m.became_overdue)
    ends = [m.before.answer_by for m in passed if m.before and (not since or m.event.at >= since)]
    return next((end.date() for end in ends if end is not None), None)


def _facts(person: Enrolled, on: date) -> Mapping[str, str]:
    """What the regulator must know of the person: the name, and where the answer goes."""
    to_person = person.mandate.kind == "self"
    facts = facts_for(person.subject, _OWN_FACTS if to_person else _AGENTS_FACTS, on=on)
    return {meaning: facts.every(meaning)[0] for meaning in facts}


def _agent(person: Enrolled) -> Agent | None:
    mandate = person.mandate
    if mandate.agent_name is None or mandate.agent_email is None or mandate.signed_on is None:
        return None
    return Agent(mandate.agent_name, mandate.agent_email, mandate.signed_on)


def _spoken_by(regulator: Regulator | None) -> Language:
    place = regulator.places[0] if regulator else ""
    if place == _SPEAKS_FRENCH:
        return "fr"
    return _LANGUAGES.get(place.partition("-")[0], "en")
