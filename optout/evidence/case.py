"""All that is handed out about one request: what the export writes down."""

from dataclasses import dataclass, field
from datetime import date, datetime

from optout.evidence.ledger import Entry, Head


@dataclass(frozen=True, slots=True)
class Told:
    """One fact that left this machine: when, what kind of fact in words, to which domain."""

    at: datetime
    meaning: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the day, what was due in words, and how it stands ("met", "passed on ..." )."""

    on: date
    what: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One part of the evidence in plain text.

    ``name`` is ``part`` or ``folder/part``, each of letters, digits, ``.``, ``_`` and ``-``.
    ``commitment`` is the one in the ledger that covers it.
    """

    name: str
    content: bytes = field(repr=False)
    description: str
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in the tree of the case's head: RFC 9162 path, leaf to root, in hex.

    ``opening`` is what the entry commits to, where it is handed out.
    """

    entry: Entry
    path: tuple[str, ...]
    opening: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One request as it is told to a third party. All times in UTC; all texts are for people.

    ``salt`` is the subject's ledger salt (the HMAC key of commitments). Whoever has it can check
    openings, and test guesses about this subject's other entries; without it, ``openings`` prove
    nothing and are not written.
    """

    reference: str
    subject: str = field(repr=False)
    provider: str
    domains: tuple[str, ...]
    right: str
    law: str
    prepared_at: datetime
    state: str = ""
    timeline: tuple[tuple[datetime, str], ...] = ()
    disclosures: tuple[Told, ...] = ()
    deadlines: tuple[Due, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    proofs: tuple[Proof, ...] = ()
    head: Head | None = None
    public_key: str = ""
    salt: bytes | None = field(default=None, repr=False)
    rehearsed: bool = False
