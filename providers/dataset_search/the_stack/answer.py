"""Reads what the project's look-up says: a ticket first, then a stream of events with the answer."""

import re
from dataclasses import dataclass, field

from optout.channels.api.reply import Reply, read_json
from optout.http import Unanswered
from optout.requests.failures import Failure

_TICKET = re.compile(r"[A-Za-z0-9_-]{1,100}")
_REPOSITORY = re.compile(r"github\.com/([A-Za-z0-9-]+)/([A-Za-z0-9._-]+)\)")
_VERSION = re.compile(r"[Tt]he[ -][Ss]tack[ -]v([0-9]+(?:\.[0-9]+)*)")
_COUNT = re.compile(r"\*\*([0-9]{1,7})\b")


@dataclass(frozen=True, slots=True)
class Listing:
    """The repositories of one account, as owner/name. ``is_whole``: as many as the answer counts."""

    repositories: tuple[str, ...] = field(repr=False)
    is_whole: bool
    edition: str | None


def event_of(reply: Reply) -> str:
    """The ticket by which the answer is fetched."""
    told = reply.json()
    ticket = told.get("event_id") if isinstance(told, dict) else None
    if not isinstance(ticket, str) or not _TICKET.fullmatch(ticket):
        raise Unanswered(Failure.BAD_ANSWER, "a question without a ticket")
    return ticket


def listing_in(stream: str, owner: str) -> Listing:
    """What the finished answer says of the account; ``Unanswered`` for anything else.

    "No" counts only as the first word of an answer that names no repository, "yes" only with
    repositories of this account.
    """
    text = _answer(stream)
    found = list(dict.fromkeys(f"{one}/{name}" for one, name in _REPOSITORY.findall(text)))
    others = [one for one in found if one.partition("/")[0].casefold() != owner.casefold()]
    version = _VERSION.search(text)
    edition = f"the-stack-v{version[1]}" if version else None
    if text.lstrip().startswith("**No**") and not found:
        return Listing((), True, edition)
    if not found or others or not text.lstrip().startswith("**Yes**"):
        raise Unanswered(Failure.BAD_ANSWER, "neither a yes with repositories nor a no")
    count = _COUNT.search(text)
    return Listing(tuple(found), count is not None and int(count[1]) == len(found), edition)


def _answer(stream: str) -> str:
    """The text of the event ``complete``, of which there is one, at the end of a stream that ended."""
    if not stream.endswith("\n"):
        raise Unanswered(Failure.BAD_ANSWER, "the stream was cut off")
    lines = [line.rstrip("\r") for line in stream.splitlines()]
    events = [number for number, line in enumerate(lines) if line.startswith("event:")]
    if not events or any(lines[number][6:].strip() == "error" for number in events):
        raise Unanswered(Failure.SERVER_ERROR, "the look-up could not answer")
    last = events[-1]
    if lines[last][6:].strip() != "complete" or not lines[last + 1 : last + 2]:
        raise Unanswered(Failure.BAD_ANSWER, "a stream without an answer")
    name, _, data = lines[last + 1].partition(":")
    told = read_json(data) if name == "data" else None
    if not isinstance(told, list) or not told or not isinstance(told[0], str):
        raise Unanswered(Failure.BAD_ANSWER, "an answer that is no text")
    return told[0]
