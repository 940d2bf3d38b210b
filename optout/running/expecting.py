"""What an attempt may tell, kept with its intent: nothing that may have been told is ever missing."""

from urllib.parse import urlsplit

from optout.catalog.learning import untold
from optout.catalog.steps import HandStep, MailStep, SiteStep, Step
from optout.channels.attempt import Attempt
from optout.channels.hand_address import hand_address
from optout.people.facts import IMPERSONAL
from optout.storage.traces import DisclosureRow


def expected(request_id: str, step: Step, attempt: Attempt) -> tuple[DisclosureRow, ...]:
    """One row for each kind of fact that the attempt is given; none where only a person acts, and
    none where only the person's own site is read or written.

    Of a letter also the address that it comes from.

    They are not in the ledger: what was told is, once the attempt's outcome is.
    """
    if isinstance(step, HandStep | SiteStep):
        return ()
    kept = IMPERSONAL | set(untold(step))
    given = [one for one in attempt.facts if one in attempt.facts and one not in kept]
    if isinstance(step, MailStep) and "email" not in given:
        given.append("email")
    recipient = _recipient(step, attempt)
    return tuple(
        DisclosureRow(attempt.id, request_id, attempt.at, one, recipient, certain=False) for one in given
    )


def expected_in_window(request_id: str, step: HandStep, attempt: Attempt) -> tuple[DisclosureRow, ...]:
    """One row for each kind of fact that the person's window may tell: by its link, or by its form."""
    host = urlsplit(step.url).hostname or attempt.provider.domains[0]
    told = hand_address(step, attempt.provider, attempt.facts).told
    given = [one for one in attempt.facts if one not in IMPERSONAL and (step.fills or one in told)]
    return tuple(
        DisclosureRow(attempt.id, request_id, attempt.at, one, host, certain=False) for one in given
    )


def _recipient(step: Step, attempt: Attempt) -> str:
    return step.to.rpartition("@")[2] if isinstance(step, MailStep) else attempt.provider.domains[0]
