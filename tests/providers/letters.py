"""Letters to twins that are reached by mail, as a person's mail program writes them."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from tests.providers.visitor import START, Visitor

REFERENCE = "OPT-K3J5Q2ZWXA"


def request_of(visitor: Visitor) -> str:
    person = visitor.subject
    return f"I am {person.names[0].full} of {person.addresses[0].region}. Delete what you hold about me."


def letter(visitor: Visitor, text: str | None = None, *, follows_up: bool = False) -> EmailMessage:
    """A request, or what follows it up under the same reference."""
    number = 2 if follows_up else 1
    written = EmailMessage()
    written["From"] = visitor.subject.emails[0]
    written["To"] = visitor.twin.address
    written["Subject"] = f"Delete my data [{REFERENCE}]"
    written["Message-ID"] = f"<{REFERENCE}.a-{number}@mailbox.example>"
    if follows_up:
        written["In-Reply-To"] = f"<{REFERENCE}.a-1@mailbox.example>"
    written.set_content(request_of(visitor) if text is None else text)
    return written


def write(
    visitor: Visitor, text: str | None = None, day: float = 0, *, follows_up: bool = False
) -> None:
    """Send it on that day of the rehearsal; the clock is moved there."""
    at = START + timedelta(days=day)
    visitor.clock.move_to(max(at, visitor.clock.now()))
    visitor.twin.receive_mail(letter(visitor, text, follows_up=follows_up).as_bytes(), at)


def said(visitor: Visitor) -> list[tuple[str, float]]:
    """What the twin said, each with the day, in the order of time."""
    words = [(one.word, _day(one.at)) for one in visitor.books.said]
    return sorted(words, key=lambda one: one[1])


def day_of(mail: dict[str, object]) -> float:
    at = mail["at"]
    assert isinstance(at, datetime)
    return _day(at)


def _day(moment: datetime) -> float:
    return (moment - START) / timedelta(days=1)
