"""The twin of the Wayback Machine: its index of captures, and a desk that excludes sites by letter.

Shapes of the index read from recorded answers and its own description; the desk is invented: it
believes a letter from an address at the domain, and asks anybody else for a file on the site.
"""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.books import Fault, Received
from optout.rehearsal.pages import Site
from optout.rehearsal.twin import World, person_key

from .captures import Capture, answer, captures_of, fits

CALM_REQUESTS = 8
DAYS = (3.0, 9.0)
BLOCKED = (
    "org.archive.util.io.RuntimeIOException: "
    "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
)
RUNTIME_ERROR = "X-Archive-Wayback-Runtime-Error"
_EXCLUDED = """Hello,

as you requested, the site has been excluded from the Wayback Machine. Your request is complete.

The Internet Archive Team
"""
_PROOF = """Hello,

before we can process your request, we need to verify your identity. Please send us proof of your
identity as the owner of the site: write to us from an address at its domain, or put a file with
your request on the site.

The Internet Archive Team
"""


class Twin(Addressee):
    """Lists a person while the index shows captures of their pages."""

    site = Site("Internet Archive", choices="/")
    address = "info@archive.org"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._owners = {site: person_key(one) for one in world.people for site in one.sites}
        strangers = [site for one in world.strangers for site in one.sites]
        self._captures = [one for site in (*self._owners, *strangers) for one in captures_of(site)]
        self._excluded: dict[str, datetime] = {}
        self._calm = 0

    def routes(self) -> list[Route]:
        return [Route("/cdx/search/cdx", self._index)]

    def asked(self, case: Case) -> None:
        """A letter from the domain is believed; the site is excluded some days later."""
        if self._is_at_the_domain(case):
            self._exclude(case, self.after(*DAYS))
        else:
            self.says(case, "asked", _PROOF, self.after(1, 2))

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person put the file on the site, and said so."""
        case = self.case_of(subject)
        if case is not None and case.person not in self._excluded:
            self._exclude(case, at + timedelta(days=2))

    def _exclude(self, case: Case, at: datetime) -> None:
        self._excluded[case.person] = at
        self.does(case, _EXCLUDED, at)

    def _is_at_the_domain(self, case: Case) -> bool:
        """Whether the letter names every site of the person, and came from an address at each."""
        mail = message_from_bytes(case.raw, policy=default)
        text = mail.get_content() if not mail.is_multipart() else ""
        host = case.letter.answer_to.rpartition("@")[2]
        sites = [site for site, owner in self._owners.items() if owner == case.person]
        return all(site in text and urlsplit(site).hostname == host for site in sites)

    async def _index(self, request: Request) -> Response:
        asked = dict(request.query_params)
        query = asked.get("url", "")
        person = next((owner for site, owner in self._owners.items() if fits(query, site)), "")
        self._note(query, person)
        stumble = self._stumble(person)
        if stumble is not None:
            return stumble
        until = self._excluded.get(person)
        if until is not None and self.world.clock.now() >= until:
            return PlainTextResponse(BLOCKED + "\n", 403, headers={RUNTIME_ERROR: BLOCKED})
        return answer(asked, self._matching(query))

    def _matching(self, query: str) -> list[Capture]:
        return [one for one in self._captures if fits(query, one.original)]

    def _note(self, query: str, person: str) -> None:
        meaning = "x-domain" if query.startswith("*.") else "url"
        now = self.world.clock.now()
        self.books.searched.append(Received(now, person, {"url": query}, {"url": meaning}))

    def _stumble(self, person: str) -> Response | None:
        """One request in four, but never twice within eight: a retry always gets through."""
        self._calm -= 1
        if self._calm > 0 or self.rng.random() >= 0.25:
            return None
        self._calm = CALM_REQUESTS
        kind = self.rng.choice(("429", "503", "403", "cut"))
        self.books.faults.append(Fault(self.world.clock.now(), person or None, kind))
        return {
            "429": HTMLResponse("<h1>429 Too Many Requests</h1>", 429, headers={"Retry-After": "60"}),
            "503": HTMLResponse("<h1>503 Service Unavailable</h1>", 503),
            "403": HTMLResponse("<h1>403 Forbidden</h1>", 403),
            "cut": JSONResponse([["timestamp", "original"]]),
        }[kind]
