"""Spokeo, as its definition believes it to be: one short form, a check, and a mailed link."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.checks import RECAPTCHA
from optout.rehearsal.forms import Control, Form
from optout.rehearsal.link_broker import LinkBroker
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList

OPT_OUT = Form(
    ident="optout",
    action="/optout",
    legend="Remove a listing",
    button="Remove this listing",
    controls=(
        Control("url", "Profile URL", "x-listing-url"),
        Control("email", "Email", "email", "email"),
    ),
)


class Twin(LinkBroker):
    """Only the person gets past its check; the mailed link then confirms by being opened."""

    site = Site("Spokeo", choices="/optout")
    domain = "www.spokeo.com"
    record_path = "/record/"
    link_path = "/optout/confirm/"
    sender = "privacy@spokeo.com"
    thanks = "We've received your request to remove this listing."
    asks = parts(name="given-name family-name", state="address-level1", city="address-level2")
    shows = ResultList(
        heading="People",
        row='<div role="listitem"><a href="/record/{ident}"><h3>{name}, {age}</h3></a>'
        "<div>Resides in {city}, {state}</div><div><span>Lived in</span> {former}</div></div>",
        no_heading="People",
        nothing="<div>Your search did not match anybody.</div>",
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/optout", self.opt_out),
            Route("/record/{ident}", self.record),
            Route("/optout/confirm/{token}", self.confirm),
            Route("/{name}/{state}/{city}", self.results),
        )

    async def opt_out(self, request: Request) -> Response:
        return self.site.page("Opt out", OPT_OUT.html(token=self.token()), RECAPTCHA)
