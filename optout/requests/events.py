"""What can happen to a request. A request is the list of these; everything else is derived.

Every event carries ``at``, an aware moment in UTC. No event carries personal data: listings,
mails and attempts appear by their ids only.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optout.requests.actions import Action
from optout.requests.outcome import Outcome
from optout.requests.proof import Rung
from optout.requests.rights import Right

VOLUNTARY = "none"
"""In the place of a law: the provider is asked, and owes nothing by law."""


class MailSays(StrEnum):
    """What an answering mail was understood to say.

    ``acknowledged``: the request arrived. ``granted``: it was done, in words that nobody forged.
    ``not-found``: the provider says that it has nothing about the person. ``refused``: it will not do
    it. ``extended``: it takes the longer time that the law allows. ``bounced``: the letter cannot be
    delivered there; ``delayed``: not yet. ``automatic``: a machine's words that say nothing.
    """

    LINK = "link"
    CODE = "code"
    ACKNOWLEDGED = "acknowledged"
    GRANTED = "granted"
    NOT_FOUND = "not-found"
    NEEDS_IDENTIFICATION = "needs-identification"
    NEEDS_DATA = "needs-data"
    FORM_ONLY = "form-only"
    REFUSED = "refused"
    EXTENDED = "extended"
    BOUNCED = "bounced"
    DELAYED = "delayed"
    AUTOMATIC = "automatic"
    OTHER = "other"
    SUSPICIOUS = "suspicious"


class PersonSays(StrEnum):
    """What the person answered to a task.

    ``appeals``, ``complains``, ``lets-be``: what they want after a refusal. ``signs``: the letter's
    statement is theirs, and may go out in their name, this once. ``attests``: the switch, which nobody
    else can see, is as it should be. ``looked``: there is no opt-out, and they saw what is left to do.
    """

    DID_IT = "did-it"
    DID_NOT = "did-not"
    IS_ME = "is-me"
    NOT_ME = "not-me"
    GAVE_UP = "gave-up"
    APPEALS = "appeals"
    COMPLAINS = "complains"
    LETS_BE = "lets-be"
    SIGNS = "signs"
    ATTESTS = "attests"
    LOOKED = "looked"


@dataclass(frozen=True, slots=True)
class Planned:
    """The request exists. ``absences`` proven absences will be needed to call it removed.

    ``searchable``: there is a search or read-back, and what it needs is there. ``confirms``: a mail
    is expected after sending.
    ``meanings`` and ``recipients`` are what the person agreed that the provider learns, and who.
    ``law`` is the slug of the law that the request rests on, ``VOLUNTARY`` where none does; None in
    what was planned before laws were chosen. ``by_mail``: it is asked, and reminded, by letter.
    ``rung`` is how strong a proof a read here is; None where there is none, or it was planned before.
    """

    at: datetime
    right: Right
    tracks: str  # "listing" or "standing"
    absences: int
    searchable: bool
    confirms: bool
    meanings: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    law: str | None = None
    by_mail: bool = False
    rung: Rung | None = None


@dataclass(frozen=True, slots=True)
class LawChosen:
    """From now on the request rests on this law (a slug), or on none (``VOLUNTARY``).

    A deadline that runs already stays: it was started under the law of its day.
    """

    at: datetime
    law: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """The person agreed anew: to these kinds of facts for these domains, instead of what was before.

    ``searchable``: from now on it can, or cannot, be read there; None where that stays as it was.
    """

    at: datetime
    meanings: tuple[str, ...]
    recipients: tuple[str, ...]
    searchable: bool | None = None


@dataclass(frozen=True, slots=True)
class Intended:
    """An attempt is about to be made. Stored before anything leaves.

    ``assisted``: the person is at the browser, and takes up the open task with it.
    """

    at: datetime
    attempt: str
    action: Action
    assisted: bool = False


@dataclass(frozen=True, slots=True)
class Concluded:
    """An attempt came back. ``answer_by`` is the legal deadline that a submission or appeal started."""

    at: datetime
    attempt: str
    outcome: Outcome
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """We stopped between intent and outcome; whether anything left is not known."""

    at: datetime
    attempt: str


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail from the provider that belongs to this request.

    ``answer_by`` is the legal deadline, should the mail prove a submission that was in doubt.
    ``extended_to`` is the longer one that the law allows where the provider asks for it in time;
    in time is judged by ``written_at``, or ``at`` without it. It is the mail's own date; that
    of an extension is when our mail server took it, for its own date is its sender's word.
    ``about`` is, of a letter that came back, what it was sent for; ``rejected``: the address is there,
    or may be, and did not take this letter.
    """

    at: datetime
    mail: str
    says: MailSays
    answer_by: datetime | None = None
    extended_to: datetime | None = None
    written_at: datetime | None = None
    about: Action | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class PersonAnswered:
    """The person answered the open task. ``listing`` is the one they were asked about, if any.

    ``own_words`` is under what their words for the letter are kept, where they gave any.
    Of what they did by hand: ``done_at``, where it was earlier; ``again_at``, when they are to look
    again; and the id of the ``evidence`` they gave.
    """

    at: datetime
    says: PersonSays
    listing: str | None = None
    answer_by: datetime | None = None
    own_words: str | None = None
    done_at: datetime | None = None
    again_at: datetime | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """The provider's time to answer is over and it did not do what it must."""

    at: datetime


@dataclass(frozen=True, slots=True)
class LookAgain:
    """The person's own word for it is old by now: they are asked to look again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """The provider is usable again, or somebody asked for another try."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The person no longer wants this."""

    at: datetime


Event = (
    Planned
    | LawChosen
    | Agreed
    | Intended
    | Concluded
    | Interrupted
    | Mailed
    | PersonAnswered
    | DeadlinePassed
    | LookAgain
    | Resumed
    | Withdrawn
)
