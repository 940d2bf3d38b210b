"""A folder of this machine as a web site, so that a saved page can be opened like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Addresses may hold facts: nothing is logged."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files below ``folder`` on a free port; yields the site's address, without a slash.

    Nobody else on the network can reach it. A form that is posted is answered with 501.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, name="local-folder", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
