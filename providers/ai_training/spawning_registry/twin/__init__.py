"""The twin of Spawning's registry: a list in memory, now and then out of order, and reset once.

Read from the published client of the query interface: key in ``Authorization``, one address per
line, an answer in the order asked. The reset around day 60 is invented.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

CLAIM_TAKES = timedelta(days=1)
RESET_DAY, RESET_SPREAD = 60, 5
MAX_LINES = 10_000


class Twin:
    """Lists a person while an image of theirs is not opted out."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock = world.clock
        self._start = world.start
        self._rng = world.rng()
        self._reset = world.day(RESET_DAY + self._rng.uniform(-RESET_SPREAD, RESET_SPREAD))
        self._images = {person_key(one): one.images for one in world.people if one.images}
        self._owners = {image: person for person, images in self._images.items() for image in images}
        self._cleared = {person: self._rng.choice(images) for person, images in self._images.items()}
        self._claims: dict[str, list[datetime]] = {person: [] for person in self._images}
        self._answers_until_nonsense = self._rng.randint(2, 4)
        self.books.listed = [Listed(person, self._start) for person in self._images]
        self._app = Starlette(routes=[Route("/api/v2/query/urls/", self._query, methods=["POST"])])

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the registry is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person claimed all their images; the registry shows it a day later."""
        if person_key(subject) in self._claims:
            self._claims[person_key(subject)].append(at + CLAIM_TAKES)
            self._write_down(person_key(subject))

    async def _query(self, request: Request) -> Response:
        lines = (await request.body()).decode().split("\n")
        person = next((self._owners[line] for line in lines if line in self._owners), "")
        self._note(person, [line for line in lines if line])
        if not request.headers.get("authorization", "").startswith("API "):
            return JSONResponse({"message": "Unauthorized"}, 401)
        if request.headers.get("content-type") != "text/plain" or not 1 < len(lines) <= MAX_LINES:
            return JSONResponse({"message": "Bad Request"}, 400)
        fault = self._fault()
        if fault:
            self.books.faults.append(Fault(self._clock.now(), person or None, fault))
            return PlainTextResponse("not json", 503 if fault == "503" else 200)
        return JSONResponse({"urls": [self._entry(line) for line in lines if line]})

    def _note(self, person: str, images: list[str]) -> None:
        fields = {f"line {number}": image for number, image in enumerate(images, start=1)}
        meanings = dict.fromkeys(fields, "x-image-url")
        self.books.searched.append(Received(self._clock.now(), person, fields, meanings))

    def _fault(self) -> str | None:
        """Five in a hundred answers are 503; once in the twin's life a 200 is no JSON."""
        self._answers_until_nonsense -= 1
        if self._answers_until_nonsense == 0:
            return "not-json"
        return "503" if self._rng.random() < 0.05 else None

    def _entry(self, image: str) -> dict[str, object]:
        owner = self._owners.get(image)
        out = owner is not None and self._opted_out(owner, image, self._clock.now())
        return {"url": image, "optOut": out, "optIn": False}

    def _opted_out(self, person: str, image: str, when: datetime) -> bool:
        claimed = [claim for claim in self._claims[person] if claim <= when]
        if image == self._cleared[person] and when >= self._reset:
            return any(claim > self._reset for claim in claimed)
        return bool(claimed)

    def _write_down(self, person: str) -> None:
        """Put the person's periods in the books in place of those that stood there."""
        others = [period for period in self.books.listed if period.person != person]
        self.books.listed = [*others, *self._open_periods(person)]

    def _open_periods(self, person: str) -> Iterator[Listed]:
        """When an image of the person was not protected, as far as is known today."""
        first = min(self._claims[person], default=None)
        if first is None or first > self._reset:
            yield Listed(person, self._start, first)
            return
        again = min((claim for claim in self._claims[person] if claim > self._reset), default=None)
        yield Listed(person, self._start, first)
        yield Listed(person, self._reset, again)
