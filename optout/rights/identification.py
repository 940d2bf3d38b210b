"""Whether a provider may ask who somebody is before it acts, and the least that answers it. Pure.

The words of what is asked for are those of ``channels.mail.understanding``. Sources: Regulation (EU)
2016/679 Art. 12(6) and recital 64, EDPB Guidelines 01/2022 section 3.3 (UK GDPR the same); 11 CCR
7026(d), 7027(e), 7060 to 7063; Oregon OCPA 646A.576 and the acts like it. None of this is advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optout.requests.rights import Right
from optout.rights.law import Law

ASKED: Mapping[str, str] = {
    "id-document": "a copy of an identity document",
    "selfie": "a picture of you",
    "notarised": "a notarised statement",
    "signature": "your signature",
    "phone": "your phone number",
    "address": "your postal address",
    "birth-date": "your date of birth",
    "account-number": "an account or customer number",
    "other-email": "another e-mail address of yours",
}
"""What mails ask for, as a person would say it."""

_HEAVY = frozenset({"id-document", "selfie", "notarised"})
_OPT_OUTS = frozenset({Right.OPT_OUT_OF_SALE, Right.LIMIT})
_EUROPEAN = frozenset({"gdpr", "uk_gdpr"})


@dataclass(frozen=True, slots=True)
class Judged:
    """``allowed``: what the law says of the question; ``least``: what suffices as an answer."""

    allowed: str
    least: str


_BY_REFERENCE = "Answer from the address that you wrote from and quote the reference; send nothing else."
_ONE_FACT = "At most confirm one fact that it holds already, such as your postal code; no document."


def identification(law: Law | None, right: Right, asks: Iterable[str]) -> Judged:
    """What to think of a question for ``asks`` in answer to this right, under this law."""
    least = f"{_BY_REFERENCE} {_no_document(asks)}".strip()
    if law is None:
        return Judged("No law makes you prove anything here, and none makes it act.", least)
    if law.slug in _EUROPEAN:
        return Judged(
            "It may ask only where it has reasonable doubts about who you are, and must say which "
            "(Art. 12(6)). A document by default is too much.",
            f"{least} {_ONE_FACT}",
        )
    if law.jurisdiction.startswith("US-") and right in _OPT_OUTS:
        return Judged(
            "An opt-out needs no verification: it may ask only for what finds your record.", least
        )
    if law.slug == "ccpa":
        return Judged(
            "It may compare what you say with what it holds already. It may not make you pay for "
            "proof, such as a notary (11 CCR 7060), nor ask for a document where facts suffice.",
            f"{_BY_REFERENCE} {_ONE_FACT}",
        )
    return Judged(
        "It may ask for no more than it reasonably needs to find you and to know that it is you.",
        f"{_BY_REFERENCE} {_ONE_FACT}",
    )


def asked_words(asks: Iterable[str]) -> str:
    """``It asks for a copy of an identity document and your signature``; "" where nothing is known."""
    known = [ASKED[one] for one in asks if one in ASKED]
    if not known:
        return ""
    head = ", ".join(known[:-1])
    return f"It asks for {head} and {known[-1]}." if head else f"It asks for {known[0]}."


def _no_document(asks: Iterable[str]) -> str:
    return "Refuse the document." if _HEAVY & set(asks) else ""
