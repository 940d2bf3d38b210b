"""A mail that we were not sure of, as the person read it: it counts like one that we understood."""

from collections.abc import Mapping, Sequence

from optout.errors import WrongInput
from optout.requests.events import Event, Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Standing
from optout.running.deadlines import deadlines_of, law_of
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.storage.requests import events_of

READ_AS: Mapping[str, MailSays] = {
    "acknowledged": MailSays.ACKNOWLEDGED,
    "done": MailSays.GRANTED,
    "not-found": MailSays.NOT_FOUND,
    "refused": MailSays.REFUSED,
    "extended": MailSays.EXTENDED,
}
"""What a person can say that a mail says, as it is typed."""

_READ = ".read"


def answer_as_read(
    installation: Installation, journal: Journal, request_id: str, meant: MailSays
) -> Standing:
    """Answer the task about an unclear mail with what it says; returns the new standing.

    Raises ``WrongInput`` where the open task is about no such mail.
    """
    known = journal.read(request_id)
    task = known.standing.task
    with installation.database.transaction(write=False) as tx:
        mail = _unclear(events_of(tx, known.row.id))
    if task is None or task.failure != Failure.MAIL_UNCLEAR or mail is None:
        raise WrongInput("This task is not about a mail to read.", todo="See `optout tasks`.")
    now = journal.moment(known)
    person = installation.roster.get(known.row.subject_id)
    provider = installation.catalog.get(known.row.provider)
    law = law_of(known.standing.law, person.subject, provider, now.date(), person.role)
    asked = known.standing.submitted_at or now
    read = Mailed(
        now,
        f"{mail.mail}{_READ}",
        meant,
        answer_by=deadlines_of(law, provider, asked).answer_by,
        extended_to=deadlines_of(law, provider, asked).extended_to,
        written_at=mail.at,
    )
    standing = journal.append(known, [PersonAnswered(now, PersonSays.DID_IT), read]).standing
    journal.seal(now)
    return standing


def kept_as(mail: str) -> str:
    """The id under which the mail of an event is kept."""
    return mail.removesuffix(_READ)


def _unclear(events: Sequence[Event]) -> Mailed | None:
    """The mail that the person was asked to read: the last that was not understood."""
    mails = (one for one in reversed(events) if isinstance(one, Mailed))
    return next((one for one in mails if one.says == MailSays.OTHER), None)
