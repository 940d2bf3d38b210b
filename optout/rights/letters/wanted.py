"""What a letter is to be: everything that decides its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, get_args

from optout.requests.rights import Right
from optout.rights.law import Law, Role

Language = Literal["en", "de", "fr", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "de", "fr", "es")


Happened = Literal[
    "acknowledged_on", "granted_on", "not_found_on", "appealed_on", "appeal_due", "appeal_refused_on"
]
HAPPENED: tuple[Happened, ...] = get_args(Happened)
"""What may follow a request: the provider's words, and an appeal until its end."""


class Stage(StrEnum):
    """Which letter of a correspondence it is."""

    REQUEST = "request"
    REMINDER = "reminder"
    APPEAL = "appeal"
    COMPLAINT = "complaint"  # to the regulator; the person files it


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for the person, and when the person signed the permission to do so."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    signed_on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter to write. What is None or empty is not known, and never invented.

    ``law`` is the row that is invoked; None: a voluntary request that invokes no law. ``facts`` are
    meaning to value of all that the letter may tell about the person, and all of it is told.
    ``reasons`` are the person's own words: their situation (GDPR Art. 21(1)), why a content is
    illegal, what is to be corrected, or which work is copied. ``is_marketing``: an objection to direct
    marketing, which needs no reasons. ``signed`` is the day on which the person signed this very
    letter; statements that only the person can make need it. ``replies_to_sender``: the letter is an
    e-mail whose sender gets the answer, so that no address has to be named. ``stands_alone``: nothing
    goes with the letter, so that a complaint encloses nothing. ``asked_on``, ``answer_by``,
    ``refused_on`` and ``ground`` (a kind that the language has words for, or words) tell the story so
    far; of an appeal, ``answer_by`` is the last day for deciding on it. ``happened`` is for a
    complaint: the days of what came after the request, as far as it came. ``regulator`` names whom a
    complaint goes to, ``written_on`` dates the letter where it is printed.
    """

    law: Law | None
    right: Right
    provider: str
    facts: Mapping[str, str] = field(repr=False)
    reference: str
    stage: Stage = Stage.REQUEST
    language: Language = "en"
    role: Role = "person"
    agent: Agent | None = None
    reasons: str | None = field(default=None, repr=False)
    is_marketing: bool = False
    signed: date | None = None
    replies_to_sender: bool = False
    stands_alone: bool = False
    asked_on: date | None = None
    answer_by: date | None = None
    refused_on: date | None = None
    ground: str | None = None
    happened: Mapping[Happened, date] = field(default_factory=dict)
    regulator: str | None = None
    written_on: date | None = None
