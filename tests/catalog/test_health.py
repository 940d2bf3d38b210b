"""What three probes together say."""

import pytest

from optout.catalog.health import HealthState, Probe, ProbeResult, Verdict, judge_health

GOOD, BAD, OPEN = Verdict.GOOD, Verdict.BAD, Verdict.NOT_CHECKED


@pytest.mark.parametrize(
    ("unlisted", "listed", "form", "state"),
    [
        (GOOD, GOOD, GOOD, HealthState.HEALTHY),
        (GOOD, OPEN, GOOD, HealthState.PARTIAL),
        (OPEN, GOOD, OPEN, HealthState.PARTIAL),
        (GOOD, GOOD, BAD, HealthState.UNHEALTHY),
        (BAD, OPEN, OPEN, HealthState.UNHEALTHY),
        (OPEN, OPEN, OPEN, HealthState.UNKNOWN),
    ],
)
def test_it_is_healthy_only_where_all_three_are_good(
    unlisted: Verdict, listed: Verdict, form: Verdict, state: HealthState
) -> None:
    verdicts = zip(Probe, (unlisted, listed, form), strict=True)
    health = judge_health([ProbeResult(probe, verdict, "So it is.") for probe, verdict in verdicts])
    assert health.state == state


def test_what_was_not_looked_at_is_said_and_never_good() -> None:
    health = judge_health([ProbeResult(Probe.FORM, GOOD, "It shows its form.")])
    assert health.state == HealthState.PARTIAL
    assert [one.verdict for one in health.results] == [OPEN, OPEN, GOOD]
    assert health.reasons == ("It was not looked at.", "It was not looked at.")


def test_what_is_bad_is_said_first() -> None:
    health = judge_health(
        [ProbeResult(Probe.UNLISTED, OPEN, "Refused."), ProbeResult(Probe.FORM, BAD, "No form.")]
    )
    assert health.reasons == ("No form.", "Refused.", "It was not looked at.")
