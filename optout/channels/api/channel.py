"""API providers: runs the provider's own flow, and turns whatever happens into one outcome."""

import asyncio
from collections.abc import Callable, Mapping

from optout.catalog.steps import ApiStep
from optout.channels.api.chosen_server import is_fit
from optout.channels.api.judgement import not_proven
from optout.channels.api.visit import Pause, Visit
from optout.channels.attempt import Attempt, Capture
from optout.http import HttpClient, Unanswered
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

METHODS = {Action.SEARCH: "search", Action.RECHECK: "search", Action.SUBMIT: "submit"}


class ApiChannel:
    """``flow_of`` gives the class ``Flow`` of a provider's ``flow.py`` by slug.

    A flow has ``async search(visit)`` and, where it can submit, ``async submit(visit)``; both
    return an ``Outcome``. ``secrets`` are the user's settings by name (keys, tokens).
    """

    def __init__(
        self,
        http: HttpClient,
        flow_of: Callable[[str], type],
        secrets: Mapping[str, str],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._http = http
        self._flow_of = flow_of
        self._secrets = secrets
        self._pause = pause

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        """Never raises for what the outside world or a flow does; cancelling passes through."""
        step = attempt.provider.submit if attempt.action is Action.SUBMIT else attempt.provider.search
        if attempt.action not in METHODS or not isinstance(step, ApiStep):
            return not_proven(Failure.OWN_FAULT, f"the definition has no API step for {attempt.action}")
        missing = [
            name for name, need in step.needs.items() if need == "required" and name not in attempt.facts
        ]
        if missing:
            return Outcome(
                Answer.PERSON, Failure.FACT_MISSING, detail=f"needs {', '.join(sorted(missing))}"
            )
        if wrong := self._wrong_setting(step):
            return Outcome(Answer.PERSON, Failure.NOT_AUTHORISED, detail=wrong)
        return await self._performed(attempt, self._visit(attempt, step, capture), capture)

    def _wrong_setting(self, step: ApiStep) -> str | None:
        """What the person has to put right in their settings before anything is asked there."""
        chosen = self._secrets.get(step.base_setting or "")
        if not chosen or is_fit(chosen):
            return None
        return f"the setting {step.base_setting} is no plain https address, nor one of this machine"

    def _visit(self, attempt: Attempt, step: ApiStep, capture: Capture) -> Visit:
        return Visit(
            attempt.provider,
            step,
            attempt.facts,
            capture,
            self._http,
            self._secrets,
            self._pause,
            attempt.action,
            attempt.at,
            attempt.listing,
        )

    async def _performed(self, attempt: Attempt, visit: Visit, capture: Capture) -> Outcome:
        try:
            flow = self._flow_of(attempt.provider.slug)()
            outcome = await getattr(flow, METHODS[attempt.action])(visit)
            sound = _sound(outcome, attempt.action, capture)
            capture.flow_ended = True
            return sound
        except Unanswered as error:
            return _cut_short(error, attempt.action, visit, capture)
        except Exception as error:
            sent = Sent.MAYBE if visit.posted and attempt.action.has_effect else Sent.NO
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(error).__name__, sent=sent)


def _sound(outcome: object, action: Action, capture: Capture) -> Outcome:
    """The outcome, if a flow may say so: an absence needs a search that asked and found nothing."""
    if not isinstance(outcome, Outcome):
        raise TypeError("a flow returns an Outcome")
    searched_in_vain = capture.exchanges and not capture.records and action is not Action.SUBMIT
    if outcome.answer is Answer.ABSENT and not searched_in_vain:
        raise ValueError("an absence that nothing proves")
    return outcome


def _cut_short(error: Unanswered, action: Action, visit: Visit, capture: Capture) -> Outcome:
    """What was found before the failure stays found; an unfinished search never proves absence."""
    if capture.records and not action.has_effect:
        detail = f"cut short: {error.failure}"
        return Outcome(Answer.DONE, revision=visit.edition, detail=detail, complete=False)
    sent = error.sent if action.has_effect else Sent.NO
    return Outcome(
        Answer.UNREACHABLE, error.failure, detail=error.detail, sent=sent, wait_s=error.wait_s
    )
