"""PeopleWhiz, as its definition believes it to be: one's own row in a list, and a check."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.checks import ALTCHA
from optout.rehearsal.forms import Control, Form
from optout.rehearsal.link_broker import LinkBroker
from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList

ROW = (
    '<div class="ResultsTable__Record-sc-1"><div class="ResultsTable__Name-sc-2">{{name}}</div>'
    '<div class="ResultsTable__Age-sc-3">{{age}}</div>'
    '<div class="ResultsTable__AddressAndLocation-sc-4">{{city}}, {{state}}</div>{more}</div>'
)
PRESS = '<form action="/optout/mine/{ident}"><button>This is me</button></form>'
NOTHING = '<div class="ResultNotFound__NoResults-sc-5">Nobody was found.</div>'
WHERE_TO = Form(
    ident="where-to",
    action="/optout/mine",
    legend="Where we may write",
    button="Continue",
    controls=(Control("email", "Email address", "email", "email"),),
)


class Twin(LinkBroker):
    """Only the person gets past its check; the mailed link then confirms by being opened."""

    site = Site("PeopleWhiz", choices="/remove-my-info")
    domain = "www.peoplewhiz.com"
    record_path = "/record/"
    link_path = "/optout/confirm/"
    sender = "support@peoplewhiz.com"
    thanks = "Your request for optout is confirmed."
    asks = parts(  # the part for a middle name holds "~": invented people have none
        given="given-name",
        family="family-name",
        city="address-level2",
        state="address-level1",
        age="x-age",
    )
    shows = ResultList("Results", ROW.format(more=""), "Results", NOTHING)
    shows_mine = ResultList("Which one is you?", ROW.format(more=PRESS), "Results", NOTHING)

    @cached_property
    def app(self) -> Starlette:
        parts = "{given}/{middle}/{family}/{city}/{state}/{age}"
        return self.serve(
            Route(f"/flow/results/{parts}", self.results),
            Route(f"/optout/results/{parts}", self.which_is_mine),
            Route("/optout/mine/{ident}", self.mine),
            Route("/optout/confirm/{token}", self.confirm),
        )

    async def which_is_mine(self, request: Request) -> Response:
        return self.shows_mine.page(self.site, self.search(self.asked(request)))

    async def mine(self, request: Request) -> Response:
        return self.site.page("Where may we write?", WHERE_TO.html(token=self.token()), ALTCHA)
