"""Veripages, as its definition believes it to be: a form of many leaves, and a link to confirm."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.forms import Control, Form, sent_to
from optout.rehearsal.link_broker import LinkBroker
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.people_search import parts
from optout.rehearsal.results import ResultList
from optout.rehearsal.wizard import Leaf, wizard

PATH = "/inner/removal-service"
REMOVAL = Form(
    ident="removal",
    action=PATH,
    legend="Removal",
    button="Submit",
    controls=(
        Control("url", "Profile URL", "x-listing-url", "textarea"),
        Control("user_name", "Full name", "name"),
        Control("user_email", "Email", "email", "email"),
    ),
)
LEAVES = (
    Leaf("This form removes your profile.", "Next"),
    Leaf("It takes six steps.", "Next"),
    Leaf("Which profile is yours?", "Next", ("url",)),
    Leaf("Other companies may have records of you as well.", "Skip"),
    Leaf("Who are you?", "Submit", ("user_name", "user_email")),
)


class Twin(LinkBroker):
    """Its check lets every honest browser pass unseen; removes what was confirmed by the mailed link."""

    site = Site("Veripages", choices=PATH)
    domain = "veripages.com"
    record_path = "/inner/profile/"
    link_path = "/inner/confirm/"
    sender = "noreply@veripages.com"
    question = "Removal Request Confirmation"
    button = "Confirm"
    thanks = "Your request has been confirmed"
    asks = parts(
        fname="given-name",
        lname="family-name",
        fage="x-age",
        state="address-level1",
        city="address-level2",
    )
    shows = ResultList(
        heading="Profiles",
        row='<div class="search-item"><a class="search-item-title-link" href="/inner/profile/{ident}">'
        '<h2 class="search-item-title">{name}, {age}</h2></a>'
        '<div class="search-item-loc">{city}, {state}</div>'
        "<dl><dt>Has lived in</dt><dd>{former}</dd></dl></div>",
        no_heading="Oops, nobody was found",
    )

    @cached_property
    def app(self) -> Starlette:
        return self.serve(
            Route("/inner/profile/search", self.results),
            Route("/inner/profile/{ident}", self.record),
            Route(PATH, self.removal, methods=["GET", "POST"]),
            Route("/inner/confirm/{token}", self.confirm, methods=["GET", "POST"]),
        )

    async def removal(self, request: Request) -> Response:
        if request.method == "GET":
            form = wizard(REMOVAL, LEAVES, self.token())
            return self.site.page("Veripages Opt Out Form", form)
        filled = REMOVAL.read(await sent_to(request))
        entry = self.entry_at(filled.value("x-listing-url"))
        received, problems = self.take(filled, entry)
        if entry is None or problems:
            return self.site.page("Something is wrong", *map(paragraph, problems))
        self.links.send(received, entry, filled.value("email"))
        return self.site.page("Thank you", paragraph("Your removal request has been received."))
