"""True Who: anybody may search, but only a human gets to the opt-out form."""

from datetime import datetime, timedelta
from functools import cached_property
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.register import Entry

REMOVAL_AFTER = timedelta(days=4)

SEARCH = Form(
    ident="who",
    action="/who",
    legend="Who is it?",
    button="Search now",
    method="get",
    controls=(
        Control("name_first", "First name", "given-name"),
        Control("name_last", "Last name", "family-name"),
        Control("name_state", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)
CHALLENGE = (
    "<p>Our systems have detected unusual traffic. Complete the check below to continue.</p>"
    '<iframe title="reCAPTCHA" src="/recaptcha/api2/anchor?k=rehearsal"></iframe>'
    "<noscript>Please enable JavaScript to continue.</noscript>"
)
ANCHOR = (
    "<!doctype html><title>reCAPTCHA</title>"
    '<div role="checkbox" aria-checked="false" tabindex="0">I\'m not a robot</div>'
)


class Twin(Broker):
    """Shows a challenge instead of its form; removes four days after the person did it by hand."""

    site = Site("True Who")
    domain = "true-who.example"
    record_path = "/id/"

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/who", self.results),
            Route("/id/{ident}", self.record),
            Route("/opt-out", self.challenge, methods=["GET", "POST"]),
            Route("/recaptcha/api2/anchor", self.anchor),
        )

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person solved the challenge and sent the form: their record goes in four days."""
        entry = self.register.of(subject, at)
        if entry is not None:
            self.register.remove(entry, at + REMOVAL_AFTER)

    async def home(self, request: Request) -> Response:
        return self.site.page("Know who it is", SEARCH.html())

    async def results(self, request: Request) -> Response:
        filled = SEARCH.read(await sent_to(request))
        found = self.search(filled)
        if filled.problems:
            return self.site.page(
                "Know who it is", SEARCH.html(values=filled.fields, problems=filled.problems)
            )
        if not found:
            return self.site.page("Nobody here", paragraph("0 people match your search."))
        return self.site.page("It may be one of these", f"<ul>{''.join(map(_item, found))}</ul>")

    async def challenge(self, request: Request) -> Response:
        self.fault("challenge")
        return self.site.page("Verify you are human", CHALLENGE)

    async def anchor(self, request: Request) -> Response:
        return HTMLResponse(ANCHOR)


def _item(entry: Entry) -> str:
    return (
        f'<li data-kind="match"><a href="/id/{entry.ident}"><strong>{escape(entry.name)}</strong></a>, '
        f"<span>{entry.age}</span>, <em>{escape(entry.city)}</em> "
        f"<small>{escape(entry.state)}</small></li>"
    )
