"""A web server of our own on a free loopback port, which answers exactly as a test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass(frozen=True, slots=True)
class Answer:
    """``hangs``: nothing is sent before the server stops. ``lacks``: bytes promised and not sent."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/plain"),)
    hangs: bool = False
    lacks: int = 0


def text(body: str, status: int = 200) -> Answer:
    return Answer(status, body.encode())


def html(body: str, *headers: tuple[str, str], status: int = 200) -> Answer:
    return Answer(status, body.encode(), (("Content-Type", "text/html; charset=utf-8"), *headers))


def redirect(target: str) -> Answer:
    return Answer(302, b"", (("Location", target),))


@dataclass(slots=True)
class OwnServer:
    """Answers by path (without the query), 404 for others; ``asked`` are all paths, in order."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @contextmanager
    def open(self) -> Iterator["OwnServer"]:
        stopping = Event()
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, stopping))
        server.daemon_threads = False
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            stopping.set()
            server.shutdown()
            thread.join()
            server.server_close()


def _handler(site: OwnServer, stopping: Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked.append(path)
            answer = site.answers.get(path, text("nothing here", 404))
            if answer.hangs:
                stopping.wait(30)
                return
            self.send_response_only(answer.status)
            for name, value in (
                *answer.headers,
                ("Content-Length", str(len(answer.body) + answer.lacks)),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    return Handler
