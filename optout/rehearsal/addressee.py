"""What every twin does that is reached by letter: read, keep books, and answer by mail in its time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Listed, Received, Said, Stage, Word
from optout.rehearsal.letter_reader import ReadLetter, read_letter
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.twin import World, person_key

PROCESSING = timedelta(days=45)
"""For so long an equal letter is the same request once more."""


@dataclass(slots=True)
class Case:
    """One person's matter: the letter that began it, and how the twin writes it down."""

    letter: ReadLetter = field(repr=False)
    received: Received
    raw: bytes = field(repr=False)
    followed: set[Stage] = field(default_factory=set)  # what followed up the request already

    @property
    def person(self) -> str:
        return self.received.person


class Addressee:
    """The part that twins without forms share. It holds everybody's data until it does as it is asked.

    ``asked``, ``reminded`` and ``appealed`` are called once for a letter that is no duplicate; a twin
    says there what it answers. A letter that follows up a refusal is an appeal, any other a reminder.
    """

    site: Site
    address: str

    def __init__(self, world: World) -> None:
        self.world = world
        self.books = Books()
        self.rng = world.rng()
        self._cases: list[Case] = []
        self.books.listed += [Listed(person_key(person), world.start) for person in world.people]

    @cached_property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/", self.home), *self.routes()])

    def routes(self) -> list[Route]:
        """The pages besides the first."""
        return []

    async def home(self, request: Request) -> Response:
        return self.site.page(self.site.name, paragraph(f"Write to {self.address}."))

    def asked(self, case: Case) -> None:
        """A request came."""

    def reminded(self, case: Case) -> None:
        """A reminder of it came."""

    def appealed(self, case: Case) -> None:
        """An appeal against the refusal came."""

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """There is nothing to do by hand here."""

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        """Control names are the meanings of the facts found in the letter and its sender."""
        letter = read_letter(raw, self.world.people)
        person = person_key(letter.writer) if letter.writer else ""
        received = Received(at, person, letter.fields, {name: name for name in letter.fields})
        case = next((one for one in self._cases if letter.follows_up(one.letter)), None)
        if case is None:
            self._take_request(Case(letter, received, raw))
        else:
            self._take_follow_up(case, received)

    def case_of(self, subject: Subject) -> Case | None:
        """The matter of this person, where they wrote."""
        key = person_key(subject)
        return next((case for case in self._cases if case.person == key), None)

    def after(self, least: float, most: float) -> datetime:
        """A moment so many days from now."""
        return self.world.clock.now() + timedelta(days=self.rng.uniform(least, most))

    def says(self, case: Case, word: Word, text: str, at: datetime) -> None:
        """Answer the letter at ``at``, and write down what is thereby said."""
        self.write(case, text, at)
        self.books.said.append(Said(at, case.person, word))

    def does(self, case: Case, text: str, at: datetime) -> None:
        """Delete what was held, and say so at ``at``."""
        for period in self.books.listed:
            if period.person == case.person and period.until is None:
                period.until = at
        self.confirms(case, at)
        self.says(case, "done", text, at)

    def confirms(self, case: Case, at: datetime) -> None:
        """From ``at`` on the person was told that this is the end of the matter."""
        case.received.confirmed_at = case.received.confirmed_at or at

    def write(
        self,
        case: Case,
        text: str,
        at: datetime,
        *,
        sender: str = "",
        authentic: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Mail an answer that quotes the letter's subject and Message-ID."""
        letter = case.letter
        threading = {"In-Reply-To": letter.message_id, "References": letter.message_id}
        self.world.post.send(
            sender=sender or f"{self.site.name} <{self.address}>",
            to=letter.answer_to,
            subject=f"Re: {letter.subject}",
            text=text,
            at=at,
            authentic=authentic,
            headers={**threading, **(headers or {})},
        )

    def _take_request(self, case: Case) -> None:
        new = case.received
        new.duplicate = any(_is_same(old.received, new) for old in self._cases)
        self.books.received.append(new)
        if not new.duplicate and new.person:
            self._cases.append(case)
            self.asked(case)

    def _take_follow_up(self, case: Case, received: Received) -> None:
        """Each kind may come once."""
        received.stage = "appeal" if self._refused(case, received.at) else "reminder"
        received.duplicate = received.stage in case.followed
        self.books.received.append(received)
        if received.duplicate:
            return
        case.followed.add(received.stage)
        if received.stage == "appeal":
            self.appealed(case)
        else:
            self.reminded(case)

    def _refused(self, case: Case, at: datetime) -> bool:
        words = [said for said in self.books.said if said.person == case.person and said.at <= at]
        return any(said.word == "refused" for said in words)


def _is_same(old: Received, new: Received) -> bool:
    return (old.person, old.fields) == (new.person, new.fields) and new.at < old.at + PROCESSING
