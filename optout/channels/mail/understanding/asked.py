"""The particulars of an answer: on what a refusal rests, what is asked for, until when it may take."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from optout.channels.mail.understanding.sentences import Sentence
from optout.channels.mail.understanding.signals import Said
from optout.channels.mail.understanding.wording import wording

GROUNDS = (
    "processor-not-controller",
    "exempt-public-record",
    "not-applicable-law",
    "unverifiable",
    "legal-obligation",
    "excessive",
    "legitimate-interest",
    "security",
)
ASKED = (
    "id-document",
    "selfie",
    "notarised",
    "signature",
    "phone",
    "address",
    "birth-date",
    "account-number",
    "other-email",
)
_TERM_OF_GROUND = {"processor-not-controller": "processor", "exempt-public-record": "public record"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan januar jänner janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sep sept septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre",
        ],
        start=1,
    )
    for name in names.split()
}
_DAY = re.compile(
    r"(?P<y1>20\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>20\d\d)"
    r"|(?P<d3>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s(?:of\s|de\s)?(?P<m3>[a-zäéûô]{3,10})\.?,?\s(?:de\s"
    r"|del\s)?(?P<y3>20\d\d)"
    r"|(?P<m4>[a-z]{3,10})\.?\s(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y4>20\d\d)"
    r"|(?P<d5>\d{1,2})/(?P<m5>\d{1,2})/(?P<y5>20\d\d)",
    re.IGNORECASE,
)


def ground_of(said: Mapping[str, Said], languages: Sequence[str]) -> str:
    """On what a refusal rests: one of ``GROUNDS``, or "other"."""
    words = " ".join(one.words for one in _sentences(said, "refused", "partly"))
    return next((name for name in GROUNDS if _names(_term(name), words, languages)), "other")


def asked_for(said: Mapping[str, Said], languages: Sequence[str]) -> tuple[str, ...]:
    """What the mail wants from the person, of ``ASKED``."""
    words = " ".join(one.words for one in _sentences(said, "identify", "data"))
    return tuple(name for name in ASKED if _names(name.replace("-", " "), words, languages))


def day_named(said: Mapping[str, Said], languages: Sequence[str]) -> date | None:
    """The latest day that the sentences about an extension name; None where there is none."""
    found = [
        day
        for sentence in _sentences(said, "extended")
        for match in _DAY.finditer(sentence.written[:700])
        if (day := _day(match, languages))
    ]
    return max(found, default=None)


def _sentences(said: Mapping[str, Said], *names: str) -> Iterator[Sentence]:
    for name in names:
        if name in said:
            yield from said[name].sentences


def _term(ground: str) -> str:
    return _TERM_OF_GROUND.get(ground, ground.replace("-", " "))


def _names(term: str, words: str, languages: Sequence[str]) -> bool:
    return any(wording(language).terms[term].search(words) for language in languages)


def _day(match: re.Match[str], languages: Sequence[str]) -> date | None:
    """Numbers divided by slashes are month first where the mail is written in English alone."""
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS.get(parts["m"].lower(), 0)
    day = int(parts["d"])
    if match["m5"] and list(languages) == ["en"] and day <= 12:
        month, day = day, month
    try:
        return date(int(parts["y"]), month, day)
    except ValueError:
        return None
