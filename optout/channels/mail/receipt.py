"""Does a mail say that the request arrived, or that it was done? Only plain words count."""

import re
from collections.abc import Sequence
from typing import Literal

_REQUEST = r"your (?:[a-z'-]+ ){0,4}(?:request|opt[ -]out|objection)"
_INDEED = r"(?:(?:now|successfully|fully) )?"
_RECEIVED = re.compile(
    rf"\b(?:we(?: have|'ve)? (?:received|processed|recorded) {_REQUEST}"
    rf"|{_REQUEST} (?:has been|was|is) {_INDEED}(?:received|processed|recorded|confirmed))\b"
)
_DONE = re.compile(
    rf"\b(?:we(?: have|'ve)? {_INDEED}(?:completed|honou?red) {_REQUEST}"
    rf"|{_REQUEST} (?:(?:has been|was|is) {_INDEED}(?:completed?|honou?red)|is(?: now)? in effect)"
    r"|your (?:data|information|record|records|listing|details) (?:has|have) been"
    rf" {_INDEED}(?:deleted|removed|opted out|suppressed))\b"
)
# "You will hear from us once your request has been completed": not done, and no "but" either.
_NOT_YET = re.compile(
    r"\b(?:once|when(?:ever)?|after|until|till|if|whether|as soon as|in case|will|would|shall|should"
    r"|may|might|could|pending|within|partly|partially|some|except|tomorrow|soon)\b"
)
_BUT = re.compile(
    r"\b(?:not|cannot|can't|couldn't|unable|refus\w*|den(?:y|ied)|declin\w*|reject\w*|fail\w*"
    r"|unfortunately|however|unless|before we|need (?:you|more|further)|must|require[sd]?"
    r"|click|verif\w*|identity|expired?)\b"
)
_NO_BUT = re.compile(r"\b(?:please )?do not (?:reply|respond|answer)\b")
_QUOTED = re.compile(r"(?m)^\s*>.*$")
_QUOTE_BEGINS = re.compile(r"(?im)^(?:on .{1,200} wrote:|-+ ?original message ?-+|from: .{1,200})\s*$")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s|\n\s*\n")
_MAX_TEXT = 20_000


def answer_in(subject: str, texts: Sequence[str]) -> Literal["granted", "acknowledged", "other"]:
    """What the mail's own words (not what it quotes) say; with a "but" anywhere it is "other".

    "granted" needs a sentence that says that it was done, and neither when nor on what condition.
    A request that was merely processed may have been turned down: that is "acknowledged".
    """
    sentences = [_plain(one) for text in (subject, *map(_own_words, texts)) for one in _split(text)]
    if _BUT.search(" ".join(sentences)):
        return "other"
    if any(_DONE.search(one) and not _NOT_YET.search(one) for one in sentences):
        return "granted"
    return "acknowledged" if any(_RECEIVED.search(one) for one in sentences) else "other"


def _split(text: str) -> list[str]:
    return _SENTENCE_ENDS.split(text)


def _plain(sentence: str) -> str:
    return _NO_BUT.sub("", " ".join(sentence.replace("\u2019", "'").lower().split()))


def _own_words(text: str) -> str:
    answer = _QUOTE_BEGINS.split(text[:_MAX_TEXT], maxsplit=1)[0]
    return _QUOTED.sub("", answer)
