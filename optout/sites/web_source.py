"""A site as it is published, over bounded HTTP."""

from urllib.parse import urljoin, urlsplit

from optout.channels.attempt import Exchange
from optout.http import HttpClient, Limits, Transport, Unanswered
from optout.requests.failures import Failure
from optout.signals.audit_reading import FileRead, PageRead, State
from optout.sites.answers import state_of, text_read, why_unanswered
from optout.sites.page_reading import Markup, markup
from optout.sites.same_site import bare_host, is_same_site

SECONDS = 10.0
MOST_OF_A_FILE = 512 * 1024
MOST_OF_A_PAGE = 8 * 1024 * 1024


class WebSource:
    """Reads the site of one address. Redirects are followed within the site, five at most."""

    def __init__(self, url: str, transport: Transport | None = None, seconds: float = SECONDS) -> None:
        self.start = url
        self.has_headers = True
        self._site = bare_host(url)
        self._files = HttpClient(transport, Limits(seconds, MOST_OF_A_FILE))
        self._pages = HttpClient(transport, Limits(seconds, MOST_OF_A_PAGE))

    async def file(self, path: str, beside: str) -> FileRead:
        """The text file at ``path`` of the origin of ``beside``."""
        try:
            _, exchange = await self._get(self._files, urljoin(beside, path))
        except Unanswered as error:
            return FileRead(State.UNREADABLE, why=why_unanswered(error))
        return text_read(exchange.status, exchange.response_body, is_json=path.endswith(".json"))

    async def page(self, url: str) -> tuple[PageRead, Markup]:
        """The page or image at ``url``; its ``url`` is the one after redirects."""
        try:
            last, exchange = await self._get(self._pages, url)
        except Unanswered as error:
            return PageRead(url, State.UNREADABLE, why_unanswered(error)), Markup()
        state, why = state_of(exchange.status), f"HTTP {exchange.status}"
        if state is not State.SERVED:
            return PageRead(last, state, why), Markup()
        return _served(last, exchange)

    def owns(self, url: str) -> bool:
        return is_same_site(url, self.start)

    async def close(self) -> None:
        await self._files.close()
        await self._pages.close()

    async def _get(self, client: HttpClient, url: str) -> tuple[str, Exchange]:
        if urlsplit(url).username is not None:
            raise Unanswered(Failure.OFF_DOMAIN, "an address with a user's name")
        return await client.fetch(
            "GET", url, allowed=lambda host: host.lower().removeprefix("www.") == self._site
        )


def _served(url: str, exchange: Exchange) -> tuple[PageRead, Markup]:
    """A page's tags are read where it is HTML; headers are read of anything."""
    why = f"HTTP {exchange.status}"
    kind = _content_type(exchange)
    if kind.startswith("image/") or _is_xml(kind):
        headers, content = exchange.response_headers, exchange.response_body
        return PageRead(url, State.SERVED, why, not _is_xml(kind), headers, (), content), Markup()
    found = (
        markup(exchange.response_body.decode("utf-8", "replace"), url) if _is_html(kind) else Markup()
    )
    if found is None:
        return PageRead(url, State.UNREADABLE, f"{why}, but its tags are too large to read"), Markup()
    return PageRead(url, State.SERVED, why, False, exchange.response_headers, found.metas), found


def _is_xml(kind: str) -> bool:
    return kind in ("text/xml", "application/xml", "application/rsl+xml")


def _is_html(kind: str) -> bool:
    return kind in ("", "text/html", "application/xhtml+xml")


def _content_type(exchange: Exchange) -> str:
    lines = (value for name, value in exchange.response_headers if name.lower() == "content-type")
    return next(lines, "").partition(";")[0].strip().lower()
