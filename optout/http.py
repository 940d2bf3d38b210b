"""Bounded HTTP: the only module that imports ``httpx``.

Every call has a time limit, a size limit and a redirect limit, follows redirects only to hosts
that the caller allows, and comes back as one ``Exchange`` per hop, as evidence.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from optout import __version__
from optout.channels.attempt import Exchange
from optout.requests.failures import Failure
from optout.requests.outcome import Sent

TIMEOUT_S = 30.0
MAX_BYTES = 8 * 1024 * 1024
MAX_REDIRECTS = 5
_PURPOSE = "data opt-out on behalf of the person concerned"

NO_SUCH_HOST = "no host has this name"
"""The detail of ``Unanswered`` where a host's name does not exist."""
_NO_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})

_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""One layer only: two unpack a few kilobytes to gigabytes in one go, before any limit is asked."""

Transport = httpx.AsyncBaseTransport


class Unanswered(Exception):
    """A call that brought no usable answer: which failure, and whether it may have had an effect.

    ``wait_s``: for how many seconds the other side asked to be left alone.
    """

    def __init__(
        self, failure: Failure, detail: str, sent: Sent = Sent.NO, wait_s: int | None = None
    ) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
        self.sent = sent
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: float = TIMEOUT_S
    bytes: int = MAX_BYTES
    redirects: int = MAX_REDIRECTS


def user_agent(contact: str | None = None) -> str:
    """Who calls and why; with the address at which whoever runs it wants to be told of trouble."""
    return f"optout/{__version__} ({_PURPOSE}{f'; {contact}' if contact else ''})"


class HttpClient:
    """One connection pool. ``transport`` is swapped in rehearsals and tests."""

    def __init__(
        self,
        transport: Transport | None = None,
        limits: Limits = Limits(),
        contact: str | None = None,
    ) -> None:
        self._client = httpx.AsyncClient(
            transport=transport,
            verify=ssl.create_default_context() if transport is None else True,
            timeout=limits.seconds,
            follow_redirects=False,
            trust_env=False,
            headers={
                "User-Agent": user_agent(contact),
                "Sec-GPC": "1",
                "Accept-Encoding": "gzip, deflate",
            },
        )
        self._limits = limits

    async def fetch(
        self,
        method: str,
        url: str,
        *,
        allowed: Callable[[str], bool],
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        cookies: dict[str, str] | None = None,
        seen: Callable[[Exchange], None] | None = None,
        bound: bool = False,
    ) -> tuple[str, Exchange]:
        """Send, follow redirects, and return the last address with its exchange.

        ``allowed`` says for a host whether we may talk to it; ``seen`` is given every hop;
        ``cookies`` is read and updated. ``bound``: what is sent is for this origin alone, so a
        redirect of a GET stays on its scheme, host and port, and any other is not followed.
        Raises ``Unanswered``. A status is not judged here.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(
                    method, url, allowed, dict(headers or {}), body, cookies, seen, bound
                )
        except TimeoutError:
            sent = Sent.MAYBE if method != "GET" else Sent.NO
            raise Unanswered(Failure.TIMEOUT, "no complete answer in time", sent) from None

    async def _follow(
        self,
        method: str,
        url: str,
        allowed: Callable[[str], bool],
        headers: dict[str, str],
        body: bytes,
        cookies: dict[str, str] | None,
        seen: Callable[[Exchange], None] | None,
        bound: bool,
    ) -> tuple[str, Exchange]:
        for _ in range(self._limits.redirects + 1):
            _check_address(url, allowed)
            exchange = await self._once(method, url, headers, body, cookies)
            if seen:
                seen(exchange)
            target = _redirect_target(url, exchange)
            if target is None:
                return url, exchange
            _check_redirect(method, url, target, bound)
            if exchange.status in (301, 302, 303) and method != "GET":
                method, body = "GET", b""
                headers.pop("Content-Type", None)
            url = target
        raise Unanswered(Failure.TOO_MANY_REDIRECTS, "too many redirects")

    async def _once(
        self, method: str, url: str, headers: dict[str, str], body: bytes, cookies: dict[str, str] | None
    ) -> Exchange:
        effect = Sent.MAYBE if method != "GET" else Sent.NO
        self._client.cookies.clear()
        if cookies:
            headers = {**headers, "Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        # Bytes, because a site's cookies are whatever it likes.
        coded = {name.encode(): value.encode("utf-8", "replace") for name, value in headers.items()}
        try:
            request = self._client.build_request(method, url, headers=coded, content=body)
        except (httpx.InvalidURL, ValueError):
            raise Unanswered(Failure.OFF_DOMAIN, "not a web address") from None
        try:
            response = await self._client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise Unanswered(Failure.NO_CONNECTION, _why_unconnected(error)) from None
        except httpx.TimeoutException as error:
            raise Unanswered(Failure.TIMEOUT, type(error).__name__, effect) from None
        except httpx.HTTPError as error:
            raise Unanswered(Failure.NO_CONNECTION, type(error).__name__, effect) from None
        except (httpx.InvalidURL, ValueError):  # it reads the target of a redirect at once
            words = "a redirect to what is no web address"
            raise Unanswered(Failure.OFF_DOMAIN, words, Sent.MAYBE) from None
        try:
            content = await self._read(response, effect)
        finally:
            await response.aclose()
        if cookies is not None:
            cookies.update(response.cookies)
        return Exchange(
            method=method,
            url=url,
            request_headers=tuple(request.headers.items()),
            request_body=body,
            status=response.status_code,
            response_headers=tuple(response.headers.multi_items()),
            response_body=content,
        )

    async def _read(self, response: httpx.Response, effect: Sent) -> bytes:
        content = bytearray()
        if response.headers.get("content-encoding", "").lower().strip() not in _CODINGS:
            raise Unanswered(Failure.BAD_ANSWER, "packed in a way that was not asked for", effect)
        try:
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > self._limits.bytes:
                    raise Unanswered(Failure.TOO_LARGE, "the answer is too large", effect)
        except httpx.HTTPError as error:
            raise Unanswered(Failure.NO_CONNECTION, type(error).__name__, effect) from None
        return bytes(content)

    async def close(self) -> None:
        await self._client.aclose()


def _why_unconnected(error: BaseException) -> str:
    """``NO_SUCH_HOST`` where the name service says so; it not answering proves nothing."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror) and cause.errno in _NO_NAME:
            return NO_SUCH_HOST
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


def _check_address(url: str, allowed: Callable[[str], bool]) -> None:
    parts = _split(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Unanswered(Failure.OFF_DOMAIN, "not a web address")
    if not allowed(parts.hostname):
        raise Unanswered(Failure.OFF_DOMAIN, "an address outside the provider's domains")


def _check_redirect(method: str, url: str, target: str, bound: bool) -> None:
    """Another port of the same host may be somebody else's service."""
    if bound and method != "GET":
        raise Unanswered(Failure.OFF_DOMAIN, "a redirect of what is for one address", Sent.MAYBE)
    if bound and _origin(url) != _origin(target):
        raise Unanswered(Failure.OFF_DOMAIN, "a redirect to another service")
    if _split(target).port not in (None, 80, 443, _split(url).port):
        raise Unanswered(Failure.OFF_DOMAIN, "a redirect to another port")
    if url.startswith("https:") and not target.startswith("https:"):
        raise Unanswered(Failure.OFF_DOMAIN, "a redirect to an unencrypted address")


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = _split(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, usual if parts.port is None else parts.port


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise Unanswered(Failure.OFF_DOMAIN, "not a web address") from None
    return parts


def _redirect_target(url: str, exchange: Exchange) -> str | None:
    if exchange.status not in (301, 302, 303, 307, 308):
        return None
    headers = {name.lower(): value for name, value in exchange.response_headers}
    if "location" not in headers:
        return None
    try:
        return urljoin(url, headers["location"])
    except ValueError:
        raise Unanswered(Failure.OFF_DOMAIN, "a redirect to what is no web address") from None


def rerouted_transport(
    port: int, context: ssl.SSLContext, knows: Callable[[str], bool] = lambda _: True
) -> Transport:
    """A transport that takes every host that ``knows`` accepts to ``port`` on this machine.

    The Host header and the name in the TLS handshake stay the provider's, and the certificate is
    verified for that name with ``context``. Any other host, and plain ``http``, is a connection
    error: nothing ever leaves this machine.
    """
    return _Rerouted(port, context, knows)


class _Rerouted(httpx.AsyncHTTPTransport):
    def __init__(self, port: int, context: ssl.SSLContext, knows: Callable[[str], bool]) -> None:
        # No idle connections: one transport may serve several event loops, one after the other.
        super().__init__(
            verify=context, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )
        self._port = port
        self._knows = knows

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if request.url.scheme != "https" or not self._knows(host):
            raise httpx.ConnectError("not a host of the local web", request=request)
        local = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1", port=self._port),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await super().handle_async_request(local)
