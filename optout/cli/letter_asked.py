"""What a letter is to be, from what was asked for on the command line."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep
from optout.channels.mail.reference import mail_reference
from optout.cli.letter_story import check_due, check_story
from optout.cli.rights import moment
from optout.cli.session import settings
from optout.errors import WrongInput
from optout.people.disclosure import facts_for
from optout.people.profile import read_profile
from optout.people.subject import Subject
from optout.requests.rights import Right
from optout.rights.choosing import Company, Recipient, applicable, conditional
from optout.rights.deadline import deadlines
from optout.rights.elements import Element
from optout.rights.law import Law
from optout.rights.letters import Agent, Language, Role, Stage, Wanted
from optout.rights.letters.fitness import REFERENCE
from optout.rights.naming import law_named, right_named, row_named
from optout.rights.regulators import regulator_for
from optout.rights.table import law as row_of

Needs = dict[str, Literal["required", "optional"]]

NO_LAW = "none"
_UNKNOWN_NEEDS: Needs = {"name": "required", "email": "required"}
_REPEATED = frozenset({"x-confirm-email", "x-signature", "x-listing-url"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given."""

    subject: Path
    provider: str
    law: str | None
    right: str | None
    lang: Language | None
    stage: Stage
    reference: str | None
    asked_on: date | None
    received: str | None
    refused_on: date | None
    ground: str | None
    regulator: str | None
    reason: str | None = field(repr=False)
    marketing: bool
    location: str | None = field(repr=False)
    signed: date | None
    role: Role
    agent_name: str | None = field(repr=False)
    agent_email: str | None = field(repr=False)
    permission_signed_on: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """The letter to write, and what must be said about it, one sentence each."""

    wanted: Wanted
    notes: tuple[str, ...]


def wanted_of(asked: Asked, now: datetime) -> Result:
    """What to write. Raises ``WrongInput`` for a law, right, fact or moment that cannot be used."""
    received, notes = moment(asked.received, "--received") if asked.received else (None, ())
    check_story(asked, received, now)
    subject, provider = read_profile(asked.subject), _provider(asked.provider)
    recipient = provider or Company(asked.provider)
    right, law = _right_and_law(asked, subject, recipient, provider, now.date())
    answer_by = _answer_by(asked, law, recipient, received, now)
    check_due(asked.stage, asked.refused_on, answer_by, now.date())
    wanted = Wanted(
        law=law,
        right=right,
        provider=recipient.name,
        facts=_facts(asked, subject, provider, law, now.date()),
        reference=_reference(asked.reference),
        stage=Stage(asked.stage),
        language=asked.lang or _language(provider),
        role=asked.role,
        agent=_agent(asked),
        reasons=asked.reason,
        is_marketing=asked.marketing,
        signed=asked.signed,
        stands_alone=True,
        asked_on=asked.asked_on,
        answer_by=answer_by,
        refused_on=asked.refused_on,
        ground=asked.ground,
        regulator=asked.regulator or _regulator(law, subject, recipient),
        written_on=now.date(),
    )
    return Result(wanted, (*notes, *_warnings(asked, law, subject, recipient, right, now.date())))


def _provider(name: str) -> Provider | None:
    """The definition of that slug or name; None where there is none."""
    catalog = load_catalog(settings().providers, settings().imported)
    slug = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    if name in catalog:
        return catalog.get(name)
    found = catalog.get(slug) if slug in catalog else None
    return found if found and found.name.casefold() == name.casefold() else None


def _right_and_law(
    asked: Asked, subject: Subject, recipient: Recipient, provider: Provider | None, on: date
) -> tuple[Right, Law | None]:
    own = asked.right or (provider.right.value if provider else None)
    if asked.law is None or asked.law.casefold() == NO_LAW:
        right = right_named(own) if own else Right.DELETE
        strongest = _strongest(asked.role, subject, recipient, right, on)
        return right, strongest if asked.law is None else None
    within = law_named(asked.law)[1]
    slug, right = row_named(asked.law, asked.right or (None if within else own))
    return right, row_of(slug, right, on)


def _strongest(role: Role, subject: Subject, recipient: Recipient, right: Right, on: date) -> Law | None:
    """The strongest that can be used by letter, and that hears whoever writes."""
    found = (one.law for one in applicable(subject, recipient, right, on, role))
    return next((law for law in found if law.through is None), None)


def _facts(
    asked: Asked, subject: Subject, provider: Provider | None, law: Law | None, on: date
) -> Mapping[str, str]:
    """What the provider needs, and what the letter cannot do without; no more."""
    needs = {
        **((provider.submit.needs if provider else None) or _UNKNOWN_NEEDS),
        **_needs_of(asked, law),
    }
    fitting: Needs = {meaning: how for meaning, how in needs.items() if meaning not in _REPEATED}
    facts = facts_for(subject, fitting, on=on)
    told = {meaning: value for meaning in fitting if (value := facts.one(meaning))}
    return told | ({"x-listing-url": asked.location} if asked.location else {})


def _needs_of(asked: Asked, law: Law | None) -> Needs:
    """What the law asks of a letter, and where the answer goes."""
    needs: Needs = {} if asked.role == "agent" else {"email": "required"}
    elements = law.elements if law else ()
    if Element.SIGNATURE in elements:
        needs["name"] = "required"
    if law and Element.RESIDENCE in elements:
        needs["address-level1" if "-" in law.jurisdiction else "country"] = "optional"
    return needs


def _answer_by(
    asked: Asked, law: Law | None, recipient: Recipient, received: datetime | None, now: datetime
) -> date | None:
    """The last day for the answer, as if the letter arrived today where no receipt is known."""
    asked_at = datetime.combine(asked.asked_on, time(), UTC) if asked.asked_on else None
    if law is None or (asked.stage != Stage.REQUEST and not (received or asked_at)):
        return None
    counted = deadlines(law, received or asked_at or now, appealed=now, country=recipient.country)
    last = counted.appeal_answer_by if asked.stage == Stage.APPEAL else counted.answer_by
    return last.date() if last else None


def _agent(asked: Asked) -> Agent | None:
    given = (asked.agent_name, asked.agent_email, asked.permission_signed_on)
    if asked.role == "person" and any(given):
        raise WrongInput("An agent is named, and the person writes.", todo="Add --role agent.")
    name, email, signed_on = given
    return Agent(name, email, signed_on) if name and email and signed_on else None


def _reference(given: str | None) -> str:
    if given is None:
        return mail_reference(secrets.token_hex(16))
    if not REFERENCE.fullmatch(given):
        raise WrongInput("The reference has a sign that a mail header cannot carry.")
    return given


def _language(provider: Provider | None) -> Language:
    step = provider.submit if provider else None
    return step.language if isinstance(step, MailStep) else "en"


def _regulator(law: Law | None, subject: Subject, recipient: Recipient) -> str | None:
    found = regulator_for(law, subject, recipient.country) if law else None
    return found.name if found else None


def _warnings(
    asked: Asked, law: Law | None, subject: Subject, recipient: Recipient, right: Right, on: date
) -> tuple[str, ...]:
    if law is None:
        return _unheard(asked, subject, recipient, right, on)
    usable = [*applicable(subject, recipient, right, on), *conditional(subject, recipient, right, on)]
    mine = next((one for one in usable if one.law == law), None)
    said = []
    if mine is None:
        said.append(f"Note: as far as we know {law.slug} does not apply here. Do not claim it if so.")
    elif mine.only_if:
        said.append(f"Note: {law.slug} applies only if {mine.only_if}.")
    if not law.allows(asked.role):
        said.append(f"Note: {law.slug} does not speak of agents; the provider may refuse this letter.")
    return tuple(said)


def _unheard(
    asked: Asked, subject: Subject, recipient: Recipient, right: Right, on: date
) -> tuple[str, ...]:
    """That the person could name a law, and their agent cannot."""
    own = None if asked.law else _strongest("person", subject, recipient, right, on)
    if own is None:
        return ()
    return (f"Note: {own.slug} lets no agent ask: this letter names no law.",)
