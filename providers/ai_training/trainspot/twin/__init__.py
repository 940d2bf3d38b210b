"""The twin of Trainspot's register: nothing is set until the owner registers it as blocked.

The four policies and the lines of JSON are the documentation's; the fields are our reading of it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

REGISTERING_TAKES = timedelta(days=1)
CALM_REQUESTS = 12


class Twin:
    """Lists a person while a site or repository of theirs is not blocked."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock = world.clock
        self._rng = world.rng()
        self._owners = dict(_owned(world.people))
        self._before = {url: self._rng.choice(("not set", "open", "licensable")) for url in self._owners}
        self._blocked: dict[str, datetime] = {}
        self._calm = 0
        people = dict.fromkeys(person for person, _ in self._owners.values())
        self.books.listed = [Listed(person, world.start) for person in people]
        self._app = Starlette(routes=[Route("/policy", self._policy, methods=["POST"])])

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the register is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person registered everything as blocked; it shows a day later."""
        person = person_key(subject)
        self._blocked.setdefault(person, at + REGISTERING_TAKES)
        for period in self.books.listed:
            if period.person == person and period.until is None:
                period.until = self._blocked[person]

    async def _policy(self, request: Request) -> Response:
        asked = [json.loads(line) for line in (await request.body()).decode().splitlines() if line]
        urls = [str(one.get("url", "")) for one in asked]
        person = self._note(urls)
        fault = self._fault()
        if fault is not None:
            self.books.faults.append(Fault(self._clock.now(), person or None, str(fault.status_code)))
            return fault
        if request.headers.get("content-type") != "application/jsonl":
            return JSONResponse({"error": "Expected application/jsonl"}, 415)
        lines = (
            json.dumps({**one, "policy": self._of(url)}) for one, url in zip(asked, urls, strict=True)
        )
        return PlainTextResponse("\n".join(lines) + "\n", media_type="application/jsonl")

    def _note(self, urls: Sequence[str]) -> str:
        known = [self._owners[url] for url in urls if url in self._owners]
        fields = {f"line {number}": url for number, url in enumerate(urls, start=1)}
        meanings = {f"line {number}": meaning for number, (_, meaning) in enumerate(known, start=1)}
        person = known[0][0] if known else ""
        self.books.searched.append(Received(self._clock.now(), person, fields, meanings))
        return person

    def _of(self, url: str) -> str:
        person, _ = self._owners.get(url, ("", ""))
        since = self._blocked.get(person)
        blocked = since is not None and since <= self._clock.now()
        return "blocked" if blocked else self._before.get(url, "not set")

    def _fault(self) -> Response | None:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.05:
            return None
        self._calm = CALM_REQUESTS
        slow = JSONResponse({"error": "Too many requests"}, 429, headers={"Retry-After": "60"})
        return self._rng.choice([slow, HTMLResponse("<h1>503</h1>", 503)])


def _owned(people: Sequence[Subject]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each address that may be asked for, with whose it is and what it means."""
    for one in people:
        yield from ((site, (person_key(one), "url")) for site in one.sites)
        repositories = (f"https://github.com/{name}" for name in one.repositories)
        yield from ((url, (person_key(one), "x-repository")) for url in repositories)
