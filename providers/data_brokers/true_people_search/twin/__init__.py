"""TruePeopleSearch, as its definition believes it to be: cards, and nothing to ask for."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.child_site import ChildSite
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList


class Twin(ChildSite):
    """Shows what PeopleFinders shows, and follows it within days."""

    site = Site("TruePeopleSearch", choices="/removal")
    domain = "www.truepeoplesearch.com"
    parent_domain = "www.peoplefinders.com"
    record_path = "/find/person/"
    asks = parts(name="given-name family-name", citystatezip="address-level2,address-level1")
    shows = ResultList(
        heading="People search results",
        row='<div class="card card-summary"><div class="content-header">{name}</div>'
        '<span class="content-label">Age</span> <span class="content-value">{age}</span> '
        '<span class="content-label">Lives in</span> <span class="content-value">{city}, {state}</span> '
        '<span class="content-label">Used to live in</span> <span class="content-value">{former}</span>'
        '<a class="detail-link" href="/find/person/{ident}">View details</a></div>',
        no_heading="People search",
        nothing="<span>We could not find any records for that search.</span>",
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/results", self.results),
            Route("/find/person/{ident}", self.record),
            Route("/removal", self.removal),
        )

    async def removal(self, request: Request) -> Response:
        return self.site.page("Removal", paragraph("Please ask PeopleFinders."))
