"""PrivateReports, as its definition believes it to be: riddles before everything."""

from datetime import datetime, timedelta
from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.broker import Broker
from optout.rehearsal.checks import PICTURE
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form
from optout.rehearsal.pages import Site

PATH = "/api/helper/optOutLight/search"
REMOVAL_AFTER = timedelta(days=5)
WHO = Form(
    ident="who",
    action=PATH,
    legend="Who are you?",
    button="Continue",
    controls=(
        Control("fname", "First Name", "given-name"),
        Control("lname", "Last Name", "family-name"),
        Control("city", "City", "address-level2"),
        Control("state", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)


class Twin(Broker):
    """Removes five days after the person got past all riddles; nobody else gets anywhere."""

    site = Site("PrivateReports", choices=PATH)
    domain = "www.privatereports.com"
    record_path = "/record/"

    @cached_property
    def app(self) -> Starlette:
        return self.serve(Route(PATH, self.who, methods=["GET", "POST"]))

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person solved everything, and followed the link."""
        entry = self.register.of(subject, at)
        if entry is not None:
            self.remove_at(entry, at + REMOVAL_AFTER)

    async def who(self, request: Request) -> Response:
        if request.method == "GET":
            return self.site.page("Remove a record", WHO.html(token=self.token()))
        return self.site.page("One moment", PICTURE)
