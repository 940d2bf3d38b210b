"""How a twin reads a letter: who wrote it, which facts it tells, and what it follows up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from optout.people.subject import PostalAddress, Subject

_REFERENCE = re.compile(r"\bOPT-[A-Z0-9]+\b")


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter as its addressee reads it. ``fields`` are the facts in it, by meaning.

    ``reference`` is the writer's own, empty where there is none; ``answers_own``: the letter answers one
    with the same reference. ``answer_to`` is the address that it came from.
    """

    writer: Subject | None = field(repr=False)
    fields: dict[str, str] = field(repr=False)
    answer_to: str = field(repr=False)
    subject: str = field(repr=False)
    message_id: str
    reference: str
    answers_own: bool

    def follows_up(self, first: "ReadLetter") -> bool:
        """Whether this is about the same matter as ``first``, and not that very letter once more.

        A letter that the person sent from a draft answers none: then only its subject tells.
        """
        same = bool(self.reference) and self.reference == first.reference
        return same and (self.answers_own or self.subject != first.subject)


def read_letter(raw: bytes, people: Sequence[Subject]) -> ReadLetter:
    """Read a letter that one of ``people`` may have written: whose e-mail address stands in it."""
    letter = message_from_bytes(raw, policy=default)
    told = _everything_said(letter)
    writer = next((person for person in people if _wrote(person, told)), None)
    message_id, subject = str(letter["Message-ID"] or ""), str(letter["Subject"] or "")
    reference = _reference(f"{message_id} {subject}")
    earlier = f"{letter['In-Reply-To'] or ''} {letter['References'] or ''}"
    return ReadLetter(
        writer=writer,
        fields=_facts_in(told, writer) if writer else {},
        answer_to=parseaddr(str(letter["From"]))[1],
        subject=subject,
        message_id=message_id,
        reference=reference,
        answers_own=bool(reference) and reference in earlier,
    )


def _reference(text: str) -> str:
    found = _REFERENCE.search(text)
    return found[0] if found else ""


def _everything_said(letter: EmailMessage) -> str:
    bodies = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(letter["From"]), str(letter["Subject"]), *bodies])


def _wrote(person: Subject, told: str) -> bool:
    return any(email.lower() in told.lower() for email in person.emails)


def _facts_in(told: str, person: Subject) -> dict[str, str]:
    """The facts of ``person`` that stand in the text; longer ones first, each text counted once."""
    found: dict[str, str] = {}
    for meaning, value in _facts_of(person):
        pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
        if pattern.search(told):
            found.setdefault(meaning, value)
            told = pattern.sub(" ", told)
    return found


def _facts_of(person: Subject) -> Iterator[tuple[str, str]]:
    yield from (("email", email) for email in person.emails)
    yield from (("x-image-url", image) for image in person.images)
    yield from (("url", site) for site in person.sites)
    yield from (("name", name.full) for name in person.names)
    yield from (("username", username) for username in person.usernames)
    yield from (("tel", phone) for phone in person.phones)
    if person.birth_date:
        yield "bday", person.birth_date.isoformat()
    for address in person.addresses:
        yield from _facts_of_address(address)


def _facts_of_address(address: PostalAddress) -> Iterator[tuple[str, str]]:
    named = (
        ("address-line1", address.street),
        ("address-level2", address.locality),
        ("postal-code", address.postal_code),
        ("address-level1", address.region),
    )
    yield from ((meaning, value) for meaning, value in named if value)
