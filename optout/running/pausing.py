"""When a check pauses a provider, and when it has proven that what a pause is for is over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from optout.catalog.health import Health, HealthState, Probe, ProbeResult, Verdict, judge_health
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended, Mailed, MailSays
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.resting import READS
from optout.requests.state import Standing, State
from optout.storage import providers
from optout.storage.database import Transaction
from optout.storage.requests import events_of, find_requests

_STILL = "It was bad and could not be looked at since. "


@dataclass(frozen=True, slots=True)
class Fault:
    """What an attempt stopped at: the action, and the id of the verb."""

    action: Action
    verb: str


def stops_provider(before: Standing, after: Standing, events: Sequence[Event]) -> Failure | None:
    """Why these events stop the provider for everybody; None where they do not.

    What an attempt of ours met does. Of the mails only the report that is proven to be about a letter
    of ours, and says that its address is dead; any other stops no more than its own request.
    """
    mails = (event for event in events if isinstance(event, Mailed))
    if any(one.says == MailSays.BOUNCED and not one.rejected for one in mails):
        return Failure.ADDRESS_DEAD
    if after.state != State.PAUSED or before.state == State.PAUSED:
        return None
    met = {event.outcome.failure for event in events if isinstance(event, Concluded)}
    return after.trouble if after.trouble in met else None


def because_of(tx: Transaction, slug: str) -> str | None:
    """Why the provider is paused; None where it is not."""
    return next((one.because for one in providers.pauses(tx) if one.provider == slug), None)


def faults_of(tx: Transaction, slug: str) -> frozenset[Fault]:
    """What the paused requests of a provider stopped at."""
    paused = [row.id for row in find_requests(tx, provider=slug) if row.state == State.PAUSED.value]
    return frozenset(fault for one in paused for fault in _last_fault(tx, one))


def _last_fault(tx: Transaction, request_id: str) -> list[Fault]:
    events = events_of(tx, request_id)
    actions = {one.attempt: one.action for one in events if isinstance(one, Intended)}
    ended = [one for one in events if isinstance(one, Concluded)]
    return [Fault(actions[one.attempt], one.outcome.step or "") for one in ended[-1:]]


def carried(health: Health, before: Health | None) -> Health:
    """The health during a pause for it: what was bad stays so until it is seen to be good."""
    was = {one.probe: one for one in before.results if one.verdict == Verdict.BAD} if before else {}
    return judge_health([_still(one, was.get(one.probe)) for one in health.results])


def _still(now: ProbeResult, before: ProbeResult | None) -> ProbeResult:
    if before is None or now.verdict != Verdict.NOT_CHECKED:
        return now
    return replace(before, reason=_STILL + before.reason.removeprefix(_STILL))


def without_address(health: Health | None) -> Health:
    """The health of a provider whose letters come back: nobody can be written to there."""
    came_back = ProbeResult(Probe.FORM, Verdict.BAD, "Letters to its address come back.")
    others = [one for one in health.results if one.probe != Probe.FORM] if health else []
    return judge_health([*others, came_back])


def is_over(
    because: str | None, health: Health, before: Health | None, faults: Collection[Fault]
) -> bool:
    """Whether the check saw good what the pause is for.

    A failed check's pause (``before`` is what is carried of it): all that was bad. An attempt's:
    the very thing that each of ``faults`` is about; everything else is left to the pause's end.
    """
    if because == Failure.UNHEALTHY:
        was_bad = before is not None and before.state == HealthState.UNHEALTHY
        return was_bad and health.state != HealthState.UNHEALTHY
    if because not in set(Failure):
        return False
    mended = MEANING[Failure(because)].disposition == Disposition.ASK_MAINTAINER
    return mended and bool(faults) and all(_is_proven(one, health) for one in faults)


def _is_proven(fault: Fault, health: Health) -> bool:
    """A search worked for both who is listed and who is not; a form was seen before this very press."""
    good = {one.probe: one for one in health.results if one.verdict == Verdict.GOOD}
    if fault.action in READS:
        return Probe.LISTED in good and Probe.UNLISTED in good
    form = good.get(Probe.FORM)
    is_submit = fault.action == Action.SUBMIT
    return is_submit and form is not None and f"submit.{fault.verb}" in form.seen
