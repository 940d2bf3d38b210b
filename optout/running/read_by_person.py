"""A mail that we were not sure of, as the person read it: it counts like one that we understood."""

from collections.abc import Mapping

from optout.errors import WrongInput
from optout.requests.events import Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Standing
from optout.running.deadlines import deadlines_of, law_of
from optout.running.installation import Installation
from optout.running.journal import Journal

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
    """Answer the task about one unclear mail with what that mail says; returns the new standing.

    Raises ``WrongInput`` where the open task is about no such mail.
    """
    known = journal.read(request_id)
    task = known.standing.task
    if task is None or task.failure != Failure.MAIL_UNCLEAR or task.mail is None:
        raise WrongInput("This task is not about a mail to read.", todo="See `optout tasks`.")
    now = journal.moment(known)
    person = installation.roster.get(known.row.subject_id)
    provider = installation.catalog.get(known.row.provider)
    law = law_of(known.standing.law, person.subject, provider, now.date(), person.role)
    asked = known.standing.submitted_at or now
    read = Mailed(
        now,
        f"{task.mail}{_READ}",
        meant,
        answer_by=deadlines_of(law, provider, asked).answer_by,
        extended_to=deadlines_of(law, provider, asked).extended_to,
        written_at=task.since,
    )
    standing = journal.append(known, [PersonAnswered(now, PersonSays.DID_IT), read]).standing
    journal.seal(now)
    return standing


def kept_as(mail: str) -> str:
    """The id under which the mail of an event is kept."""
    return mail.removesuffix(_READ)
