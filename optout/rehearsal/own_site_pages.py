"""What a small web server answers for a site: its signal files as text, anything else as a page."""

from collections.abc import Callable, Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

_HOME = "<!doctype html><title>My page</title><h1>My page</h1><p>Pictures and words of mine.</p>"
_ERROR = "<!doctype html><title>Oops</title><h1>Something went wrong</h1><p>Please try again later.</p>"


def answering(state: Callable[[], tuple[Mapping[str, str], str | None]]) -> ASGIApp:
    """``state`` gives for each request the files by path, and what is broken: "500", "error page"."""

    async def answer(request: Request) -> Response:
        files, fault = state()
        if fault is not None:
            return HTMLResponse(_ERROR, 500 if fault == "500" else 200)
        path = request.url.path.removeprefix("/")
        if path in files:
            return PlainTextResponse(files[path])
        return HTMLResponse(_HOME, 404 if path else 200)

    return Starlette(routes=[Route("/{path:path}", answer)])
