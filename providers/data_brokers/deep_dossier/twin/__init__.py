"""Deep Dossier: says yes, does nothing, and hides from those who come to look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import Control, Form, sent_to
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.register import Entry
from optout.rehearsal.twin import World

HIDES_AFTER = timedelta(days=5)
HIDES_FOR_DAYS = (37, 43)
PROCESSING = timedelta(days=45)
FORM_TITLE = "Request removal"

SEARCH = Form(
    ident="dossier",
    action="/find",
    legend="Open a dossier",
    button="Open",
    method="get",
    controls=(
        Control("fn", "First name", "given-name"),
        Control("ln", "Last name", "family-name"),
        Control("st", "State (two letters)", "address-level1"),
    ),
)
REMOVAL = Form(
    ident="removal",
    action="/removal",
    legend="Who you are and which dossier",
    button="Remove my dossier",
    controls=(
        Control("given", "Given name", "given-name", autocomplete="given-name"),
        Control("family", "Family name", "family-name", autocomplete="family-name"),
        Control("email", "E-mail address", "email", "email", autocomplete="email"),
        Control("dossier", "Profile URL", "x-listing-url", "url"),
        Control("newsletter", "Send me offers", "", "checkbox", required=False),
    ),
)


@dataclass(slots=True)
class _Hiding:
    since: datetime
    until: datetime
    visits: int = 0


class Twin(Broker):
    """Never removes. From day 5 to about 45 after a request, searches get a 403 or an empty page."""

    site = Site("Deep Dossier", choices="/removal")
    domain = "deep-dossier.example"
    record_path = "/dossier/"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._hiding: dict[str, _Hiding] = {}

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/find", self.results),
            Route("/dossier/{ident}", self.record),
            Route("/removal", self.removal, methods=["GET", "POST"]),
        )

    async def home(self, request: Request) -> Response:
        return self.site.page("Millions of dossiers", SEARCH.html())

    async def results(self, request: Request) -> Response:
        filled = SEARCH.read(await sent_to(request))
        found = self.search(filled)
        refusal = self._hide(self.books.searched[-1].person)
        if refusal is not None:
            return refusal
        again = SEARCH.html(values=filled.fields, problems=filled.problems)
        if filled.problems:
            return self.site.page("Dossier search", again)
        if not found:
            return self.site.page(
                "Dossier search", paragraph("No dossier matches these details."), again
            )
        count = f"<h2>{len(found)} dossiers on file</h2>"
        return self.site.page("Dossier search", count, *map(_file, found), again)

    def _hide(self, person: str) -> Response | None:
        """By turns a 403 and an empty page, for who asked for a removal; else None."""
        hiding = self._hiding.get(person)
        if hiding is None or not hiding.since <= self.now < hiding.until:
            return None
        hiding.visits += 1
        if hiding.visits % 2:
            self.fault("forbidden", person)
            return HTMLResponse("<h1>403 Forbidden</h1>", status_code=403)
        self.fault("empty-page", person)
        return HTMLResponse("")

    async def removal(self, request: Request) -> Response:
        if request.method == "GET":
            return self.form_page(FORM_TITLE, REMOVAL)
        filled = REMOVAL.read(await sent_to(request))
        entry = self.entry_at(filled.value("x-listing-url"))
        received, problems = self.take(filled, entry)
        if entry is None or problems:
            return self.form_page(FORM_TITLE, REMOVAL, filled, problems)
        self.process(received, self.now + PROCESSING)
        since = self.now + HIDES_AFTER
        until = since + timedelta(days=self.rng.uniform(*HIDES_FOR_DAYS))
        self._hiding.setdefault(entry.person, _Hiding(since, until))
        return self.site.page("Request completed", paragraph("Your dossier is being removed."))


def _file(entry: Entry) -> str:
    return (
        f'<section class="file"><h3>{escape(entry.name)}</h3><p class="meta">Aged '
        f'<i class="age">{entry.age}</i> of <i class="in">{escape(entry.city)}</i>, '
        f'<i class="state">{escape(entry.state)}</i></p>'
        f'<a href="/dossier/{entry.ident}">Open dossier</a></section>'
    )
