"""The states a user can read, and the standing of a request that they are part of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from optout.requests.actions import Action
from optout.requests.events import Mailed, MailSays
from optout.requests.failures import Failure
from optout.requests.outcome import Decision
from optout.requests.proof import Rung


class State(StrEnum):
    PLANNED = "planned"
    FOUND = "found"
    CLEAR = "clear"
    SUBMITTED = "submitted"
    AWAITING_CONFIRMATION = "awaiting confirmation"
    ACKNOWLEDGED = "acknowledged"
    VERIFYING = "verifying"
    REMOVED = "removed"
    HOLDING = "holding"
    REAPPEARED = "reappeared"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    REFUSED = "refused"
    NEEDS_YOU = "needs you"
    PAUSED = "paused"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


ASKED = frozenset(
    {
        State.SUBMITTED,
        State.AWAITING_CONFIRMATION,
        State.ACKNOWLEDGED,
        State.VERIFYING,
        State.OVERDUE,
        State.ESCALATED,
        State.REFUSED,
    }
)
"""The provider was asked and it is not yet proven that it did what it must."""

KEPT = frozenset({State.REMOVED, State.HOLDING})
"""It was proven (or confirmed) once and is watched from now on."""

STOPPED = frozenset({State.NEEDS_YOU, State.PAUSED, State.WITHDRAWN})
"""Something else must happen first; ``Standing.back_to`` says what lies beneath."""


@dataclass(frozen=True, slots=True)
class Task:
    """What only the person can do now. ``listing`` or ``mail`` where the question is about one."""

    failure: Failure
    action: Action
    since: datetime
    listing: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something with an effect may have left. ``listing`` is the one it was about, if any."""

    action: Action
    at: datetime
    listing: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the provider wrote (in ``mail``) that only the person can answer, until they have."""

    failure: Failure
    since: datetime
    mail: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that follows from a request's events.

    ``at`` is the moment of the last event, ``read_at`` of the last read that said something,
    ``failed_at`` of the last failure. Until ``wait_until`` the provider asked to be left alone.
    ``running`` is an attempt without an outcome.
    ``back_to`` is where the request goes on when its task, pause or doubt is over.
    ``known``: every listing that was
    ever the person's. ``listings`` are those that the last read saw, ``asked`` those submitted since it
    was (re)found; ``decided`` is what the person said about a listing.
    ``confirmed``: the provider acknowledged, or ``confirmation_made``: its mail was followed.
    ``doubt`` stays until a read after the wait, a mail or the person settles it.
    ``editions`` are the revisions that were read as absent: each counts once. ``mails`` were
    understood already; ``held`` came while an attempt was running and are read after it.
    ``word`` is the provider's last word on the matter: granted, not-found or refused. After a refusal
    (``refused_at``) the person wants an appeal or a complaint, or neither; ``appealed_at``: it was made,
    and ``answer_by`` is then the appeal's. ``extended``: the deadline was moved, which happens once.
    ``last_asked`` are the listings of the last submission, which a bounce takes back.
    ``signed_at``: the person signed the next letter, which is for ``signed_for`` and nothing else.
    ``own_words`` is under what the words are kept that the person added to the letters.
    ``unread`` are the mails that only the person can read, the oldest first, until they have.
    ``complaint_left``: there was a reason to complain, and the person let it be.
    ``rung`` is how strong a proof a read is. ``proven_at`` is the last read that proved absence anew, of
    ``proven_edition`` where it read one; ``confirmed_at`` when the provider last confirmed it.
    ``contradictions`` are the reads since the last submission that saw what was asked about already, the
    last ``contradicted_at``; ``rounds`` counts how often it was therefore asked anew. ``disproved`` are
    the editions that were read as absent and then not: they prove nothing any more.
    ``attested_at`` is the day for which the person gave their word, ``again_at`` when they are to look
    again, and ``asked_again_at`` when they were asked to, where they have not answered yet.
    """

    state: State
    at: datetime
    tracks: str
    absences_needed: int
    searchable: bool
    confirms: bool
    agreed_meanings: frozenset[str] = frozenset()
    agreed_recipients: frozenset[str] = frozenset()
    running: tuple[str, Action] | None = None
    cut_off: tuple[str, Action] | None = None
    back_to: State = State.PLANNED
    read_at: datetime | None = None
    failed_at: datetime | None = None
    wait_until: datetime | None = None
    failures: int = 0
    trouble: Failure | None = None
    task: Task | None = None
    known: frozenset[str] = frozenset()
    listings: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()
    decided: Mapping[str, Decision] = field(default_factory=dict)
    submitted_at: datetime | None = None
    submissions: int = 0
    mail: str | None = None
    confirmed: bool = False
    answer_by: datetime | None = None
    overdue: bool = False
    absences: int = 0
    absent_at: datetime | None = None
    revision: str | None = None
    removals: int = 0
    reappearances: int = 0
    events: int = 1
    doubt: Doubt | None = None
    escalated: bool = False
    confirmation_made: bool = False
    editions: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    held: tuple[Mailed, ...] = ()
    law: str | None = None
    by_mail: bool = False
    question: Question | None = None
    word: MailSays | None = None
    refused_at: datetime | None = None
    appeal_wanted: bool = False
    complaint_wanted: bool = False
    appealed_at: datetime | None = None
    reminded_at: datetime | None = None
    extended: bool = False
    last_asked: frozenset[str] = frozenset()
    signed_at: datetime | None = None
    signed_for: Action | None = None
    own_words: str | None = None
    unread: tuple[Question, ...] = ()
    complaint_left: bool = False
    rung: Rung | None = None
    proven_at: datetime | None = None
    proven_edition: str | None = None
    confirmed_at: datetime | None = None
    attested_at: datetime | None = None
    again_at: datetime | None = None
    asked_again_at: datetime | None = None
    contradictions: int = 0
    contradicted_at: datetime | None = None
    rounds: int = 0
    disproved: frozenset[str] = frozenset()

    def signed(self, action: Action) -> datetime | None:
        """When the person signed the letter of the next ``action``; None where they did not."""
        return self.signed_at if self.signed_for == action else None

    @property
    def resting(self) -> State:
        """The state, looking through a task, a pause or a withdrawal to what lies beneath."""
        return self.back_to if self.state in STOPPED else self.state

    @property
    def refused(self) -> bool:
        """Whether a refusal stands; not where the appeal against it was met with silence."""
        return self.refused_at is not None and not (self.appealed_at is not None and self.overdue)

    @property
    def answered(self) -> bool:
        """Whether what was asked last, the request or the appeal, was refused: no deadline runs then."""
        if self.refused_at is None:
            return False
        return self.appealed_at is None or self.refused_at > self.appealed_at

    @property
    def seen(self) -> bool:
        """Whether a listing of the person was ever seen (and not disowned by the person since)."""
        return bool(self.known)

    @property
    def next_listing(self) -> str | None:
        """The listing that the next submission is about."""
        return next((listing for listing in self.listings if listing not in self.asked), None)
