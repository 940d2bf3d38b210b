"""The twin of the look-up of The Stack, and of GitHub where one asks to be left out.

Shapes read from public programs that use them and from GitHub's documentation: a ticket first, then a
stream of events with a text. That issues take one to four weeks, and all faults, are invented.
"""

import json
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

from .issues import meant, sections

TAKES_DAYS = (7, 28)
CALM_REQUESTS = 12
OTHERS = ("dotfiles", "thesis")
ISSUES = "/repos/bigcode-project/opt-out-v2/issues"


class Twin:
    """Lists a person while the data set has a repository of an account of theirs."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock = world.clock
        self._rng = world.rng()
        self._owners = {
            name.lower(): person_key(one) for one in world.people for name in one.github_accounts
        }
        self._repositories = {one: _repositories(one) for one in (*world.people, *world.strangers)}
        self._gone: dict[str, datetime] = {}
        self._tickets: dict[str, str] = {}
        self._filed: dict[str, list[tuple[int, datetime]]] = {}
        self._calm = 0
        people = dict.fromkeys(self._owners.values())
        self.books.listed = [Listed(person, world.start) for person in people]
        look_up = "/gradio_api/call/check_username"
        self._app = Starlette(
            routes=[
                Route(look_up, self._ticket, methods=["POST"]),
                Route(look_up + "/{ticket}", self._answer),
                Route("/user", self._account),
                Route(ISSUES, self._issues),
                Route(ISSUES, self._file, methods=["POST"]),
            ]
        )
        self._signed_in = next(iter(world.people[0].github_accounts), "") if world.people else ""

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("the project is asked by an issue")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person filed the issue by hand, from their own account."""
        self._process(person_key(subject), at)

    def _process(self, person: str, at: datetime) -> int:
        self._gone.setdefault(person, at + timedelta(days=self._rng.randint(*TAKES_DAYS)))
        number = 2000 + sum(len(one) for one in self._filed.values())
        self._filed.setdefault(person, []).append((number, at))
        for period in self.books.listed:
            if period.person == person and period.until is None:
                period.until = self._gone[person]
        return number

    async def _ticket(self, request: Request) -> Response:
        asked = str((await request.json())["data"][0])
        person = self._owners.get(asked.lower(), "")
        told = Received(self._clock.now(), person, {"data": asked}, {"data": "x-github-account"})
        self.books.searched.append(told)
        fault = self._fault()
        if fault is not None:
            self.books.faults.append(Fault(self._clock.now(), person or None, str(fault.status_code)))
            return fault
        ticket = f"{self._rng.randrange(16**32):032x}"
        self._tickets[ticket] = asked
        return JSONResponse({"event_id": ticket})

    def _fault(self) -> Response | None:
        """The space sleeps, is restarted, or has too many visitors."""
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.06:
            return None
        self._calm = CALM_REQUESTS
        slow = JSONResponse({"detail": "Too many requests"}, 429, headers={"Retry-After": "300"})
        return self._rng.choice([slow, HTMLResponse("<html>Building ...</html>", 503)])

    async def _answer(self, request: Request) -> Response:
        asked = self._tickets.pop(request.path_params["ticket"], None)
        if asked is None or self._rng.random() < 0.02:
            self.books.faults.append(Fault(self._clock.now(), None, "event-error"))
            return _stream("event: error\ndata: null\n\n")
        text = json.dumps([self._said(asked), ""])
        return _stream(f"event: heartbeat\ndata: null\n\nevent: complete\ndata: {text}\n\n")

    def _said(self, asked: str) -> str:
        """Accounts are told apart by nothing but their letters in small."""
        names = [name for one in self._repositories.values() for name in one if self._is_in(name)]
        found = [name for name in names if name.lower().startswith(f"{asked.lower()}/")]
        if not found:
            return f"**No**, there is no code of {asked} in The Stack v3."
        links = "\n".join(f"- [{name}](https://github.com/{name})" for name in found)
        many = "repository" if len(found) == 1 else "repositories"
        return f"**Yes**, there is code from **{len(found)} {many}** in The Stack v3:\n\n{links}\n"

    def _is_in(self, repository: str) -> bool:
        gone = self._gone.get(self._owners.get(repository.partition("/")[0].lower(), ""))
        return gone is None or self._clock.now() < gone

    async def _account(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return JSONResponse({"message": "Requires authentication"}, 401)
        return JSONResponse({"login": self._signed_in, "type": "User"})

    async def _issues(self, request: Request) -> Response:
        creator = request.query_params.get("creator", "")
        person = self._owners.get(creator.lower(), "")
        told = Received(self._clock.now(), person, {"creator": creator}, {"creator": "x-github-account"})
        self.books.searched.append(told)
        now = self._clock.now()
        done = person in self._gone and self._gone[person] <= now
        state = "closed" if done else "open"
        numbers = [number for number, _ in self._filed.get(person, ())]
        return JSONResponse([{"number": number, "state": state} for number in reversed(numbers)])

    async def _file(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return JSONResponse({"message": "Requires authentication"}, 401)
        fields = sections(str((await request.json()).get("body", "")))
        owner = next((one for one in "\n".join(fields.values()).splitlines() if one), "").partition("/")[
            0
        ]
        person = self._owners.get(owner.lower(), "")
        now, duplicate = self._clock.now(), bool(self._filed.get(person))
        self.books.received.append(Received(now, person, fields, meant(fields), duplicate=duplicate))
        number = self._process(person, now)
        return JSONResponse(
            {"number": number, "state": "open", "html_url": f"https://github.com{ISSUES[6:]}"}, 201
        )


def _repositories(one: Subject) -> tuple[str, ...]:
    more = (f"{account}/{name}" for account in one.github_accounts for name in OTHERS)
    return (*one.repositories, *more)


def _stream(text: str) -> Response:
    return PlainTextResponse(text, media_type="text/event-stream")
