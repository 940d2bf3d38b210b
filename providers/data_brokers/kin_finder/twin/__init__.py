"""Kin Finder: a form that one day asks for more than anybody should tell."""

from dataclasses import replace
from functools import cached_property
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.register import Entry
from optout.rehearsal.twin import World

REMOVAL_DAYS = (3, 6)
RELISTING_DAYS = (45, 55)
FORM_CHANGE_DAY = 40
FORM_TITLE = "Suppress my record"

SEARCH = Form(
    ident="people",
    action="/people",
    legend="Find relatives and friends",
    button="Find",
    method="get",
    controls=(
        Control("fn", "First name", "given-name"),
        Control("ln", "Last name", "family-name"),
        Control("state", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)
QUICK = replace(SEARCH, ident="quick", legend="Quick search", button="Quick find")
SUPPRESS = Form(
    ident="suppress",
    action="/suppress",
    legend="Tell us which record is yours",
    button="Send request",
    controls=(
        Control("your_name", "Your full name", "name"),
        Control("email", "E-mail address", "email", "email"),
        Control("email_again", "Confirm e-mail", "x-confirm-email", "email"),
        Control("profile", "Link to the record", "x-listing-url", "url"),
    ),
)
MORE_CURIOUS = replace(
    SUPPRESS,
    controls=(
        *SUPPRESS.controls,
        Control("ssn4", "Last four digits of your social security number", ""),
    ),
)


class Twin(Broker):
    """Lists the person again around day 50, when its form has a new required field since day 40."""

    site = Site("Kin Finder", choices="/suppress", header=QUICK.html())
    domain = "kin-finder.example"
    record_path = "/kin/"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.books.changed_form_at = world.day(FORM_CHANGE_DAY)

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/people", self.results),
            Route("/kin/{ident}", self.record),
            Route("/suppress", self.suppress, methods=["GET", "POST"]),
        )

    async def home(self, request: Request) -> Response:
        return self.site.page("Find your kin", SEARCH.html())

    async def results(self, request: Request) -> Response:
        filled = SEARCH.read(await sent_to(request))
        found = self.search(filled)
        if filled.problems:
            return self.site.page(
                "Find your kin", SEARCH.html(values=filled.fields, problems=filled.problems)
            )
        if not found:
            return self.site.page(
                "No kin found", paragraph("We know nobody of that name in that state.")
            )
        return self.site.page("People we found", *map(_card, found))

    async def suppress(self, request: Request) -> Response:
        form = self._form()
        if request.method == "GET":
            return self.form_page(FORM_TITLE, form)
        filled = form.read(await sent_to(request))
        entry = self.entry_at(filled.value("x-listing-url"))
        differ = filled.value("email") != filled.value("x-confirm-email")
        received, problems = self.take(
            filled, entry, *(["The e-mail addresses differ."] if differ else [])
        )
        if entry is None or problems:
            return self.form_page(FORM_TITLE, form, filled, problems)
        self.process(received, self.remove_after(entry, REMOVAL_DAYS))
        self.list_again(entry, RELISTING_DAYS)
        return self.site.page("Thank you", paragraph("Your request was submitted."))

    def _form(self) -> Form:
        if self.now < self.world.day(FORM_CHANGE_DAY):
            return SUPPRESS
        self.fault("form-changed")
        return MORE_CURIOUS


def _card(entry: Entry) -> str:
    return (
        f'<article class="kin"><h2><a href="/kin/{entry.ident}">{escape(entry.name)}</a></h2>'
        f'<dl><dt>Age</dt><dd class="years">{entry.age}</dd>'
        f'<dt>City</dt><dd class="town">{escape(entry.city)}</dd>'
        f'<dt>State</dt><dd class="region">{escape(entry.state)}</dd></dl></article>'
    )
