"""What an attempt is given: the facts its step may use, the listing it is about, the letter's story."""

from datetime import datetime

from optout.catalog.steps import AttestStep, HandStep, Needs, Step
from optout.channels.attempt import Record
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import Standing
from optout.running.installation import Installation
from optout.running.keeping import open_record
from optout.running.letterbox import open_reading
from optout.running.roster import Enrolled
from optout.storage import traces


def facts_of(
    installation: Installation,
    standing: Standing,
    step: Step,
    action: Action,
    person: Enrolled,
    now: datetime,
) -> Facts | Outcome:
    """The facts this step may use, or the outcome where one is missing."""
    listing = listing_of(installation, person, standing, action)
    try:
        facts = facts_for(
            person.subject,
            _needed(step),
            on=now.date(),
            listing_url=listing.address if listing else None,
        )
    except MissingFacts as missing:
        detail = "missing: " + ", ".join(missing.meanings)
        return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
    if action != Action.CONFIRM:
        return facts
    if standing.mail is None:
        return Outcome(Answer.PERSON, Failure.MAIL_MISSING)
    return _mailed_facts(installation, facts, standing.mail, person)


def _needed(step: Step) -> Needs:
    """What the person does by hand tells nothing by itself: what they lack, they enter there."""
    if isinstance(step, HandStep | AttestStep):
        return dict.fromkeys(step.needs, "optional")
    return step.needs


def listing_of(
    installation: Installation, person: Enrolled, standing: Standing, action: Action
) -> Record | None:
    """The listing that the next submission is about, or that a letter after it speaks of again."""
    again = action in (Action.REMIND, Action.APPEAL)
    listing = next(iter(standing.listings), None) if again else standing.next_listing
    if listing is None or not (again or action == Action.SUBMIT):
        return None
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_listing(tx, listing)
    return open_record(person, listing, sealed) if sealed else None


def _mailed_facts(installation: Installation, facts: Facts, mail: str, person: Enrolled) -> Facts:
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_mail(tx, mail)
    reading = open_reading(person, mail, sealed or b"")
    given = {"x_code": reading.code, "x_confirm_link": reading.link}
    return facts.extended(**{name: value for name, value in given.items() if value})
