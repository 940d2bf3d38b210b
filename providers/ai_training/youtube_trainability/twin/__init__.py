"""The twin of YouTube's interface: some videos permit training until their owner switches it off.

Shapes read from Google's documentation of the interface; its errors are the usual ones of Google's
interfaces. That an update of the settings permits one video again around day 50 is invented.
"""

from collections.abc import Mapping
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

RESET_DAY, RESET_SPREAD = 50, 5
CALM_REQUESTS = 12
PERMITTED = (["all"], ["Example Models, Inc.", "Another Lab"])


class Twin:
    """Lists a person while a video of theirs permits anybody to train on it."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._start = world.clock, world.start
        self._rng = world.rng()
        self._reset = world.day(RESET_DAY + self._rng.uniform(-RESET_SPREAD, RESET_SPREAD))
        self._owners = {video: person_key(one) for one in world.people for video in one.videos}
        self._permits: Mapping[str, list[str]] = {
            video: self._rng.choice(PERMITTED) for video in self._owners
        }
        self._switched: dict[str, list[datetime]] = {}
        self._calm = 0
        people = dict.fromkeys(self._owners.values())
        self.books.listed = [Listed(person, world.start) for person in people]
        self._app = Starlette(routes=[Route("/youtube/v3/videoTrainability", self._answer)])

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("YouTube is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person switched it off, for all their videos; it shows at once."""
        person = person_key(subject)
        times = self._switched.setdefault(person, [])
        times.append(at)
        self.books.listed = [one for one in self.books.listed if one.person != person]
        first = min(times)
        self.books.listed.append(Listed(person, self._start, first))
        if first <= self._reset:
            again = min((one for one in times if one > self._reset), default=None)
            self.books.listed.append(Listed(person, self._reset, again))

    async def _answer(self, request: Request) -> Response:
        video = request.query_params.get("id", "")
        person = self._owners.get(video, "")
        self.books.searched.append(
            Received(self._clock.now(), person, {"id": video}, {"id": "x-video-id"})
        )
        fault = self._fault()
        if fault is not None:
            self.books.faults.append(Fault(self._clock.now(), person or None, str(fault.status_code)))
            return fault
        if not person:
            return _error(404, "The video that you requested cannot be found.")
        permitted = self._permits[video] if self._is_permitted(person) else ["none"]
        etag = f"{self._rng.randrange(16**12):012x}"
        kind = "youtube#videoTrainability"
        return JSONResponse({"kind": kind, "etag": etag, "videoId": video, "permitted": permitted})

    def _is_permitted(self, person: str) -> bool:
        now = self._clock.now()
        done = [one for one in self._switched.get(person, ()) if one <= now]
        since = self._reset if now >= self._reset else self._start
        return not any(one > since or since == self._start for one in done)

    def _fault(self) -> Response | None:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.05:
            return None
        self._calm = CALM_REQUESTS
        quota = _error(403, "The request cannot be completed because you have exceeded your quota.")
        return self._rng.choice([quota, HTMLResponse("<html>502. That's an error.</html>", 502)])


def _error(code: int, message: str) -> Response:
    return JSONResponse({"error": {"code": code, "message": message, "errors": []}}, code)
