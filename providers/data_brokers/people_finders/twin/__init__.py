"""PeopleFinders, as its definition believes it to be: two forms, and a check before each is sent."""

from datetime import datetime
from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.checks import RECAPTCHA
from optout.rehearsal.forms import Control, Form
from optout.rehearsal.link_broker import LinkBroker
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList

OPT_OUT = Form(
    ident="opt-out-form",
    action="/opt-out",
    legend="Who asks",
    button="Send",
    controls=(
        Control("first", "First Name", "given-name"),
        Control("last", "Last Name", "family-name"),
        Control("email", "Email", "email", "email"),
        Control("terms", "I have read and accept the terms", "x-consent", "checkbox"),
    ),
)
SUPPRESS = Form(
    ident="suppression",
    action="/opt-out",
    legend="Which record",
    button="Send",
    controls=(
        Control("tel", "Phone", "tel", "tel"),
        Control("day", "Day of birth", "bday-day"),
        Control("year", "Year of birth", "bday-year"),
        Control("street", "Street Address", "street-address"),
    ),
)
REVEAL = "this.after(document.getElementById('later').content)"


class Twin(LinkBroker):
    """Only the person gets past its checks: first they send the form, then the one that is mailed."""

    site = Site("PeopleFinders")
    domain = "www.peoplefinders.com"
    record_path = "/report?id="
    link_path = "/opt-out/confirm/"
    sender = "support@peoplefinders.com"
    thanks = "Opt-Out Request Confirmation"
    asks = parts(name="given-name family-name", state="address-level1", city="address-level2")
    shows = ResultList(
        heading="People",
        row='<div class="record"><h4>{name}</h4><p>Age <b class="age">{age}</b></p>'
        '<p class="place">{city}, {state}</p><p>{former}</p>'
        '<a href="/report?id={ident}&amp;src=list">See</a></div>',
        no_heading="People",
        nothing='<p class="no-results">Nobody here.</p>',
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/people/{name}/{state}/{city}", self.results),
            Route("/report", self.record),
            Route("/opt-out", self.opt_out),
            Route("/opt-out/confirm/{token}", self.second_form),
        )

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The first time the form, the second time what its mail led to."""
        token = self.links.waiting(subject.emails[0])
        if token is None:
            super().person_does(subject, url, at)
        else:
            self.links.confirm(token, self.removal_days)

    async def opt_out(self, request: Request) -> Response:
        button = f'<button type="button" class="opt-out-button" onclick="{REVEAL}">Opt out</button>'
        form = OPT_OUT.html(token=self.token())
        return self.site.page(
            "Your choices", button, f'<template id="later">{form}{RECAPTCHA}</template>'
        )

    async def second_form(self, request: Request) -> Response:
        if not self.links.are_good(request.path_params["token"]):
            return self.site.page("This link has expired", status=410)
        return self.site.page("Record Suppression Form", SUPPRESS.html(token=self.token()), RECAPTCHA)
