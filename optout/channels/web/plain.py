"""A visit by plain HTTP, for server-rendered forms: sends exactly what a browser would send."""

import asyncio
import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture, Exchange
from optout.channels.web.controls import Control, Seen
from optout.channels.web.filling import Entry
from optout.channels.web.markup import Markup
from optout.channels.web.plain_seeking import seek
from optout.channels.web.seeking import Around, Sought, Spot
from optout.channels.web.visit import Until
from optout.http import HttpClient, Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Sent

_UNSUCCESSFUL = frozenset({"submit", "button", "reset", "image", "file"})
_CODINGS = re.compile(
    r"utf-(8|16-le|16-be|16)|iso8859-\d+|cp(125\d|866|874|932|949)|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb2312|gbk|gb18030|big5|euc_(jp|kr)|shift_jis|iso2022_jp|ascii"
)
_ACCEPT = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"}


class PlainVisit:
    """See ``Visit``. Cookies last as long as the visit."""

    def __init__(self, http: HttpClient, provider: Provider, capture: Capture) -> None:
        self._http = http
        self._provider = provider
        self._capture = capture
        self._cookies: dict[str, str] = {}
        self._markup = Markup("", "about:blank", 0)
        self._source = ""
        self._sent = Sent.NO
        self._documents = 0

    async def open(self, url: str) -> None:
        await self._go("GET", url, dict(_ACCEPT), b"")

    async def look(
        self, until: Until, also: Sequence[Sought] = (), patience_s: float | None = None
    ) -> Seen:
        if not also:
            return self._markup.seen
        # Another thread looks: a hostile page, or definition, could make it slow.
        found = await asyncio.to_thread(lambda: tuple(seek(self._markup, one) for one in also))
        return replace(self._markup.seen, found=found)

    async def reveal(self, sought: Sought) -> bool:
        return seek(self._markup, sought).count > 0

    async def settle(self) -> None:
        return None

    async def fill(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            element = self._markup.elements[entry.control.index]
            if entry.control.type in ("checkbox", "radio"):
                _tick(element, self._markup.elements)
            else:
                element.value = entry.value
        self._reread({entry.control.index: entry.value for entry in entries})

    async def press(self, target: Control | Spot, around: Around | None = None) -> None:
        """Nothing moves in a page without scripts: what is ``around`` is as it was looked at."""
        self._sent = Sent.NO
        if isinstance(target, Spot):
            raise Unanswered(
                Failure.FORM_CHANGED, "what is no control cannot be pressed without a script"
            )
        if target.type in ("checkbox", "radio"):
            _press_box(self._markup.elements[target.index], self._markup.elements)
            return self._reread({})
        if target.tag == "a":
            return await self.open(target.action)
        return await self._send(target)

    def _reread(self, values: Mapping[int, str]) -> None:
        """The reading shows what was filled and ticked, as a browser's does."""
        pairs = zip(self._markup.seen.controls, self._markup.elements, strict=True)
        controls = tuple(_as_filled(control, element, values) for control, element in pairs)
        self._markup.seen = replace(self._markup.seen, controls=controls)

    async def _send(self, control: Control) -> None:
        if control.form < 0 or control.type not in ("submit", "image"):
            raise Unanswered(Failure.FORM_CHANGED, "the button sends no form without a script")
        if control.method == "post" and control.enctype not in ("", "application/x-www-form-urlencoded"):
            raise Unanswered(Failure.FORM_CHANGED, "the form's encoding needs a browser")
        body = urlencode(self._successful(control))
        headers = {**_ACCEPT, "Referer": self._markup.seen.url}
        if control.method != "post":
            return await self._go("GET", _with_query(control.action, body), headers, b"")
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": _origin(self._markup.seen.url),
        }
        return await self._go("POST", control.action, headers, body.encode())

    async def picture(self, name: str) -> bool:
        return True

    async def source(self) -> str:
        return self._source

    @property
    def effects(self) -> int:
        """Without scripts nothing leaves but by a press."""
        return 0

    def sent(self) -> Sent:
        return self._sent

    def _successful(self, button: Control) -> list[tuple[str, str]]:
        """The form's name-value pairs in order (HTML standard, "constructing the entry list")."""
        pairs: list[tuple[str, str]] = []
        for control, element in zip(self._markup.seen.controls, self._markup.elements, strict=True):
            if control.index == button.index and control.name:
                pairs.append((control.name, control.value))
            elif control.form == button.form and control.name:
                pairs += [(control.name, value) for value in _values(control, element)]
        return pairs

    async def _go(self, method: str, url: str, headers: dict[str, str], body: bytes) -> None:
        self._sent = Sent.MAYBE  # until we know: the attempt may be cut short while we wait

        def seen(exchange: Exchange) -> None:
            self._sent = Sent.YES
            self._capture.exchanges.append(exchange)
            _refuse_downgrade(exchange)

        try:
            url, exchange = await self._http.fetch(
                method,
                url,
                allowed=self._provider.speaks_for,
                headers=headers,
                body=body,
                cookies=self._cookies,
                seen=seen,
            )
        except Unanswered as error:
            self._sent = self._effect(method, error)
            raise
        self._source = _decoded(exchange)
        # Another thread reads it, so that a page made to be slow cannot stop the time limits.
        self._markup = await asyncio.to_thread(Markup, self._source, url, exchange.status)
        self._documents += 1
        self._markup.seen = replace(self._markup.seen, document=float(self._documents))
        if self._markup.is_crowded:
            raise Unanswered(Failure.TOO_LARGE, "the page has too many controls or attributes")

    def _effect(self, method: str, error: Unanswered) -> Sent:
        """A link that confirms is a GET with an effect, which the HTTP client cannot know."""
        if self._sent == Sent.YES:
            return Sent.YES
        if error.failure == Failure.OFF_DOMAIN:
            return error.sent
        return error.sent if method != "GET" else Sent.MAYBE


def _tick(element: HtmlElement, others: Sequence[HtmlElement]) -> None:
    if element.get("type", "").lower() == "radio":
        form = _owner(element)
        for other in others:
            same = other.get("name") == element.get("name") and other.get("type", "").lower() == "radio"
            if same and _owner(other) == form:
                other.attrib.pop("checked", None)
    element.set("checked", "checked")


def _owner(element: HtmlElement) -> HtmlElement | str | None:
    """Its form, or the name of it."""
    return element.get("form") or next(element.iterancestors("form"), None)


def _as_filled(control: Control, element: HtmlElement, values: Mapping[int, str]) -> Control:
    if control.type in ("checkbox", "radio"):
        return replace(control, checked="checked" in element.attrib)
    return replace(control, value=values[control.index]) if control.index in values else control


def _press_box(element: HtmlElement, others: Sequence[HtmlElement]) -> None:
    if "checked" in element.attrib and element.get("type", "").lower() == "checkbox":
        element.attrib.pop("checked")
    else:
        _tick(element, others)


def _values(control: Control, element: HtmlElement) -> list[str]:
    disabled = any("disabled" in one.attrib for one in (element, *element.iterancestors("fieldset")))
    if disabled or control.is_pressed or control.type in _UNSUCCESSFUL:
        return []
    if control.type in ("checkbox", "radio"):
        return [control.value] if "checked" in element.attrib else []
    if control.tag == "select" and element.multiple:
        return [str(value) for value in element.value]
    value = element.value
    return (
        [str(value or "").replace("\r\n", "\n").replace("\n", "\r\n")] if _counts(control, value) else []
    )


def _counts(control: Control, value: object) -> bool:
    """A select without any option has no value at all; an empty text field has an empty one."""
    return control.tag != "select" or value is not None


def _refuse_downgrade(exchange: Exchange) -> None:
    """A 307 or 308 repeats the body: never without encryption."""
    where = next((value for name, value in exchange.response_headers if name.lower() == "location"), "")
    if exchange.status in (307, 308) and exchange.method != "GET" and where.lower().startswith("http:"):
        raise Unanswered(Failure.FORM_CHANGED, "the form would be sent on without encryption", Sent.YES)


def _decoded(exchange: Exchange) -> str:
    kind = next(
        (value for name, value in exchange.response_headers if name.lower() == "content-type"), ""
    )
    stated = kind.lower().partition("charset=")[2].strip(" \"';")
    return exchange.response_body.decode(_coding(stated), errors="replace")


def _coding(stated: str) -> str:
    """A coding that pages are written in; Python knows others, which are none for text."""
    try:
        name = codecs.lookup(stated).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if _CODINGS.fullmatch(name) else "utf-8"


def _with_query(url: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
