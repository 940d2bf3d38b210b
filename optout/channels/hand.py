"""Steps that only the person can do: nothing is sent, a task is made."""

from optout.catalog.steps import AttestStep, HandStep
from optout.channels.attempt import Attempt, Capture
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


class HandChannel:
    """Hands the step over to the person. Where to go and what to do there stands in the step."""

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        """PERSON with BY_HAND, always; a step that is not done by hand is a fault of ours."""
        if not isinstance(_step(attempt), HandStep | AttestStep):
            detail = f"the definition has no hand step for {attempt.action}"
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=detail)
        return Outcome(Answer.PERSON, Failure.BY_HAND)


def _step(attempt: Attempt) -> object:
    provider = attempt.provider
    steps = {Action.SUBMIT: provider.submit, Action.CONFIRM: provider.confirm}
    return steps.get(attempt.action, provider.search)
