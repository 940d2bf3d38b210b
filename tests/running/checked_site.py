"""A provider's site as the probes of its health meet it, scripted."""

from optout.catalog.canaries import UNLISTED
from optout.catalog.health import Health, Probe, ProbeResult
from optout.channels.attempt import Attempt, Capture, Disclosed, FormSeen, Record
from optout.channels.web.controls import Seen
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.health import Checkups
from optout.storage import providers
from tests.running.workshop import (
    ABSENT,
    LISTING,
    Answering,
    Workshop,
    says,
    sees,
)

CHALLENGE = says(Outcome(Answer.PERSON, Failure.CHALLENGE, step="press"))
STRANGER = Record("https://acme.example/p/1", {"name": UNLISTED["name"]})


def shown(key: str = "submit.press") -> Answering:
    """A look that sees the form of this press."""

    def answer(attempt: Attempt, capture: Capture) -> Outcome:
        capture.forms.append(FormSeen(key, "button"))
        return Outcome(Answer.DONE, detail="only looked at")

    return answer


SHOWN = shown()


def site(
    workshop: Workshop,
    *,
    unlisted: Answering = ABSENT,
    listed: Answering | None = None,
    form: Answering = SHOWN,
    submit: Answering = CHALLENGE,
    own_page: str = "",
) -> None:
    """Answers the probes as told. Without ``listed`` the person's listing is there.

    ``own_page`` is the text of that listing's own page; without it there is none.
    """

    def search(attempt: Attempt, capture: Capture) -> Outcome:
        if attempt.look_at is not None:
            capture.last_seen = Seen(LISTING.key, 200 if own_page else 404, text=own_page or "Gone")
            return Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN)
        if attempt.facts.one("name") == UNLISTED["name"]:
            return unlisted(attempt, capture)
        capture.disclosed.append(Disclosed("name", "acme.example", attempt.facts.one("name") or ""))
        return (listed or sees(LISTING))(attempt, capture)

    def ask(attempt: Attempt, capture: Capture) -> Outcome:
        return (form if attempt.look_at is not None else submit)(attempt, capture)

    workshop.reach.will(search=search, recheck=search, submit=ask)


def checkups(workshop: Workshop) -> Checkups:
    return Checkups(
        workshop.installation, workshop.journal, workshop.reach, lambda: workshop.worker.stopping
    )


def pauses(workshop: Workshop) -> dict[str, str]:
    with workshop.database.transaction(write=False) as tx:
        return {one.provider: one.because for one in providers.pauses(tx)}


def of(health: Health, probe: Probe) -> ProbeResult:
    return next(one for one in health.results if one.probe == probe)
