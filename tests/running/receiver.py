"""A provider as it is seen over the wire: a loopback server that counts what reaches it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Receiver:
    """Lists the person until a submission arrives. ``calls`` is everything it got, in order."""

    def __init__(self, *, answers_submissions: bool = True) -> None:
        self.calls: list[str] = []
        self.arrived = threading.Event()
        self._answers = answers_submissions
        self._stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def submissions(self) -> int:
        return self.calls.count("submit")

    def __enter__(self) -> "Receiver":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=30)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listed = receiver.submissions == 0
                receiver.calls.append("search")
                self._say(b"listed" if listed else b"absent")

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                receiver.calls.append("submit")
                receiver.arrived.set()
                if receiver._answers:
                    self._say(b"received")
                else:
                    receiver._stopping.wait(timeout=60)

            def _say(self, words: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
