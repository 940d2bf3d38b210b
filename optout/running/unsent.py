"""The letter that a task waits with, as it would be sent if the person signed it today."""

from dataclasses import replace

from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt
from optout.channels.mail.letter import letter_of
from optout.channels.mail.reference import mail_reference
from optout.errors import WrongInput
from optout.people.facts import Facts
from optout.requests.state import Task
from optout.rights.letters import Letter
from optout.running.attempting import step_for
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.letter_story import with_story
from optout.running.preparing import facts_of, listing_of


def unsent_letter(installation: Installation, known: Known, task: Task) -> Letter | None:
    """The letter; None where the definition has none for this, or a fact is lacking or unfit."""
    provider = installation.catalog.get(known.row.provider)
    step = step_for(provider, task.action)
    person = installation.roster.get(known.row.subject_id)
    now = installation.clock.now()
    facts = facts_of(installation, known.standing, step, task.action, person, now)
    if not isinstance(step, MailStep) or not isinstance(facts, Facts):
        return None
    attempt = Attempt(
        id="unsent",
        provider=provider,
        action=task.action,
        facts=facts,
        at=now,
        reference=mail_reference(known.row.id),
        listing=listing_of(installation, person, known.standing, task.action),
    )
    told = with_story(installation, attempt, step, known, person)
    try:
        return letter_of(replace(told, signed=now.date()))
    except WrongInput:
        return None
