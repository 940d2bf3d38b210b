"""The twin of a platform with a switch in the account: what people show there says whether it is on.

The switch is found off again around day 60, as after a change of the platform's settings.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed
from optout.rehearsal.twin import World, person_key

RESET_DAY, FAULTS, CALM = 60, 0.1, 6
_ERROR = "<!doctype html><title>Something went wrong</title><h1>Something went wrong</h1>"


class SwitchedPlatform:
    """Lists a person while their switch is off. ``agents`` are refused in a robots.txt where it is on;
    without any, the person's pages say ``noai, noimageai`` instead.
    """

    domain: str
    agents: Sequence[str] = ()

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._rng = world.clock, world.rng()
        self._owners = {
            page: person_key(one) for one in world.people for page in one.profiles if self._is_here(page)
        }
        self._on: dict[str, datetime] = {}
        self._reset_at = world.day(RESET_DAY + self._rng.uniform(-5, 5))
        self._calm = 0
        people = sorted(set(self._owners.values()))
        self.books.listed += [Listed(person, world.start) for person in people]
        self.app = Starlette(routes=[Route("/{path:path}", self._answer)])

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the switch is in the account")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person switched it on."""
        person = person_key(subject)
        if person in self._owners.values():
            self._on[person] = at
            for period in self.books.listed:
                if period.person == person and period.until is None:
                    period.until = at

    async def _answer(self, request: Request) -> Response:
        asked = f"https://{request.url.hostname}{request.url.path}"
        place = f"https://{request.url.hostname}/" if self.agents else asked
        person = self._owners.get(place)
        if self._stumbles(person):
            return HTMLResponse(_ERROR, 502)
        if person is None:
            return HTMLResponse(_ERROR, 404)
        self._switch_back(person)
        return self._robots(person) if asked.endswith("/robots.txt") else self._page(person)

    def _robots(self, person: str) -> Response:
        refused = self.agents if person in self._on else ()
        groups = [f"User-agent: {agent}\nDisallow: /\n" for agent in refused]
        return PlainTextResponse("\n".join(["User-agent: *\nDisallow: /private/\n", *groups]))

    def _page(self, person: str) -> Response:
        said = '<meta name="robots" content="noai, noimageai">' if person in self._on else ""
        return HTMLResponse(f"<!doctype html><title>My work</title>{said}<h1>My work</h1>")

    def _switch_back(self, person: str) -> None:
        now = self._clock.now()
        if now >= self._reset_at > self._on.get(person, now):
            del self._on[person]
            self.books.listed.append(Listed(person, now))

    def _stumbles(self, person: str | None) -> bool:
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= FAULTS:
            return False
        self._calm = CALM
        self.books.faults.append(Fault(self._clock.now(), person, "502"))
        return True

    def _is_here(self, page: str) -> bool:
        host = urlsplit(page).hostname or ""
        return host == self.domain or host.endswith(f".{self.domain}")
