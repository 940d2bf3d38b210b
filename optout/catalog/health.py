"""What three probes together say about a provider: two canaries and a form. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Probe(StrEnum):
    """What was looked at: somebody who cannot be listed, somebody who is, the form."""

    UNLISTED = "unlisted"
    LISTED = "listed"
    FORM = "form"


class Verdict(StrEnum):
    GOOD = "good"
    BAD = "bad"
    NOT_CHECKED = "not checked"


class HealthState(StrEnum):
    """*Healthy* only where all three probes are good; *unhealthy* where one is bad.

    *Partial*: nothing bad, and not everything could be looked at. *Unknown*: nothing could.
    """

    HEALTHY = "healthy"
    PARTIAL = "partial"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """``reason``: one sentence for people, without personal data.

    ``seen``: the forms that were seen, as "step.verb-id"; known only to the check itself.
    """

    probe: Probe
    verdict: Verdict
    reason: str
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """One result for each probe, in the order of ``Probe``."""

    state: HealthState
    results: tuple[ProbeResult, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not healthy, what is bad first."""
        wrong = [one for one in self.results if one.verdict != Verdict.GOOD]
        wrong.sort(key=lambda one: one.verdict != Verdict.BAD)
        return tuple(one.reason for one in wrong)


def judge_health(results: Sequence[ProbeResult]) -> Health:
    """A probe that has no result was not checked."""
    by_probe = {one.probe: one for one in results}
    whole = tuple(by_probe.get(probe) or _unchecked(probe) for probe in Probe)
    return Health(_state({one.verdict for one in whole}), whole)


def _state(verdicts: set[Verdict]) -> HealthState:
    if Verdict.BAD in verdicts:
        return HealthState.UNHEALTHY
    if Verdict.NOT_CHECKED not in verdicts:
        return HealthState.HEALTHY
    return HealthState.PARTIAL if Verdict.GOOD in verdicts else HealthState.UNKNOWN


def _unchecked(probe: Probe) -> ProbeResult:
    return ProbeResult(probe, Verdict.NOT_CHECKED, "It was not looked at.")
