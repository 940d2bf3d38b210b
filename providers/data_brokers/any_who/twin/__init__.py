"""AnyWho, as its definition believes it to be: people of a place and a band of age."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.routing import Route

from optout.rehearsal.child_site import ChildSite
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList


class Twin(ChildSite):
    """Shows what Spokeo shows, and follows it within days."""

    site = Site("AnyWho")
    domain = "www.anywho.com"
    parent_domain = "www.spokeo.com"
    record_path = "/people/record/"
    asks = parts(
        name="given-name family-name", state="address-level1", city="address-level2", age_range="x-age"
    )
    shows = ResultList(
        heading="People found",
        row='<div class="card"><h2>{name}</h2><span>Age {age}</span>'
        "<h3>Lives in</h3><div>{city}, {state}</div><h3>Used to live in</h3><div>{former}</div>"
        '<a href="/people/record/{ident}">View</a></div>',
        around='<div id="name-search-results">{rows}</div>',
        no_heading="Sorry, we found nobody",
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/people/record/{ident}", self.record),
            Route("/people/{name}/{state}/{city}", self.results),
        )
