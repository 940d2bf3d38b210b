"""Checks of providers' health: when each is due, what follows from it, and that it is kept."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from optout.catalog.health import Health, HealthState, Probe, Verdict, judge_health
from optout.people.subject import Subject
from optout.requests.failures import MEANING, Disposition, Failure
from optout.running.attempting import Runs
from optout.running.canaries import consenting, enrolled
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import usable
from optout.running.probes import (
    Looking,
    probe_form,
    probe_listed,
    probe_unlisted,
    searched_by,
    unchecked,
)
from optout.running.resuming import resume
from optout.storage import providers
from optout.storage.database import Transaction
from optout.storage.health import Asked, HealthRow, asked_providers, begin_check, healths, keep_health

AT_ONCE = 10
LOOK_EVERY = timedelta(minutes=15)
_TAKEN = timedelta(hours=1)


class Checkups:
    """Checks providers that are asked, once in ``health_every`` each, or one when told to."""

    def __init__(
        self,
        installation: Installation,
        journal: Journal,
        runs: Runs,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._installation = installation
        self._journal = journal
        self._runs = runs
        self._is_stopping = is_stopping
        self._look_again: datetime | None = None

    def run_due(self) -> int:
        """Check the providers whose check is due, ``AT_ONCE`` at most; returns how many.

        Which are due is asked every ``LOOK_EVERY`` only: that reads every request.
        """
        now = self._installation.clock.now()
        early = self._look_again is not None and now < self._look_again
        if early or self._installation.cadence.out_of_quiet(now) > now:
            return 0
        self._look_again = now + LOOK_EVERY
        taken = [slug for slug in self._due(now)[:AT_ONCE] if self._take(slug, now)]
        for slug in taken:
            if self._is_stopping():
                break
            self.check(slug)
        return len(taken)

    def check(self, slug: str, canary: Subject | None = None) -> Health:
        """Check one provider now, keep what was found, and pause or resume it accordingly.

        ``canary``: somebody who is listed there and consents to be looked up for this.
        """
        provider = self._installation.catalog.get(slug)
        now = self._installation.clock.now()
        health = self._probed(Looking(provider, now, self._runs), canary)
        with self._installation.database.transaction() as tx:
            before = healths(tx, [slug]).get(slug)
            providers.count_visits(tx, slug, len(health.results), now)
            keep_health(tx, slug, health, now, now + self._wait(slug, now))
            well = _is_well(health, before, _because(tx, slug))
            if health.state == HealthState.UNHEALTHY and _is_ours(_because(tx, slug)):
                providers.pause(tx, slug, now + self._pause(), Failure.UNHEALTHY.value)
        self._journal.seal(now)
        if well:
            resume(self._installation, self._journal, slug)
        return health

    def _probed(self, looking: Looking, canary: Subject | None) -> Health:
        results = [probe_unlisted(looking), probe_form(looking)]
        step = searched_by(looking.provider)
        if isinstance(step, str):
            return judge_health([*results, unchecked(Probe.LISTED, step)])
        known = (
            (consenting(looking, canary),)
            if canary
            else enrolled(self._installation, self._journal, looking)
        )
        return judge_health([*results, probe_listed(known)])

    def _due(self, now: datetime) -> list[str]:
        """By the moment at which the check was due."""
        with self._installation.database.transaction(write=False) as tx:
            asked = [(self._moment(one), one.provider) for one in asked_providers(tx)]
        due = sorted(one for one in asked if one[0] <= now)
        return [slug for _, slug in due if self._is_checked(slug)]

    def _is_checked(self, slug: str) -> bool:
        catalog = self._installation.catalog
        return slug in catalog and usable(catalog.get(slug))

    def _moment(self, asked: Asked) -> datetime:
        """The first check of each provider is somewhere in the first interval after it is asked."""
        if asked.next_at is not None:
            return asked.next_at
        share = int.from_bytes(hashlib.sha256(asked.provider.encode()).digest()[:4], "big") / 2**32
        return asked.since + self._installation.cadence.health_every * share

    def _take(self, slug: str, now: datetime) -> bool:
        with self._installation.database.transaction() as tx:
            return begin_check(tx, slug, now, now + _TAKEN)

    def _wait(self, slug: str, now: datetime) -> timedelta:
        cadence = self._installation.cadence
        return cadence.spread(cadence.health_every, f"{slug}{now.date()}")

    def _pause(self) -> timedelta:
        """It lasts beyond the next check, which ends it or makes it longer."""
        cadence = self._installation.cadence
        return max(cadence.resume_after, 2 * cadence.health_every)


def _because(tx: Transaction, slug: str) -> str | None:
    return next((one.because for one in providers.pauses(tx) if one.provider == slug), None)


def _is_ours(because: str | None) -> bool:
    """Whether the provider is free, or paused because it is not what its definition says."""
    if because is None:
        return True
    known = because in set(Failure)
    return known and MEANING[Failure(because)].disposition == Disposition.ASK_MAINTAINER


def _is_well(health: Health, before: HealthRow | None, because: str | None) -> bool:
    """Whether a pause is over: all is good, or all that was bad when the check failed."""
    if because is None or not _is_ours(because):
        return False
    if health.state == HealthState.HEALTHY:
        return True
    was_bad = (
        {one.probe for one in before.health.results if one.verdict == Verdict.BAD} if before else set()
    )
    good = {one.probe for one in health.results if one.verdict == Verdict.GOOD}
    failed_check = because == Failure.UNHEALTHY and health.state == HealthState.PARTIAL
    return failed_check and bool(was_bad) and was_bad <= good
