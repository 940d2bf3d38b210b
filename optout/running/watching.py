"""Keeping what a site's own log proves as evidence of the person whose site it is."""

from optout.channels.attempt import Capture, LookedUp
from optout.requests.verdict import Verdict
from optout.running.finding_kept import begin_at_home, conclude
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.signals.watching import Seen, Watched

PLACE = "own_site"


def keep_watched(
    installation: Installation, person: Enrolled, domain: str, watched: Watched
) -> str | None:
    """Seal the lines that prove something; the evidence's id, or None where nothing is proven.

    Nobody is told anything. Raises ``Forgotten`` and ``StorageFailure`` as findings do.
    """
    if not watched.proof:
        return None
    finding = installation.ids.new("f")
    begin_at_home(installation, person, finding, PLACE)
    capture = Capture(log_lines=list(watched.proof))
    for token, seen in watched.seen.items():
        if seen.breached:
            capture.looked_up.append(_breach(domain, token, seen))
    return conclude(installation, person, finding, capture)


def _breach(domain: str, token: str, seen: Seen) -> LookedUp:
    detail: dict[str, str | int | bool | None] = {
        "agent": token,
        "fetches_against_the_rules": seen.breaches,
        "answered": seen.served,
    }
    return LookedUp("x-domain", domain, Verdict.PRESENT, detail=detail)
