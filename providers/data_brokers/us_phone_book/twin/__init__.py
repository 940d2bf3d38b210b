"""USPhoneBook, as its definition believes it to be: the directory of a place."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.routing import Route

from optout.rehearsal.child_site import ChildSite
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList


class Twin(ChildSite):
    """Shows what PeopleFinders shows, and follows it within days."""

    site = Site("USPhoneBook")
    domain = "www.usphonebook.com"
    parent_domain = "www.peoplefinders.com"
    record_path = "/person/"
    asks = parts(name="given-name family-name", state="address-level1", city="address-level2")
    shows = ResultList(
        heading="Phone book",
        row='<div itemscope itemtype="https://schema.org/Person"><h3 class="ls_number-text">'
        '<span itemprop="name">{name}</span>, Age {age}</h3><div>Lives in: {city}, {state}</div>'
        '<div>Prior: <span itemprop="address">{former}</span></div>'
        '<a href="/person/{ident}">View details</a></div>',
        no_heading="Phone book",
        nothing='<div class="no-results-content-wrapper">Nobody of that name is in the book.</div>',
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/person/{ident}", self.record),
            Route("/{name}/{state}/{city}", self.results),
        )
