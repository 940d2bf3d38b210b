"""SpyFly, as its definition believes it to be: a mailed code before the list, a mailed link after it."""

from functools import cached_property

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optout.rehearsal.forms import STATE_OPTIONS, Control, Form, sent_to
from optout.rehearsal.link_broker import LinkBroker
from optout.rehearsal.mailed_codes import MailedCodes
from optout.rehearsal.pages import Site
from optout.rehearsal.register import Entry
from optout.rehearsal.results import ResultList
from optout.rehearsal.twin import World

PATH = "/help-center/privacy-requests"
WHO = Form(
    ident="who",
    action=PATH,
    legend="Who are you?",
    button="Continue",
    controls=(
        Control("firstName", "First Name", "given-name"),
        Control("lastName", "Last Name", "family-name"),
        Control("city", "City", "address-level2"),
        Control("states", "State", "address-level1", "select", options=STATE_OPTIONS),
        Control("zip", "ZIP", "postal-code", required=False),
        Control("age", "Age", "x-age"),
    ),
)
ROW = (
    '<div class="result-item"><h2>{{name}}</h2><p>Age: {{age}}</p><p>Location</p>'
    "<ul><li>{{city}}, {{state}}</li><li>{{former}}</li></ul>"
    '<form method="post" action="/help-center/remove/{session}/{{ident}}">'
    '<button class="btn">Remove</button></form></div>'
)


class Twin(LinkBroker):
    """Shows its list only to who typed the code; removes what was confirmed by the mailed link."""

    site = Site("SpyFly", choices=PATH)
    domain = "www.spyfly.com"
    record_path = "/record/"
    link_path = "/help-center/confirm/"
    sender = "support@spyfly.com"
    thanks = "Verification Complete"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._codes = MailedCodes(self, self.sender)
        self._found: dict[str, list[Entry]] = {}

    @cached_property
    def app(self) -> Starlette:
        both = ["GET", "POST"]
        return self.serve(
            Route(PATH, self.who, methods=both),
            Route("/help-center/email/{session}", self.mail, methods=both),
            Route("/help-center/code/{session}", self.code, methods=both),
            Route("/help-center/remove/{session}/{ident}", self.remove, methods=["POST"]),
            Route("/help-center/confirm/{token}", self.confirm),
        )

    async def who(self, request: Request) -> Response:
        if request.method == "GET":
            return self.form_page("Privacy requests", WHO)
        filled = WHO.read(await sent_to(request))
        found = self.search(filled)
        problems = self.problems_of(filled)
        if problems:
            return self.form_page("Privacy requests", WHO, filled, problems)
        session = self.secret()
        self._found[session] = found
        return self.form_page("Where may we write?", _mail_form(session))

    async def mail(self, request: Request) -> Response:
        session = request.path_params["session"]
        filled = _mail_form(session).read(await sent_to(request))
        problems = self.problems_of(filled)
        self.note_search(filled, filled.value("email"))
        if problems or session not in self._found:
            return self.form_page("Where may we write?", _mail_form(session), filled, problems)
        self._codes.send(session, filled.value("email"))
        return self.form_page("Type the code", _code_form(session))

    async def code(self, request: Request) -> Response:
        session = request.path_params["session"]
        filled = _code_form(session).read(await sent_to(request))
        self.note_search(filled, "")
        if self.problems_of(filled) or not self._codes.fits(session, filled.value("x-code")):
            return self.form_page("Type the code", _code_form(session), filled, ["Wrong code."])
        shows = ResultList(
            heading="Select Data for Removal",
            row=ROW.format(session=session),
            no_heading="Sorry, we were unable to find any results",
        )
        return shows.page(self.site, self._found[session])

    async def remove(self, request: Request) -> Response:
        session = request.path_params["session"]
        entry = self.register.entry(request.path_params["ident"], self.now)
        received, problems = self.take_press(entry)
        if entry is None or problems:
            return self.site.not_found()
        self.links.send(received, entry, self._codes.sent_to(session))
        return self.site.page("Request Submitted")


def _mail_form(session: str) -> Form:
    email = Control("email-address", "Email Address", "email", "email")
    return Form("mail", f"/help-center/email/{session}", "Your email", "Continue", (email,))


def _code_form(session: str) -> Form:
    code = Control("unique-code", "Verification code", "x-code", autocomplete="one-time-code")
    return Form("code", f"/help-center/code/{session}", "The code we sent", "Continue", (code,))
