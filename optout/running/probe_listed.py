"""The probe of somebody who is listed: what it says that they are shown, or not shown any more."""

from collections.abc import Callable
from dataclasses import dataclass, field

from optout.catalog.health import Probe, ProbeResult, Verdict
from optout.requests.outcome import Answer, Outcome
from optout.running.probes import bad, good, of_failure, unchecked

_NOT_SHOWN = "It does not show somebody whom it listed and whom nobody asked it to remove"


@dataclass(frozen=True, slots=True)
class Canary:
    """Somebody whose listing is known to stand. ``look`` searches for them; what they are told is kept.

    ``asked``: the provider was asked to remove it, so it may be gone by now. ``look`` gives the
    outcome of a search, and whether a record in it is theirs. ``stands``: whether the listing's own
    page is still there. ``person`` and ``request`` are ids; without them the canary was brought by
    the user, who says that they are listed.
    """

    asked: bool
    look: Callable[[], tuple[Outcome, bool]] = field(repr=False)
    stands: Callable[[], bool] = field(default=lambda: False, repr=False)
    person: str | None = None
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """``gone``: requests whose listing was not shown though nobody asked; they are to be read again."""

    result: ProbeResult
    gone: tuple[str, ...] = ()


def probe_listed(canaries: tuple[Canary, ...]) -> Listed:
    """Somebody who is listed must be found; the first that says anything for sure decides.

    One listing that is not shown any more may have gone by itself. It is bad only where its own page
    still stands, where a second person's is not shown either, or where the user says it must be there.
    """
    result = unchecked(Probe.LISTED, "Nobody is known here whose listing surely stands.")
    gone: list[Canary] = []
    for canary in canaries:
        outcome, found = canary.look()
        if not found and _is_read(outcome) and not canary.asked:
            gone.append(canary)
            result = _of_gone(gone)
        elif found or not gone:
            result = _of_outcome(outcome, found)
        if result.verdict != Verdict.NOT_CHECKED:
            break
    return Listed(result, tuple(one.request for one in gone if one.request))


def _of_gone(gone: list[Canary]) -> ProbeResult:
    last = gone[-1]
    if last.stands():
        return bad(Probe.LISTED, f"{_NOT_SHOWN}, though their listing's own page still stands.")
    if last.request is None or len({one.person for one in gone}) > 1:
        words = "it says no results to everything, or removed them by itself."
        return bad(Probe.LISTED, f"{_NOT_SHOWN}: {words}")
    return unchecked(Probe.LISTED, f"{_NOT_SHOWN}. That may be so: their request is read again.")


def _of_outcome(outcome: Outcome, found: bool) -> ProbeResult:
    if found:
        return good(Probe.LISTED, "It still lists somebody who is known to be listed.")
    if _is_read(outcome):
        words = "Whoever was known to be listed has asked to be removed, and is not shown any more."
        return unchecked(Probe.LISTED, words)
    if outcome.answer == Answer.DONE:
        return unchecked(Probe.LISTED, "Only a part of the list could be read.")
    return of_failure(Probe.LISTED, outcome, with_detail=False)


def _is_read(outcome: Outcome) -> bool:
    return outcome.answer == Answer.ABSENT or (outcome.answer == Answer.DONE and outcome.complete)
