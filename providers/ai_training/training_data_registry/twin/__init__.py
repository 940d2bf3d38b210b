"""The twin of the Training Data Registry: registers what the person registered by hand, a day later.

Read from the registry's API documentation. That a registration lapses once, around day 74, is invented.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

REGISTERING_TAKES = timedelta(days=1)
LAPSES_ON, LAPSES_WITHIN = 70, 8
CALM_REQUESTS = 12


class Twin:
    """Lists a person while an address of theirs is not registered."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._start = world.clock, world.start
        self._rng: random.Random = world.rng()
        self._lapse = world.day(LAPSES_ON + self._rng.uniform(0, LAPSES_WITHIN))
        self._owners = dict(_owned(world.people))
        self._registered: dict[str, list[datetime]] = {person_key(one): [] for one in world.people}
        self._calm = 0
        self.books.listed = [
            Listed(person, world.start) for person in dict.fromkeys(self._owners.values())
        ]
        paths = {"/api/v1/check": self._check, "/api/v1/check/domain": self._check}
        self._app = Starlette(routes=[Route(path, answer) for path, answer in paths.items()])

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the registry is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person registered everything; it shows a day later."""
        person = person_key(subject)
        self._registered[person].append(at + REGISTERING_TAKES)
        others = [period for period in self.books.listed if period.person != person]
        self.books.listed = [*others, *self._open_periods(person)]

    def _open_periods(self, person: str) -> Iterator[Listed]:
        first = min(self._registered[person])
        if first > self._lapse:
            yield Listed(person, self._start, first)
            return
        again = min((day for day in self._registered[person] if day > self._lapse), default=None)
        yield Listed(person, self._start, first)
        yield Listed(person, self._lapse, again)

    async def _check(self, request: Request) -> Response:
        asked = {name: request.query_params[name] for name in request.query_params}
        person = self._note(asked)
        if not request.headers.get("x-api-key"):
            return JSONResponse({"error": "API key required"}, 401)
        fault = self._fault()
        if fault is not None:
            self.books.faults.append(Fault(self._clock.now(), person or None, str(fault.status_code)))
            return fault
        if len(asked) != 1 or not set(asked) <= {"url", "domain", "hash"}:
            return JSONResponse({"error": "Supply either url or hash"}, 400)
        return JSONResponse(self._entry(person, *asked.values()))

    def _note(self, asked: dict[str, str]) -> str:
        """Write down what was asked for, and whose it is."""
        person = next((self._owners[value] for value in asked.values() if value in self._owners), "")
        kinds = {name: _meaning(name, value) for name, value in asked.items()}
        self.books.searched.append(Received(self._clock.now(), person, asked, kinds))
        return person

    def _fault(self) -> Response | None:
        """One answer in twenty is none; the twelve after it are calm, so that a retry gets through."""
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.05:
            return None
        self._calm = CALM_REQUESTS
        over = JSONResponse({"error": "Rate limit exceeded"}, 429, headers={"Retry-After": "120"})
        return self._rng.choice([over, HTMLResponse("<h1>502 Bad Gateway</h1>", 502)])

    def _entry(self, person: str, value: str) -> dict[str, object]:
        now = self._clock.now()
        registered = any(self._holds(day, now) for day in self._registered.get(person, ()))
        told: dict[str, object] = {"registered": registered, "checked_at": now.isoformat()}
        if not registered:
            return told
        mark = sha256(value.encode()).hexdigest()[:16]
        allowed = {"allow_training": False, "allow_inference": True, "allow_archive": False}
        source = "domain" if "://" not in value else "url"
        about = {"source": source, "url": value, "trust": "high", "registration_id": mark}
        return {**told, **allowed, **about, "verification_status": "verified"}

    def _holds(self, day: datetime, now: datetime) -> bool:
        return day <= now and not (day <= self._lapse <= now)


def _owned(people: Sequence[Subject]) -> Iterator[tuple[str, str]]:
    """Each address and domain that may be asked for, with whose it is."""
    for one in people:
        for address in (*one.sites, *one.images):
            yield address, person_key(one)
            yield (urlsplit(address).hostname or "").removeprefix("www."), person_key(one)


def _meaning(name: str, value: str) -> str:
    if name == "domain":
        return "x-domain"
    return "x-image-url" if value.endswith(".jpg") else "url"
