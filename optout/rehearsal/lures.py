"""What phishing mails lead to: addresses on stage that nobody may ever open."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.clock import Clock
from optout.rehearsal.books import Books


class Lures:
    """The impostors' sites, shared by all twins on stage. ``sites`` are to be served with the others."""

    def __init__(self) -> None:
        self.sites: dict[str, ASGIApp] = {}

    def lay(self, domain: str, books: Books, clock: Clock) -> None:
        """Serve ``domain``; every request there is written into ``books.phished``."""

        async def caught(request: Request) -> Response:
            books.phished.append(clock.now())
            return PlainTextResponse("Thank you, your identity was verified.")

        methods = ["GET", "POST", "HEAD"]
        self.sites[domain] = Starlette(routes=[Route("/{path:path}", caught, methods=methods)])
