"""Vehicle Related Records, as its definition believes it to be: a table of drivers."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.routing import Route

from optout.rehearsal.child_site import ChildSite
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList


class Twin(ChildSite):
    """Shows what SpyFly shows, and follows it within days."""

    site = Site("Vehicle Related Records")
    domain = "vehiclerelatedrecords.com"
    parent_domain = "www.spyfly.com"
    record_path = "/driver/"
    asks = parts(first="given-name", last="family-name", city="address-level2", state="address-level1")
    shows = ResultList(
        heading="Drivers",
        row='<tr class="odd"><td>#</td><td><div class="name">{name}</div></td>'
        '<td class="hidden-xs">{age}</td><td>{former}</td><td>{city}, {state}</td></tr>',
        around='<table class="results-table"><tbody>{rows}</tbody></table>',
        no_heading="Drivers",
        nothing='<table class="results-table"></table>'
        '<span class="search_title">Your search was unsuccessful</span>',
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(Route("/results.php", self.results))
