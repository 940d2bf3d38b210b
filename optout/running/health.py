"""Checks of providers' health: when each is due, what follows from it, and that it is kept."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from optout.catalog.health import Health, Probe, Verdict, judge_health
from optout.people.subject import Subject
from optout.requests.failures import Failure
from optout.running.attempting import Runs
from optout.running.canaries import consenting, enrolled
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.pausing import because_of, carried, faults_of, is_over, without_address
from optout.running.planning import usable
from optout.running.probe_listed import probe_listed
from optout.running.probes import (
    Looking,
    probe_form,
    probe_unlisted,
    searched_by,
    unchecked,
)
from optout.running.reading_again import read_again
from optout.running.resuming import resume
from optout.storage import providers
from optout.storage.health import Asked, asked_providers, begin_check, healths, keep_health

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
        found, gone = self._probed(Looking(provider, now, self._runs), canary)
        with self._installation.database.transaction() as tx:
            because = because_of(tx, slug)
            row = healths(tx, [slug]).get(slug)
            before = row.health if row else None
            health = carried(found, before) if because == Failure.UNHEALTHY else found
            health = without_address(found) if because == Failure.ADDRESS_DEAD else health
            providers.count_visits(tx, slug, len(health.results), now)
            keep_health(tx, slug, health, now, now + self._wait(slug, now))
            stops = _pauses(found, canary)
            well = not stops and is_over(because, health, before, faults_of(tx, slug))
            if stops and because is None:
                providers.pause(tx, slug, now + self._pause(), Failure.UNHEALTHY.value)
        if well:
            resume(self._installation, self._journal, slug)
        for request_id in gone if because is None and not stops else ():
            read_again(self._installation, self._journal, self._runs, request_id)
        self._journal.seal(now)
        return health

    def _probed(self, looking: Looking, canary: Subject | None) -> tuple[Health, tuple[str, ...]]:
        """What the three probes say, and the requests that are to be read again."""
        results = [probe_unlisted(looking), probe_form(looking)]
        step = searched_by(looking.provider)
        if isinstance(step, str):
            return judge_health([*results, unchecked(Probe.LISTED, step)]), ()
        known = (
            (consenting(looking, canary),)
            if canary
            else enrolled(self._installation, self._journal, looking)
        )
        listed = probe_listed(known)
        return judge_health([*results, listed.result]), listed.gone

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
        """It lasts beyond the next check, which may end it. None makes it longer: then all is read."""
        cadence = self._installation.cadence
        return max(cadence.resume_after, 2 * cadence.health_every)


def _pauses(found: Health, canary: Subject | None) -> bool:
    """Whether what was seen now stops the provider. That somebody is listed is the user's word."""
    wrong = {one.probe for one in found.results if one.verdict == Verdict.BAD}
    return bool(wrong - {Probe.LISTED} if canary else wrong)
