"""The local web: every provider's real domains, answered on one loopback port over TLS."""

import socket
import ssl
import tempfile
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.clock import SystemClock
from optout.http import Transport, rerouted_transport
from optout.rehearsal.certificate import Certificate, self_signed

_WAIT_S = 10.0
_BACKLOG = 128
_MISDIRECTED = 421


class LocalWeb:
    """Serves ``apps`` (domain to application, subdomains included) between start and stop.

    Whoever uses ``transport`` or ``browser_args`` reaches these domains here and no others
    anywhere: an unknown host is a connection error.
    """

    def __init__(self, apps: Mapping[str, ASGIApp]) -> None:
        self._by_host = _ByHost(apps)
        self._certificate = self_signed(apps, SystemClock().now())
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    def start(self) -> None:
        """Listen on a free loopback port; returns when requests are answered."""
        if self._server is not None:
            raise RuntimeError("the local web was started already")
        listener = free_listener()
        self.port = listener.getsockname()[1]
        self._server = _Server(_quiet(self._by_host, self._certificate))
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="local-web", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(_WAIT_S):
            raise RuntimeError("the local web did not start")

    def stop(self) -> None:
        """Close the port and end the thread. Stopping what never started does nothing."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(_WAIT_S)
        if self._thread.is_alive():
            raise RuntimeError("the local web did not stop")
        self._server = self._thread = None

    @cached_property
    def transport(self) -> Transport:
        """For ``HttpClient``; made when first asked for, after ``start``."""
        context = ssl.create_default_context(cadata=self._certificate.certificate.decode())
        return rerouted_transport(self._running_port(), context, self._by_host.knows)

    @property
    def browser_args(self) -> tuple[str, ...]:
        """Switches that lead a Chromium browser to the local web, and nowhere else."""
        port = self._running_port()
        rules = [
            f"MAP {name} 127.0.0.1:{port}"
            for domain in self._by_host.domains
            for name in (domain, f"*.{domain}")
        ]
        return (f"--host-resolver-rules={', '.join([*rules, 'MAP * ~NOTFOUND'])}",)

    def _running_port(self) -> int:
        if self._server is None:
            raise RuntimeError("the local web was not started")
        return self.port


def free_listener() -> socket.socket:
    """A free loopback port. ``asyncio`` sends without delay only on sockets that name TCP."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(_BACKLOG)
    return listener


class _ByHost:
    """Hands a request to the application of its Host header; longer domains go first."""

    def __init__(self, apps: Mapping[str, ASGIApp]) -> None:
        self._apps = dict(sorted(apps.items(), key=lambda item: (-len(item[0]), item[0])))

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(self._apps)

    def knows(self, host: str) -> bool:
        return self._app_of(host) is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app_of(_host(scope)) or PlainTextResponse("Misdirected request", _MISDIRECTED)
        await app(scope, receive, send)

    def _app_of(self, host: str) -> ASGIApp | None:
        host = host.lower().rstrip(".")
        return next(
            (app for domain, app in self._apps.items() if host == domain or host.endswith(f".{domain}")),
            None,
        )


class _Server(uvicorn.Server):
    """Tells when it is ready, so that nobody has to poll for it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _host(scope: Scope) -> str:
    raw = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return str(raw.decode("latin-1")).partition(":")[0]


def _quiet(app: ASGIApp, certificate: Certificate) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        ssl_context_factory=lambda _config, _default: _server_context(certificate),
    )


def _server_context(certificate: Certificate) -> ssl.SSLContext:
    """The files exist only while they are read: ``ssl`` takes a key from a file alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        chain = Path(folder, "chain.pem")
        chain.touch(mode=0o600)
        chain.write_bytes(certificate.key + certificate.certificate)
        context.load_cert_chain(chain)
    return context
