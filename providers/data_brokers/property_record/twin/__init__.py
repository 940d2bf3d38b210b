"""PropertyRecord, as its definition believes it to be: a button at one's own row, at times a doubt."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.broker import Broker
from optout.rehearsal.forms import Control, Filled, Form, sent_to
from optout.rehearsal.pages import Site
from optout.rehearsal.results import ResultList

REMOVAL_DAYS = (1, 3)
WHO = Form(
    ident="who",
    action="/people",
    legend="Find your record",
    button="Search",
    method="get",
    controls=(
        Control("name", "Full Name", "name"),
        Control("cityState", "City, State", "x-place"),
    ),
)
SHOWS = ResultList(
    heading="Search Results",
    row='<li><div class="name">{name}</div><div class="place">{city}, {state}</div>'
    "<div>{age} Years Old</div><div>Locations Include</div><div>{former}</div>"
    '<form action="/remove/{ident}" method="post">'
    "<button>Remove My Info</button></form></li>",
    around='<ul id="people-search-results">{rows}</ul>',
    no_heading="Search Results",
    nothing="<h3>No results found</h3>",
)


class Twin(Broker):
    """Asks every third searcher whether the name is misspelt; removes within three days."""

    site = Site("PropertyRecord", choices="/remove", header='<a href="/remove">Remove My Info</a>')
    domain = "www.propertyrecord.com"
    record_path = "/record/"

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/", self.home),
            Route("/remove", self.find_me),
            Route("/people", self.people),
            Route("/remove/{ident}", self.remove, methods=["POST"]),
        )

    async def home(self, request: Request) -> Response:
        return self.site.page("Who owns what")

    async def find_me(self, request: Request) -> Response:
        return self.site.page("Remove My Information", WHO.html())

    async def people(self, request: Request) -> Response:
        filled = WHO.read(await sent_to(request))
        if filled.problems:
            return self.site.page("Remove My Information", WHO.html(problems=filled.problems))
        if "original" not in filled.fields and len(self.books.searched) % 3 == 1:
            return self._doubt(request)
        asked = {name: value for name, value in filled.fields.items() if name != "original"}
        found = self.search(Filled(asked, filled.meanings, 0, "", ()))
        return SHOWS.page(self.site, found)

    def _doubt(self, request: Request) -> Response:
        again = request.url.include_query_params(original="yes")
        link = f'<a id="spellcheck-original" href="{again.path}?{again.query}">Use Original</a>'
        return self.site.page("Did you mean somebody else?", link.replace("&", "&amp;"))

    async def remove(self, request: Request) -> Response:
        entry = self.register.entry(request.path_params["ident"], self.now)
        received, problems = self.take_press(entry)
        if entry is None or problems:
            return self.site.not_found()
        self.process(received, self.remove_after(entry, REMOVAL_DAYS))
        return self.site.page("Success: Information Removed")
