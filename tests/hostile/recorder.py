"""A server that answers whatever it is told to, however rude, and writes down every byte it gets."""

import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from optout.clock import SystemClock
from optout.rehearsal.certificate import self_signed
from tests.channels.web.acme import HOST

FOREIGN = "elsewhere.example"

_PATIENCE_S = 20.0
_TLS_HANDSHAKE = b"\x16"
_HEAD_END = b"\r\n\r\n"
_MAX_REQUEST = 4 * 1024 * 1024
_WELCOME = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n"
    b"Content-Length: 2\r\nConnection: close\r\n\r\nok"
)


@dataclass(frozen=True, slots=True)
class Request:
    """One parsed request; ``host`` without its port."""

    host: str
    method: str
    target: str
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Piece = bytes | float
Reply = Callable[[Request], Iterator[Piece]]
"""Yields what goes onto the wire, and seconds to wait."""


@dataclass(slots=True, eq=False)
class Heard:
    """Everything that arrived on one connection (or in one datagram), decrypted."""

    encrypted: bool
    name: str = ""  # the server name of the TLS handshake
    data: bytearray = field(default_factory=bytearray)
    request: Request | None = None

    @property
    def host(self) -> str:
        return (self.request.host if self.request else "") or self.name


class Recorder:
    """Listens on one loopback port for TLS, plain HTTP and anything else, and on one for datagrams."""

    def __init__(self) -> None:
        self.answers: Mapping[str, Reply] = {}
        self.heard: list[Heard] = []
        self.given = 0  # bytes handed to the network since the last ``forget``
        self._handshake = threading.local()
        self._context = _server_context()
        self._context.sni_callback = self._note_name  # type: ignore[assignment]
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.datagram_port: int = self._datagrams.getsockname()[1]
        self._stopping = threading.Event()
        self._round = threading.Event()

    def start(self) -> None:
        for doing in (self._accept, self._receive):
            threading.Thread(target=doing, daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        self._round.set()
        self._listener.close()
        self._datagrams.close()

    def serve(self, answers: Mapping[str, Reply]) -> None:
        """Forget what was heard; answer a path, or a method and a path, from now on like this."""
        self._round.set()
        self._round = threading.Event()
        self.heard = []
        self.given = 0
        self.answers = answers

    def requests(self, method: str, path: str) -> list[Request]:
        known = (one.request for one in self.heard)
        return [one for one in known if one and (one.method, one.path) == (method, path)]

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _receive(self) -> None:
        while not self._stopping.is_set():
            try:
                data = self._datagrams.recv(65_535)
            except OSError:
                return
            self.heard.append(Heard(False, "datagram", bytearray(data)))

    def _serve(self, connection: socket.socket) -> None:
        """What goes wrong here, the other side or the page under test has wanted."""
        over = self._round
        connection.settimeout(_PATIENCE_S)
        try:
            with connection:
                encrypted = connection.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE
                heard = Heard(encrypted)
                self.heard.append(heard)
                stream = self._encrypted(connection, heard) if encrypted else connection
                with stream:
                    self._converse(stream, heard, over)
        except (OSError, ValueError):
            return

    def _encrypted(self, connection: socket.socket, heard: Heard) -> ssl.SSLSocket:
        self._handshake.heard = heard
        return self._context.wrap_socket(connection, server_side=True)

    def _note_name(self, _socket: object, name: str | None, _context: ssl.SSLContext) -> None:
        """Called in the thread that shakes hands; a name alone is something told, too."""
        self._handshake.heard.name = name or ""

    def _converse(self, stream: socket.socket, heard: Heard, over: threading.Event) -> None:
        request = heard.request = _read_request(stream, heard.data)
        if request is None:
            return
        for piece in self._reply(request)(request):
            if over.is_set():
                return
            if isinstance(piece, float):
                over.wait(piece)
                continue
            stream.sendall(piece)
            self.given += len(piece)

    def _reply(self, request: Request) -> Reply:
        """By host and path, by method and path, or by path; whatever else is asked is welcome."""
        at_home = request.host == HOST or request.host.endswith("." + HOST)
        keys = [f"//{request.host}{request.path}"]
        keys += [f"{request.method} {request.path}", request.path] if at_home else []
        known = (self.answers.get(key) for key in keys)
        return next((reply for reply in known if reply), lambda _: iter((_WELCOME,)))


def _read_request(stream: socket.socket, data: bytearray) -> Request | None:
    """Read the head and the body that it states; None where what came is no request."""
    while _HEAD_END not in data and len(data) < _MAX_REQUEST:
        if not _more(stream, data):
            return None
    head, _, body = bytes(data).partition(_HEAD_END)
    line, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)
    }
    stated = int(headers.get("content-length", "0"))
    while len(body) < min(stated, _MAX_REQUEST) and (piece := _more(stream, data)):
        body += piece
    method, _, rest = line.partition(" ")
    return Request(headers.get("host", "").partition(":")[0], method, rest.partition(" ")[0], body)


def _more(stream: socket.socket, data: bytearray) -> bytes:
    piece = stream.recv(65_536)
    data += piece
    return piece


def _server_context() -> ssl.SSLContext:
    certificate = self_signed([HOST, FOREIGN], SystemClock().now())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        chain = Path(folder, "chain.pem")
        chain.touch(mode=0o600)
        chain.write_bytes(certificate.key + certificate.certificate)
        context.load_cert_chain(chain)
    return context
