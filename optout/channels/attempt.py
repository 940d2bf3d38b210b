"""What a channel is given, and what it has to bring back besides the outcome."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from optout.catalog.definition import Provider
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome
from optout.requests.verdict import Verdict
from optout.rights.law import Law
from optout.rights.letters.wanted import Agent

if TYPE_CHECKING:
    from optout.channels.web.controls import Seen


@dataclass(frozen=True, slots=True)
class Record:
    """A listing as a search read it off a page or an API: personal data, kept sealed."""

    key: str  # the provider's own stable identity of the record: its page address or row id
    fields: Mapping[str, str] = field(repr=False)  # by meaning; "name", "x-age", "address-level2" ...

    @property
    def address(self) -> str | None:
        """Where the record is now; None where it has no page of its own."""
        return self.fields.get("x-listing-url") or (self.key if "://" in self.key else None)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """One thing of the person's (a fact of this meaning) that was looked up in one place.

    ``edition`` is the crawl, data set, revision or shard. ``failure`` says why there is no proof, where
    there is none. ``detail`` is for the person: numbers, dates, addresses where it was seen.
    """

    meaning: str
    thing: str = field(repr=False)
    verdict: Verdict
    edition: str | None = None
    failure: Failure | None = None
    detail: Mapping[str, str | int | bool | None] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of one action for one request. ``facts`` holds only what the step declares.

    ``own_addresses`` are all e-mail addresses of a person who acts for themselves; None where an
    agent acts for them. No recipient is told of them: they say which mailbox may write.
    ``recognise`` takes a row's fields by meaning and gives its score where the row is surely the
    person's own, else None; ``may_be_of`` whether nothing in them speaks against the person (None:
    of any row it may be). ``await_code`` waits, bounded by whoever gives it, for the code that the
    provider mails; None where none came, and ``Unanswered`` where the mailbox cannot be read.
    ``stop_before_send``: the attempt ends before the press that would send. ``look_at``: nothing is
    told at all; the attempt ends at the form of the click of this id ("": of the first one), which it
    has looked at without typing or sending. ``is_trial``: an imported definition is tried on a page of
    somebody's choice; its step is done where every verb ran as described, and nothing is concluded
    about any request.

    The last fields are for letters. ``law`` is the row that the request rests on; None: it invokes
    none. ``first_letter`` is the id of the attempt that sent the request which this letter follows up,
    on ``asked_on``. ``answer_by`` is the last day for the answer that the letter asks for, in a reminder
    the one that passed. ``ground`` is the refusal's, in words. ``reasons`` are the person's own words,
    and ``is_marketing`` says that an objection is to direct marketing, which needs none.
    ``signed`` is the day on which the person signed this very letter. ``agent`` writes for the person.
    """

    id: str
    provider: Provider
    action: Action
    facts: Facts
    at: datetime
    reference: str  # stable, meaningless outside; goes into letters and their Message-ID
    listing: Record | None = None
    own_addresses: frozenset[str] | None = field(default=None, repr=False)
    recognise: Callable[[Mapping[str, str]], float | None] | None = field(default=None, repr=False)
    may_be_of: Callable[[Mapping[str, str]], bool] | None = field(default=None, repr=False)
    await_code: Callable[[], Awaitable[str | None]] | None = field(default=None, repr=False)
    stop_before_send: bool = False
    look_at: str | None = None
    is_trial: bool = False
    law: Law | None = None
    first_letter: str | None = None
    asked_on: date | None = None
    answer_by: date | None = None
    refused_on: date | None = None
    ground: str | None = None
    reasons: str | None = field(default=None, repr=False)
    is_marketing: bool = False
    signed: date | None = None
    agent: Agent | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response on the wire, as evidence."""

    method: str
    url: str = field(repr=False)
    request_headers: tuple[tuple[str, str], ...] = field(repr=False)
    request_body: bytes = field(repr=False)
    status: int
    response_headers: tuple[tuple[str, str], ...] = field(repr=False)
    response_body: bytes = field(repr=False)


SENDER = "x-sender"
"""The meaning of the address that a letter came from, where it tells another e-mail address besides."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One fact that left this machine: which meaning, to which domain, and its value (kept salted)."""

    meaning: str
    recipient: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilledIn:
    """One control that was filled: where it is (a selector), for which meaning, with which value."""

    selector: str
    meaning: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form as it was just before it was sent, or when it was refused: its known lines, facts masked.

    ``key`` is "step.verb-id"; ``changes`` say line by line what differs from what the definition knew.
    """

    key: str
    text: str = field(repr=False)
    changes: str = field(default="", repr=False)


@dataclass(slots=True)
class Capture:
    """Collects, in memory, what will be the attempt's evidence.

    ``held`` is what a draft tells once somebody sends it; nobody was told yet. ``flow_ended``: a flow
    came to its own end, so that it asked all that it meant to ask, with whatever answers.
    ``last_seen`` is the last reading of a page, kept only where an attempt looks and tells nothing.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    screenshots: list[tuple[str, bytes]] = field(default_factory=list)  # ("before", jpeg bytes)
    mails: list[bytes] = field(default_factory=list)
    log_lines: list[bytes] = field(default_factory=list)  # of the person's own server, as it wrote them
    disclosed: list[Disclosed] = field(default_factory=list)
    held: list[Disclosed] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)  # what a search found, before matching
    looked_up: list[LookedUp] = field(default_factory=list)  # by thing, where the place can be asked so
    flow_ended: bool = False
    filled: list[FilledIn] = field(default_factory=list)
    clicked: list[str] = field(default_factory=list)  # by name or selector, in order
    forms: list[FormSeen] = field(default_factory=list)
    last_seen: "Seen | None" = field(default=None, repr=False)


class Channel(Protocol):
    """Runs one attempt. Never raises for what the outside world does: that is an outcome.

    A search that found records puts them in ``capture.records`` and answers DONE with no
    sightings: deciding whose listing it is, is not a channel's business.
    """

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome: ...
