"""People Atlas: homonyms, a confirmation link by mail, and people who come back in spring."""

from datetime import timedelta
from functools import cached_property
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.books import Received
from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.register import Entry
from optout.rehearsal.twin import World

REMOVAL_DAYS = (5, 9)
RELISTING_DAYS = (70, 80)
LINK_VALID = timedelta(days=3)

SEARCH = Form(
    ident="find",
    action="/search",
    legend="Who are you looking for?",
    button="Search",
    method="get",
    controls=(
        Control("first", "First name", "given-name"),
        Control("last", "Last name", "family-name"),
        Control("state", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)
OPT_OUT = Form(
    ident="removal",
    action="/opt-out",
    legend="Remove a record",
    button="Submit request",
    trap="website",
    controls=(
        Control("record_url", "Address of the record", "x-listing-url", "url"),
        Control("contact", "Your e-mail address", "email", "email", autocomplete="email"),
    ),
)
MAIL = """Hello,

somebody asked People Atlas to remove a record. If that was you, confirm it within three days:

  {link}

If it was not you, do nothing.

Follow us: https://chirper.example/peopleatlas  https://facepage.example/people-atlas
Read our privacy policy: https://people-atlas.example/privacy
Stop these messages: https://people-atlas.example/unsubscribe/{token}
"""


class Twin(Broker):
    """Removes five to nine days after the confirmation, and lists the person again around day 75."""

    site = Site("People Atlas")
    domain = "people-atlas.example"
    record_path = "/record/"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._links: dict[str, tuple[Received, Entry]] = {}

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/search", self.results),
            Route("/record/{ident}", self.record),
            Route("/opt-out", self.opt_out, methods=["GET", "POST"]),
            Route("/confirm/{token}", self.confirm, methods=["GET", "POST"]),
        )

    async def home(self, request: Request) -> Response:
        return self.site.page("Find people", SEARCH.html())

    async def results(self, request: Request) -> Response:
        filled = SEARCH.read(await sent_to(request))
        found = self.search(filled)
        if filled.problems:
            return self.site.page(
                "Find people", SEARCH.html(values=filled.fields, problems=filled.problems)
            )
        if not found:
            return self.site.page("We have no record", paragraph("Nobody by that name lives there."))
        return self.site.page("Search results", f'<ol class="results">{"".join(map(_row, found))}</ol>')

    async def opt_out(self, request: Request) -> Response:
        if request.method == "GET":
            return self.form_page("Opt out of People Atlas", OPT_OUT)
        filled = OPT_OUT.read(await sent_to(request))
        entry = self.entry_at(filled.value("x-listing-url"))
        received, problems = self.take(filled, entry)
        if entry is None or problems:
            return self.form_page("Opt out of People Atlas", OPT_OUT, filled, problems)
        self._send_link(received, entry, filled.value("email"))
        return self.site.page("Check your e-mail", paragraph("We have sent you a link to confirm."))

    def _send_link(self, received: Received, entry: Entry, to: str) -> None:
        token = self.secret()
        self._links[token] = (received, entry)
        self.process(received, self.now + LINK_VALID)
        self.world.post.send(
            sender="privacy@people-atlas.example",
            to=to,
            subject="Please confirm your removal request",
            text=MAIL.format(link=f"https://{self.domain}/confirm/{token}", token=token),
            at=self.now + timedelta(minutes=self.rng.randint(2, 25)),
        )

    async def confirm(self, request: Request) -> Response:
        token = request.path_params["token"]
        received, entry = self._links.get(token, (None, None))
        if received is None or entry is None or self._has_expired(received):
            return self.site.page("This link has expired", status=410)
        if request.method == "GET":
            button = (
                f'<form action="/confirm/{token}" method="post"><button>Confirm removal</button></form>'
            )
            return self.site.page("One more step", paragraph("Do you want the record removed?"), button)
        if received.confirmed_at is None:
            self._confirmed(received, entry)
        return self.site.page("Removal confirmed", paragraph("The record goes within ten days."))

    def _has_expired(self, received: Received) -> bool:
        return received.confirmed_at is None and self.now > received.at + LINK_VALID

    def _confirmed(self, received: Received, entry: Entry) -> None:
        received.confirmed_at = self.now
        self.process(received, self.remove_after(entry, REMOVAL_DAYS))
        self.list_again(entry, RELISTING_DAYS)


def _row(entry: Entry) -> str:
    return (
        f'<li class="result"><h3 class="result-name">{escape(entry.name)}</h3>'
        f'<p>Age <b class="result-age">{entry.age}</b>, '
        f'<span class="result-city">{escape(entry.city)}</span>, '
        f'<span class="result-state">{escape(entry.state)}</span></p>'
        f'<a class="result-link" href="/record/{entry.ident}">View record</a></li>'
    )
