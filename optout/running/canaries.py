"""Who is looked up as somebody who is listed: a person of the installation, or one who consents."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from optout.catalog.steps import ApiStep, ParentStep, WebStep
from optout.channels.attempt import Capture
from optout.matching.match import match
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome
from optout.requests.state import KEPT, Standing, State
from optout.running.expecting import expected
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import disclosures, judge_records, open_record
from optout.running.own_page import still_stands
from optout.running.planning import beyond_agreement
from optout.running.probe_listed import Canary
from optout.running.probes import Looking
from optout.running.roster import Enrolled
from optout.storage import ledger, traces
from optout.storage.database import Transaction
from optout.storage.health import likely_listed
from optout.storage.subjects import Forgotten, require_remembered

_READ, _MOST = 20, 2
_GONE = KEPT | {State.CLEAR, State.PLANNED, State.VERIFYING, State.WITHDRAWN}


def consenting(looking: Looking, subject: Subject) -> Canary:
    """Somebody who is listed and consents to be looked up; nothing about them is kept."""

    def look() -> tuple[Outcome, bool]:
        facts = _facts(looking, subject)
        if isinstance(facts, Outcome):
            return facts, False
        outcome, capture = _searched(looking, "health", facts)
        return outcome, _is_among(looking, subject, outcome, capture)

    return Canary(asked=False, look=look)


def enrolled(installation: Installation, journal: Journal, looking: Looking) -> tuple[Canary, ...]:
    """People whose listing the last read of their request saw; those nobody asked about first."""
    slug = looking.provider.slug
    with installation.database.transaction(write=False) as tx:
        likely = [journal.read_in(tx, one) for one in likely_listed(tx, slug, _READ)]
    standing = [one for one in likely if _stands(one.standing, looking)]
    standing.sort(key=lambda one: _was_asked(one.standing, looking))
    return tuple(_canary(installation, looking, one) for one in standing[:_MOST])


def _canary(installation: Installation, looking: Looking, known: Known) -> Canary:
    return Canary(
        asked=_was_asked(known.standing, looking),
        look=partial(_look, installation, looking, known),
        stands=partial(_stands_there, installation, looking, known),
        person=known.row.subject_id,
        request=known.row.id,
    )


def _was_asked(standing: Standing, looking: Looking) -> bool:
    """Whether it may be gone by right; who is removed by a parent is asked for there."""
    by_parent = isinstance(looking.provider.submit, ParentStep)
    return by_parent or standing.doubt is not None or standing.next_listing is None


def _stands(standing: Standing, looking: Looking) -> bool:
    free = standing.running is None and standing.resting not in _GONE
    return free and bool(standing.listings) and not beyond_agreement(standing, looking.provider)


def _look(installation: Installation, looking: Looking, known: Known) -> tuple[Outcome, bool]:
    """What is told is kept as with every attempt: what may be told first, then what was."""
    subject_id, request_id = known.row.subject_id, known.row.id
    try:
        person = installation.roster.get(subject_id)
        facts = _facts(looking, person.subject)
        if isinstance(facts, Outcome):
            return facts, False
        attempt_id = installation.ids.new("a")
        attempt = replace(looking.attempt(Action.SEARCH, facts), id=attempt_id)
        with installation.database.transaction() as tx:
            require_remembered(tx, subject_id)
            traces.keep_disclosures(tx, expected(request_id, _step(looking), attempt))
        outcome, capture = _searched(looking, attempt_id, facts)
        told = disclosures(person, request_id, attempt_id, capture, looking.at)
        with installation.database.transaction() as tx:
            require_remembered(tx, subject_id)
            _keep(tx, attempt_id, told)
            sealed = traces.sealed_listings(tx, request_id)
    except Forgotten:
        return Outcome(Answer.PERSON, Failure.FACT_MISSING), False
    return _recognised(looking, known.standing, person, sealed, (outcome, capture))


def _recognised(
    looking: Looking,
    standing: Standing,
    person: Enrolled,
    sealed: Mapping[str, bytes],
    read: tuple[Outcome, Capture],
) -> tuple[Outcome, bool]:
    """Whether a record is one that the last read saw, or surely theirs. Broken ones say nothing."""
    outcome, capture = read
    if outcome.answer != Answer.DONE:
        return outcome, False
    try:
        sightings, _ = judge_records(person, looking.provider.slug, capture, looking.at, sealed)
    except Exception as fault:
        return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__), False
    same = (one.decision == Decision.SAME or one.listing in standing.listings for one in sightings)
    return outcome, any(same)


def _stands_there(installation: Installation, looking: Looking, known: Known) -> bool:
    """Whether one of the listings that the last read saw still has its own page."""
    try:
        person = installation.roster.get(known.row.subject_id)
    except Forgotten:
        return False
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_listings(tx, known.row.id)
    kept = [(one, sealed[one]) for one in known.standing.listings[:_MOST] if one in sealed]
    return any(still_stands(looking, open_record(person, *one)) for one in kept)


def _keep(tx: Transaction, attempt_id: str, told: tuple[traces.DisclosureRow, ...]) -> None:
    traces.drop_expected(tx, attempt_id)
    traces.keep_disclosures(tx, told)
    for one in told:
        ledger.drop(tx, one.at, [("disclosure", one.commitment)])


def _step(looking: Looking) -> WebStep | ApiStep:
    step = looking.provider.search
    if not isinstance(step, WebStep | ApiStep):
        raise ValueError(f"{looking.provider.slug} has no search")
    return step


def _facts(looking: Looking, subject: Subject) -> Facts | Outcome:
    try:
        return facts_for(subject, _step(looking).needs, on=looking.at.date())
    except MissingFacts:
        return Outcome(Answer.PERSON, Failure.FACT_MISSING)


def _searched(looking: Looking, attempt_id: str, facts: Facts) -> tuple[Outcome, Capture]:
    capture = Capture()
    attempt = replace(looking.attempt(Action.SEARCH, facts), id=attempt_id)
    return looking.run(_step(looking), attempt, capture), capture


def _is_among(looking: Looking, subject: Subject, outcome: Outcome, capture: Capture) -> bool:
    """Whether a record of the answer is surely the person's."""
    if outcome.answer != Answer.DONE:
        return False
    on = looking.at.date()
    return any(match(subject, one.fields, on).decision == Decision.SAME for one in capture.records)
