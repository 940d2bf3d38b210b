"""A mail server's report about a letter of ours: which letter it is, and what it proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message

from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep
from optout.channels.mail.authentication import is_authentic, is_forged
from optout.channels.mail.headers import author_domain, headers
from optout.channels.mail.understanding.bounces import Bounce
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from optout.running.waiting import senders_of

_LETTERS = frozenset({Action.SUBMIT, Action.REMIND, Action.APPEAL})
_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.10"})


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back, and what it was for. ``rejected``: its address may be there."""

    about: Action
    rejected: bool


def letter_of(events: Sequence[Event], attempt: str | None) -> Action | None:
    """What the letter of this attempt was for; None where it is no letter that can have left.

    A draft leaves under the Message-ID of the person's own mail program, so a report about it names no
    attempt: it is about the only letter of the request, where that was a draft.
    """
    ended = [one for one in events if isinstance(one, Concluded) and one.outcome.sent == Sent.NO]
    drafts = {one.attempt for one in ended if one.outcome.failure == Failure.DRAFT}
    kept = {one.attempt for one in ended} - drafts
    letters = {
        one.attempt: one.action
        for one in events
        if isinstance(one, Intended) and one.action in _LETTERS and one.attempt not in kept
    }
    if attempt not in letters and len(letters) == 1 and drafts >= letters.keys():
        [attempt] = letters
    return letters.get(attempt or "")


def proves_dead(bounce: Bounce, message: Message, provider: Provider, own_address: str) -> bool:
    """Whether nobody can be written to there: enough to stop writing for everybody, for a while.

    A report with a status that says so, about the very address that is written to, of the server that
    our mail leaves by or of one that is vouched for as the provider's. Anybody could write any other.
    """
    step = provider.submit
    named = isinstance(step, MailStep) and step.to.lower() in bounce.recipients
    if not (named and bounce.is_report and bounce.kind == "dead" and bounce.status in _DEAD):
        return False
    own = own_address.rpartition("@")[2].lower()
    return not is_forged(message) and _is_known(message, frozenset({own, *senders_of(provider)}), own)


def _is_known(message: Message, domains: frozenset[str], own: str) -> bool:
    """What our own server writes goes through no check: it has no result of one."""
    author = author_domain(message)
    if headers(message, "Authentication-Results"):
        return is_authentic(message, lambda domain: any(_is_within(domain, one) for one in domains))
    return author is not None and _is_within(author, own)


def _is_within(domain: str, name: str) -> bool:
    return domain == name or domain.endswith("." + name)
