"""County Ledger: plain pages from the server, a plain form, and a plain answer."""

from functools import cached_property
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.pages import Site, paragraph, table
from optout.rehearsal.register import Entry

REMOVAL_DAYS = (3, 6)
FORM_TITLE = "Do not sell my information"

SEARCH = Form(
    ident="lookup",
    action="/lookup",
    legend="Look a person up",
    button="Look up",
    controls=(
        Control("fname", "Given name", "given-name"),
        Control("lname", "Surname", "family-name"),
        Control("st", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)
DO_NOT_SELL = Form(
    ident="dns",
    action="/do-not-sell",
    legend="Your request",
    button="Send request",
    trap="fax",
    controls=(
        Control("requester", "Your full name", "name", autocomplete="name"),
        Control("mail", "E-mail", "email", "email"),
        Control(
            "residence", "State of residence", "x-state-of-residence", "select", options=STATE_OPTIONS
        ),
        Control("entries", "Record URL", "x-listing-url", "textarea"),
        Control("comments", "Comments (optional)", "", "textarea", required=False),
    ),
)


class Twin(Broker):
    """Confirms on the screen and removes within three to six days."""

    site = Site("County Ledger", choices="/do-not-sell")
    domain = "county-ledger.example"
    record_path = "/ledger/"

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/lookup", self.results, methods=["POST"]),
            Route("/ledger/{ident}", self.record),
            Route("/do-not-sell", self.do_not_sell, methods=["GET", "POST"]),
        )

    async def home(self, request: Request) -> Response:
        return self.form_page("The public ledger", SEARCH)

    async def results(self, request: Request) -> Response:
        filled = SEARCH.read(await sent_to(request))
        found = self.search(filled)
        problems = self.problems_of(filled)
        if problems:
            return self.form_page("The public ledger", SEARCH, filled, problems)
        if not found:
            return self.site.page("No entries", paragraph("The ledger has no entry for this person."))
        rows = table(("Name", "Age", "Place"), [_row(entry) for entry in found])
        return self.site.page("Ledger entries", rows)

    async def do_not_sell(self, request: Request) -> Response:
        if request.method == "GET":
            return self.form_page(FORM_TITLE, DO_NOT_SELL)
        filled = DO_NOT_SELL.read(await sent_to(request))
        entry = self.entry_at(filled.value("x-listing-url"))
        received, problems = self.take(filled, entry)
        if entry is None or problems:
            return self.form_page(FORM_TITLE, DO_NOT_SELL, filled, problems)
        self.process(received, self.remove_after(entry, REMOVAL_DAYS))
        return self.site.page(
            "Request received", paragraph("We will act on it within 15 business days.")
        )


def _row(entry: Entry) -> str:
    return (
        f'<tr class="entry"><td><a href="/ledger/{entry.ident}">{escape(entry.name)}</a></td>'
        f'<td class="age">{entry.age}</td>'
        f'<td><span class="city">{escape(entry.city)}</span>, '
        f'<span class="state">{escape(entry.state)}</span></td></tr>'
    )
