"""What a reply mail was understood to be: the result of classifying it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class MailClass(StrEnum):
    """The closed list of what a reply can be."""

    ACKNOWLEDGED = "acknowledged"
    CONFIRMATION_LINK = "confirmation-link"
    CODE = "code"
    NEEDS_IDENTIFICATION = "needs-identification"
    NEEDS_DATA = "needs-data"
    FORM_ONLY = "form-only"
    DONE = "done"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    EXTENDED = "extended"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    UNRELATED = "unrelated"
    SUSPICIOUS = "suspicious"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a mail. ``why`` says in words without personal data why it may (not) be followed."""

    url: str = field(repr=False)
    followable: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """``confidence`` is from 0 to 1; below ``SURE`` a person reads the mail before anything is done.

    ``why`` are short reasons without personal data. ``code`` is set for class *code* only, and
    a followable link exists for *confirmation-link* only. ``ground`` says on what a refusal rests, in
    the words of a closed list; ``bounce`` tells "permanent", "temporary" or "dead" (no such address).
    ``answers`` are the Message-IDs of the letters that the mail answers or returns. ``asks`` are the
    kinds of things that it wants of the person, in the words of a closed list; ``extended_until`` is
    the day that it names for its answer. ``language`` is en, de, fr, es or "" where none was recognised.
    """

    mail_class: MailClass
    confidence: float
    why: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    code: str | None = field(default=None, repr=False)
    ground: str | None = None
    bounce: str | None = None
    language: str = ""
    answers: tuple[str, ...] = field(default=(), repr=False)
    asks: tuple[str, ...] = ()
    extended_until: date | None = None


SURE = 0.8
"""From this confidence on, a class is acted upon without a person."""
