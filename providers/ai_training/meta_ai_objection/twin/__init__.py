"""The twin of Meta's objection form: a form, a mailed code, a page for the code, a late answer.

Fields and order as public guides tell them; the wording and the address of the code page are
invented. It keeps no cookie: who confirms gives the e-mail address again, with the code.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Received
from optout.rehearsal.twin import World, person_key

from .pages import CHECK_MAIL, ERROR, RECEIVED, code_page, form_page

FORM = "/help/contact/6359191084165019"
CONFIRM = f"{FORM}/confirm"
SENDER = "objections@facebookmail.com"
MEANINGS = {"email": "email", "country": "country-name", "reason": "x-reason"}
TRAP, TOKEN = "website", "token"
CODE_HOLDS = timedelta(days=3)
TRIES = 5


@dataclass(slots=True)
class Pending:
    """A submission that waits for its code, or whose answer is still to come."""

    received: Received = field(repr=False)
    code: str = field(repr=False)
    until: datetime
    wrong: int = 0


class Twin:
    """Takes objections. Nobody is listed here: an objection holds or was never made."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._post = world.clock, world.post
        self._rng = world.rng()
        self._people = {mail.lower(): person_key(one) for one in world.people for mail in one.emails}
        self._tokens: set[str] = set()
        self._pending: dict[str, Pending] = {}
        self._app = Starlette(
            routes=[
                Route(FORM, self._form, methods=["GET"]),
                Route(FORM, self._objection, methods=["POST"]),
                Route(CONFIRM, self._code_form, methods=["GET"]),
                Route(CONFIRM, self._confirmation, methods=["POST"]),
            ]
        )

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("objections are made by the form")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """Nothing: no step of this provider is done by hand here."""

    async def _form(self, request: Request) -> Response:
        return HTMLResponse(form_page(FORM, self._token()))

    async def _code_form(self, request: Request) -> Response:
        return HTMLResponse(code_page(CONFIRM, self._token()))

    async def _objection(self, request: Request) -> Response:
        fields = await _fields(request)
        if not self._holds(fields.pop(TOKEN, "")):
            return HTMLResponse(ERROR, 400)
        if "@" not in fields.get("email", "") or not fields.get("country"):
            self.books.received.append(self._received(fields, accepted=False))
            return HTMLResponse(form_page(FORM, self._token(), "Please fill in every required field."))
        self._take(fields)
        return HTMLResponse(CHECK_MAIL)

    async def _confirmation(self, request: Request) -> Response:
        fields = await _fields(request)
        if not self._holds(fields.pop(TOKEN, "")):
            return HTMLResponse(ERROR, 400)
        pending = self._pending.get(fields.get("email", "").lower())
        if pending is None or not self._code_is_right(pending, fields.get("code", "")):
            self._fault(fields, "wrong-code")
            return HTMLResponse(code_page(CONFIRM, self._token(), "That code is not right."))
        self._accept(pending)
        return HTMLResponse(RECEIVED)

    def _received(self, fields: dict[str, str], accepted: bool) -> Received:
        address = fields.get("email", "").lower()
        before = self._pending.get(address)
        return Received(
            at=self._clock.now(),
            person=self._people.get(address, address),
            fields=fields,
            meanings={name: MEANINGS[name] for name in fields if name in MEANINGS},
            honeypots_filled=int(TRAP in fields),
            duplicate=accepted and before is not None and self._clock.now() < before.until,
            accepted=accepted,
        )

    def _take(self, fields: dict[str, str]) -> None:
        received, address = self._received(fields, accepted=True), fields["email"]
        self.books.received.append(received)
        code = f"{self._rng.randrange(10**6):06}"
        self._pending[address.lower()] = Pending(received, code, received.at + CODE_HOLDS)
        self._send(address, "Your code", f"Your confirmation code is: {code}", minutes=(2, 20))

    def _code_is_right(self, pending: Pending, code: str) -> bool:
        open_still = pending.received.confirmed_at is None and self._clock.now() < pending.until
        right = open_still and pending.wrong < TRIES and code == pending.code
        pending.wrong += not right
        return right

    def _accept(self, pending: Pending) -> None:
        """Note the confirmation; the answer comes days later, and until then it is being processed."""
        pending.received.confirmed_at = self._clock.now()
        words = "We have honoured your objection."
        address = pending.received.fields["email"]
        pending.until = self._send(address, "About your objection", words, minutes=(2 * 1440, 5 * 1440))

    def _send(self, to: str, subject: str, text: str, *, minutes: tuple[int, int]) -> datetime:
        at = self._clock.now() + timedelta(minutes=self._rng.randint(*minutes))
        self._post.send(sender=SENDER, to=to, subject=subject, text=text, at=at)
        return at

    def _fault(self, fields: dict[str, str], kind: str) -> None:
        person = self._people.get(fields.get("email", "").lower())
        self.books.faults.append(Fault(self._clock.now(), person, kind))

    def _token(self) -> str:
        token = f"{self._rng.getrandbits(64):016x}"
        self._tokens.add(token)
        return token

    def _holds(self, token: str) -> bool:
        """Whether the token came with a page of ours; it serves once."""
        known = token in self._tokens
        self._tokens.discard(token)
        return known


async def _fields(request: Request) -> dict[str, str]:
    """The non-empty controls of a form, as a browser sends them."""
    return dict(parse_qsl((await request.body()).decode(), max_num_fields=20))
