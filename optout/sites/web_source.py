"""A site as it is published, over bounded HTTP."""

import re
from urllib.parse import urljoin, urlsplit

from optout.channels.attempt import Exchange
from optout.http import HttpClient, Limits, Transport, Unanswered
from optout.requests.failures import Failure
from optout.signals.audit_reading import FileRead, PageRead, State
from optout.sites.answers import state_of, text_read, why_unanswered
from optout.sites.page_reading import Markup, markup
from optout.sites.page_text import page_text
from optout.sites.same_site import bare_host, is_same_site

SECONDS = 10.0
MOST_OF_A_FILE = 512 * 1024
MOST_OF_A_PAGE = 8 * 1024 * 1024
_CHARSET = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}[\"']?([^\s;\"']{1,40})", re.IGNORECASE)


class WebSource:
    """Reads the site of one address. Redirects are followed within the site, five at most."""

    def __init__(
        self, url: str, transport: Transport | None = None, seconds: float | None = None
    ) -> None:
        self.start = url
        patience = SECONDS if seconds is None else seconds
        self.has_headers = True
        self._site = bare_host(url)
        self._files = HttpClient(transport, Limits(patience, MOST_OF_A_FILE))
        self._pages = HttpClient(transport, Limits(patience, MOST_OF_A_PAGE))

    async def file(self, path: str, beside: str) -> FileRead:
        """The text file at ``path`` of the origin of ``beside``."""
        try:
            _, exchange = await self._get(self._files, urljoin(beside, path))
        except Unanswered as error:
            return FileRead(State.UNREADABLE, why=why_unanswered(error))
        return text_read(
            exchange.status,
            exchange.response_body,
            is_json=path.endswith(".json"),
            is_html=_is_html(_content_type(exchange)[0], unsaid=False),
        )

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
    kind, charset = _content_type(exchange)
    if kind.startswith("image/") or _is_xml(kind):
        headers, content = exchange.response_headers, exchange.response_body
        return PageRead(url, State.SERVED, why, not _is_xml(kind), headers, (), content), Markup()
    found: Markup | None = Markup()
    if _is_html(kind):
        text = page_text(exchange.response_body, charset)
        if text is None:
            return PageRead(url, State.UNREADABLE, f"{why}, but in an unknown encoding"), Markup()
        found = markup(text, url)
    if found is None:
        return PageRead(url, State.UNREADABLE, f"{why}, but its tags are too large to read"), Markup()
    return PageRead(url, State.SERVED, why, False, exchange.response_headers, found.metas), found


def _is_xml(kind: str) -> bool:
    return kind in ("text/xml", "application/xml", "application/rsl+xml")


def _is_html(kind: str, unsaid: bool = True) -> bool:
    """``unsaid``: what is taken where nothing is said."""
    return unsaid if kind == "" else kind in ("text/html", "application/xhtml+xml")


def _content_type(exchange: Exchange) -> tuple[str, str]:
    """The kind in lower case, and the charset; empty where they are not said."""
    lines = (value for name, value in exchange.response_headers if name.lower() == "content-type")
    said = next(lines, "")
    charset = _CHARSET.search(said)
    return said.partition(";")[0].strip().lower(), charset[1] if charset else ""
