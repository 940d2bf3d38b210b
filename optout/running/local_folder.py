"""A folder of this machine as a web site, so that a saved page can be opened like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit


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


@contextmanager
def address_of(page: str) -> Iterator[str]:
    """The web address of ``page``; of a file (a path, or ``file:``) where it is served meanwhile."""
    file = _file(page)
    if file is None:
        yield page
        return
    with served(file.parent) as site:
        query = urlsplit(page).query if page.startswith("file:") else ""
        yield f"{site}/{quote(file.name)}" + (f"?{query}" if query else "")


def _file(page: str) -> Path | None:
    local = unquote(urlsplit(page).path) if page.startswith("file:") else page
    file = Path(local).absolute()
    try:
        return file if file.is_file() else None
    except (OSError, ValueError):
        return None
