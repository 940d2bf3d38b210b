"""BackgroundCheckers, as its definition believes it to be: a form, questions between, and a list."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.child_site import ChildSite
from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.pages import Site
from optout.rehearsal.register import Entry
from optout.rehearsal.results import ResultList

PATH = "/name/search-result"
OLDER_FROM = 45
WHO = Form(
    ident="who",
    action=PATH,
    legend="Search again",
    button="Search",
    controls=(
        Control("firstName", "First Name", "given-name"),
        Control("middleName", "Middle Name", "additional-name", required=False),
        Control("lastName", "Last Name", "family-name"),
        Control("city", "City", "address-level2"),
        Control("state", "State", "address-level1", "select", options=STATE_OPTIONS),
    ),
)
QUESTION = (
    '<div data-key="comp.question.moreThanAge"><p>Is this person 45 or older?</p><form method="post" '
    'action="/name/older/{session}"><button name="older" value="yes">Yes</button> '
    '<button name="older" value="no">No</button></form></div>'
)


class Twin(ChildSite):
    """Shows what PrivateReports shows, and follows it; asks for the age where there are many."""

    site = Site("BackgroundCheckers")
    domain = "www.backgroundcheckers.net"
    parent_domain = "www.privatereports.com"
    record_path = "/record/"
    shows = ResultList(
        heading="Who is it?",
        row='<ul><li class="searchedPerson"><a><div><h3>{name}</h3><h4>Age: {age}</h4></div></a>'
        "<p><strong>Locations:</strong> {city}, {state}</p></li></ul>",
        no_heading="No match",
        nothing="<div>We were unable to find this person.</div>",
    )

    @cached_property
    def app(self) -> Starlette:
        self._asked: dict[str, list[Entry]] = {}
        return self.serve(
            Route(PATH, self.who, methods=["GET", "POST"]),
            Route("/name/older/{session}", self.older, methods=["POST"]),
        )

    async def who(self, request: Request) -> Response:
        if request.method == "GET":
            return self.form_page("Find a person", WHO)
        filled = WHO.read(await sent_to(request))
        found = self.search(filled)
        problems = self.problems_of(filled)
        if problems:
            return self.form_page("Find a person", WHO, filled, problems)
        if len(found) < 2:
            return self.shows.page(self.site, found)
        session = self.secret()
        self._asked[session] = found
        return self.site.page("One question", QUESTION.format(session=session))

    async def older(self, request: Request) -> Response:
        older = dict(await sent_to(request)).get("older") == "yes"
        found = self._asked.get(request.path_params["session"], [])
        fitting = [entry for entry in found if (entry.age >= OLDER_FROM) == older]
        return self.shows.page(self.site, fitting)
