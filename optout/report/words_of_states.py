"""What each state claims, and what it does not prove: the words of docs/reference/lifecycle.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from optout.report.words_of_proofs import edition_words
from optout.requests.events import MailSays
from optout.requests.history import History
from optout.requests.proof import Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State


@dataclass(frozen=True, slots=True)
class Claim:
    """``name`` as people read it; what it ``says``; what it does ``not_say``."""

    name: str
    says: str
    not_say: str


def claim_of(history: History) -> Claim:
    """What the request's present state claims. About training nothing is ever called removed."""
    standing = history.standing
    if standing.state == State.REMOVED and history.is_training:
        return _absent_from_training(history)
    if standing.state == State.HOLDING:
        return _holding(history)
    no_longer = history.is_training or history.planned.tracks == "standing"
    if standing.state == State.REAPPEARED and no_longer:
        return _NO_LONGER
    if standing.state == State.SUBMITTED and standing.attested_at:
        return _by_own_word(standing.attested_at)
    if standing.state == State.PLANNED and standing.again_at:
        return _nothing_offered(standing.again_at)
    return CLAIMS[standing.state]


def _absent_from_training(history: History) -> Claim:
    read = history.standing.proven_at or history.standing.read_at
    on = f" on {_day(read)}" if read else ""
    return Claim(
        f"seen absent{on}",
        "You were there, the request was made, and absence was proven as often as needed after it.",
        "That anything trained on earlier copies forgot you; nor that it stays so: it is watched.",
    )


def _holding(history: History) -> Claim:
    if history.standing.submissions == 0:
        return Claim(
            "nothing to ask for", "At the last look nothing of yours needed an opt-out.", _LATER
        )
    if history.standing.word == MailSays.NOT_FOUND and not history.standing.searchable:
        return Claim(
            "nothing held, it says",
            "The provider says it has nothing about you. It cannot be looked up.",
            "That it is so, or stays so.",
        )
    proof = proof_of(history.standing)
    if proof is not None and proof.rung in _READ:
        return _READ[proof.rung](proof)
    if proof is not None and proof.rung == Rung.ATTESTATION:
        return _by_own_word(proof.at)
    if not history.standing.searchable:
        return Claim(
            "confirmed by the provider",
            "The provider confirmed the opt-out in writing. It cannot be read back.",
            f"That it is obeyed. {CLAIMS[State.HOLDING].not_say}",
        )
    return CLAIMS[State.HOLDING]


def _seen_absent(proof: Proof) -> Claim:
    edition = f" in {edition_words(proof.edition)}" if proof.edition else ""
    return Claim(
        f"seen absent on {_day(proof.at)}",
        f"What is yours was looked for{edition}, and was not there.",
        "That it is in no other edition or copy; nor that anything made before was undone.",
    )


def _published(proof: Proof) -> Claim:
    return Claim(
        f"published, read back on {_day(proof.at)}",
        "Your own site says what it is to say.",
        "That any robot obeys it; nor that anything taken before is gone.",
    )


def _by_own_word(at: datetime) -> Claim:
    return Claim(
        f"set by you on {_day(at)}",
        "You said that you set it yourself. Nobody can read it back for you.",
        "That the setting is still as it was on that day; nor that anything made before was undone.",
    )


def _nothing_offered(again: datetime) -> Claim:
    return Claim(
        "no opt-out there",
        f"There was nothing to press, and you saw what is left to do. You look again on {_day(again)}.",
        "Anything about what is held of you there; nothing was asked of anybody.",
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


_READ: Mapping[Rung, Callable[[Proof], Claim]] = {
    Rung.ARTEFACT: _seen_absent,
    Rung.SIGNAL: _published,
}
"""What is read there is no opt-out that somebody has on record."""

_NO_LONGER = Claim(
    "no longer so", "It was in force, absent, or set by you, and is not any more.", "Why."
)
_LATER = "That it stays so."

CLAIMS: Mapping[State, Claim] = {
    State.PLANNED: Claim("planned", "The request exists.", "That anybody was contacted."),
    State.FOUND: Claim("found", "A listing was seen, and it is you.", "That the provider was asked."),
    State.CLEAR: Claim(
        "not listed", "At the last look the provider itself said that it has no listing of you.", _LATER
    ),
    State.SUBMITTED: Claim("asked", "The request was made.", "That it was read, or obeyed."),
    State.AWAITING_CONFIRMATION: Claim(
        "awaiting confirmation",
        "The request was made; it counts only when the provider's mail is answered.",
        "That the mail has come.",
    ),
    State.ACKNOWLEDGED: Claim(
        "acknowledged",
        "The provider wrote back, or its confirmation was followed.",
        "That anything was removed.",
    ),
    State.VERIFYING: Claim(
        "verifying", "You were proven absent since, but not yet often enough.", "That it is removed."
    ),
    State.REMOVED: Claim(
        "removed",
        "A listing was seen, the request was made, and absence was proven as often as needed after it.",
        "That it stays so: it is watched.",
    ),
    State.HOLDING: Claim(
        "in force",
        "The opt-out was read back as in force.",
        "That anything made before it was undone.",
    ),
    State.REAPPEARED: Claim("listed again", "It was removed, and you are listed again.", "Why."),
    State.OVERDUE: Claim(
        "overdue",
        "The provider's legal time is over, and you are still listed or nothing is known.",
        "That the provider broke the law; that is for others to say.",
    ),
    State.ESCALATED: Claim("escalated", "A complaint about that was made.", "That it helped."),
    State.REFUSED: Claim(
        "refused",
        "The provider answered that it will not do it, or not all of it.",
        "That it may refuse; nor that nothing was done.",
    ),
    State.NEEDS_YOU: Claim(
        "needs you", "Only you can do the next step: see optout tasks.", "That something failed."
    ),
    State.PAUSED: Claim(
        "paused",
        "The provider, or what we know of its pages, does not work now. It is tried again later.",
        "Anything about you there.",
    ),
    State.UNSURE: Claim(
        "unsure",
        "Something went wrong while sending. It may have arrived, or not. We look before sending again.",
        "That it was sent; nor that it was not.",
    ),
    State.WITHDRAWN: Claim(
        "withdrawn",
        "You no longer want it; nothing more is sent.",
        "That what was sent before was taken back.",
    ),
}
