"""The probes of a provider's health: what is looked at, and what each answer says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.canaries import Canaries
from optout.catalog.definition import Provider
from optout.catalog.health import Probe, ProbeResult, Verdict
from optout.catalog.steps import ApiStep, Needs, Step, WebStep
from optout.catalog.verbs import every_verb
from optout.channels.attempt import Attempt, Capture
from optout.people.facts import IMPERSONAL, Facts
from optout.requests.actions import Action
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.attempting import Runs

_LONGEST = 300
_BROKEN = (Disposition.ASK_MAINTAINER, Disposition.PAUSE_PROVIDER)
_HERE: Mapping[Probe, str] = {
    Probe.UNLISTED: "Searching for somebody who cannot be listed",
    Probe.LISTED: "Looking up somebody who is listed",
    Probe.FORM: "Looking at the form",
}


@dataclass(frozen=True, slots=True)
class Looking:
    """A look at one provider, by attempts that leave no request any different."""

    provider: Provider
    at: datetime
    runs: Runs

    def attempt(self, action: Action, facts: Facts, look_at: str | None = None) -> Attempt:
        return Attempt(
            id="health",
            provider=self.provider,
            action=action,
            facts=facts,
            at=self.at,
            reference="health",
            look_at=look_at,
        )

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        """A fault of our own says nothing about the provider, and ends no other check."""
        try:
            return self.runs.prepare(step) or self.runs.run(step, attempt, capture)
        except Exception as fault:
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__)


def probe_unlisted(looking: Looking) -> ProbeResult:
    """Somebody who cannot be listed: only a proven absence is right."""
    step = searched_by(looking.provider)
    if isinstance(step, str):
        return unchecked(Probe.UNLISTED, step)
    facts = made_up(looking.provider.canaries, step.needs)
    lacking = [one for one in required(step.needs) if one not in facts]
    if lacking:
        return unchecked(Probe.UNLISTED, f"The search needs more than a name: {', '.join(lacking)}.")
    outcome = looking.run(step, looking.attempt(Action.SEARCH, facts), Capture())
    if outcome.answer == Answer.ABSENT:
        return good(Probe.UNLISTED, "It says of somebody who cannot be listed that there is nobody.")
    if outcome.answer == Answer.DONE:
        return bad(
            Probe.UNLISTED, "It lists somebody who cannot be listed: it says found to everything."
        )
    return of_failure(Probe.UNLISTED, outcome)


def probe_form(looking: Looking) -> ProbeResult:
    """The form must still show as the definition knows it. Nothing is typed or sent."""
    step = looking.provider.submit
    if not isinstance(step, WebStep):
        return unchecked(Probe.FORM, "It is not asked on a form.")
    attempt = looking.attempt(Action.SUBMIT, Facts(), look_at=looking.provider.canaries.form or "")
    capture = Capture()
    outcome = looking.run(step, attempt, capture)
    if outcome.answer == Answer.DONE:
        return _of_forms(looking.provider, tuple(form.key for form in capture.forms))
    if outcome.failure == Failure.FACT_MISSING:
        return unchecked(Probe.FORM, "The form comes only after facts were given.")
    return of_failure(Probe.FORM, outcome)


def _of_forms(provider: Provider, keys: tuple[str, ...]) -> ProbeResult:
    """Good is only a form that was seen."""
    if not keys:
        return unchecked(Probe.FORM, "The look ended before any form that it could tell.")
    known = all(key in provider.known_forms for key in keys)
    words = ", as the definition knows it." if known else ". What it was is not known, so not compared."
    return ProbeResult(Probe.FORM, Verdict.GOOD, "It still shows its form" + words, keys)


def of_failure(probe: Probe, outcome: Outcome, *, with_detail: bool = True) -> ProbeResult:
    """What is not as the definition says is bad; what was refused or not reached is not checked."""
    if outcome.failure is None:
        return unchecked(probe, f"{_HERE[probe]}: it answered {outcome.answer.value}.")
    meaning = MEANING[outcome.failure]
    detail = f" ({outcome.step}: {outcome.detail})" if with_detail and outcome.detail else ""
    words = f"{_HERE[probe]}: {meaning.sentence}{detail}"[:_LONGEST]
    broken = meaning.disposition in _BROKEN
    return ProbeResult(probe, Verdict.BAD if broken else Verdict.NOT_CHECKED, words)


def searched_by(provider: Provider) -> WebStep | ApiStep | str:
    """The search that a probe may try, or why it may not: a probe has nothing mailed to anybody."""
    step = provider.search
    if not isinstance(step, WebStep | ApiStep):
        return "There is no search to try."
    if isinstance(step, WebStep) and any(verb.await_mail for verb in every_verb(step.flow)):
        return "Its search has a mail sent to whom it searches for, so it is not tried."
    return step


def made_up(canaries: Canaries, needs: Needs) -> Facts:
    """The facts of the person who cannot be listed, as far as a step needs them."""
    facts = canaries.facts()
    return Facts({meaning: facts.every(meaning) for meaning in needs if meaning in facts})


def required(needs: Needs) -> list[str]:
    return [one for one, how in needs.items() if how == "required" and one not in IMPERSONAL]


def unchecked(probe: Probe, reason: str) -> ProbeResult:
    return ProbeResult(probe, Verdict.NOT_CHECKED, reason)


def good(probe: Probe, reason: str) -> ProbeResult:
    return ProbeResult(probe, Verdict.GOOD, reason)


def bad(probe: Probe, reason: str) -> ProbeResult:
    return ProbeResult(probe, Verdict.BAD, reason)
