"""The twin of a clip-retrieval server over a small index: it is approximate, and filters where told to.

Shapes and faults read from the service's own code: HTTP 500 for what it cannot work with, near
duplicates dropped when ``deduplicate`` is on. How far an entry lies from a query is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

INDICES = ("laion5B-L-14", "laion_400m")
REBUILT_DAYS = (25, 40)
CALM_REQUESTS = 12
MISSED = 0.1
"""How often the nearest are not quite the nearest, and the exact image is left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    url: str = field(repr=False)
    near: str = field(repr=False)  # the image that it is a near duplicate of; itself
    person: str | None
    unsafe: bool = False


class Twin:
    """Lists a person while the first index has an entry with an image of theirs."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock = world.clock
        self._rng = world.rng()
        self._owners = {image: person_key(one) for one in world.people for image in one.images}
        self._entries = [Entry(1000 + number, *one) for number, one in enumerate(_rows(world))]
        self._gone: dict[str, datetime] = {}
        self._calm = 0
        people = dict.fromkeys(one.person for one in self._entries if one.person)
        self.books.listed = [Listed(person, world.start) for person in people]
        self._app = Starlette(
            routes=[
                Route("/indices-list", self._indices),
                Route("/knn-service", self._nearest, methods=["POST"]),
            ]
        )

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the server is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person asked LAION; the index is built anew without the entries some weeks later."""
        person = person_key(subject)
        self._gone.setdefault(person, at + timedelta(days=self._rng.randint(*REBUILT_DAYS)))
        for period in self.books.listed:
            if period.person == person and period.until is None:
                period.until = self._gone[person]

    async def _indices(self, request: Request) -> Response:
        return JSONResponse(list(INDICES))

    async def _nearest(self, request: Request) -> Response:
        asked = await request.json()
        image = asked.get("image_url") or ""
        person = self._owners.get(image, "")
        fields, meanings = {"image_url": image}, {"image_url": "x-image-url"}
        self.books.searched.append(Received(self._clock.now(), person, fields, meanings))
        if not image or asked.get("indice_name") not in INDICES or asked.get("aesthetic_score") is None:
            return _failed()
        fault = self._fault(image)
        if fault is not None:
            self.books.faults.append(Fault(self._clock.now(), person or None, str(fault.status_code)))
            return fault
        return JSONResponse(list(self._results(asked, image)))

    def _fault(self, image: str) -> Response | None:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.05:
            return None
        self._calm = CALM_REQUESTS
        return self._rng.choice([_failed(), PlainTextResponse("Bad Gateway", 502)])

    def _results(self, asked: dict[str, object], image: str) -> Iterator[dict[str, object]]:
        missed = self._rng.random() < MISSED
        seen: set[str] = set()
        most = asked["num_images"] if isinstance(asked["num_images"], int) else 40
        shown = [one for one in self._entries if self._is_shown(one, asked)][:most]
        for entry in sorted(shown, key=lambda one: (one.near != image, one.url == image, one.number)):
            if (asked["deduplicate"] and entry.near in seen) or (missed and entry.url == image):
                continue
            seen.add(entry.near)
            near = 0.97 if entry.near == image else 0.4
            yield {"url": entry.url, "caption": "photo", "NSFW": "UNLIKELY", "id": entry.number} | {
                "similarity": near
            }

    def _is_shown(self, entry: Entry, asked: dict[str, object]) -> bool:
        """The second index is of another collection; the filters drop what they take for unsafe."""
        gone = self._gone.get(entry.person or "")
        there = gone is None or self._clock.now() < gone
        filtered = asked["use_safety_model"] and entry.unsafe
        return there and not filtered and asked["indice_name"] == INDICES[0]


def _rows(world: World) -> Iterator[tuple[str, str, str | None, bool]]:
    """Images of the enrolled people, each with a near duplicate elsewhere, and of strangers."""
    for one in world.people:
        for number, image in enumerate(one.images):
            yield f"https://mirror.example/{number}/{image[8:]}", image, None, False
            yield image, image, person_key(one), number == 0
    for stranger in world.strangers:
        yield from ((image, image, None, False) for image in stranger.images)


def _failed() -> Response:
    return JSONResponse({"message": "Internal Server Error"}, 500)
