"""A folder, published with our own lines for nginx: by nginx itself where it is installed.

Where it is not, a server of this machine reads the same lines and does what they say, so that the
tests never have to be left out.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path

from optout.signals.snippets import Headers, snippets
from tests.sites.own_server import Answer, OwnServer

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
CONFIG = """{user}
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{}}
http {{
    types {{ text/html html; text/plain txt; image/jpeg jpg; }}
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        location ~ /\\. {{ deny all; }}  # as many sites have it: our lines open .well-known all the same
        {lines}
    }}
}}
"""


@contextmanager
def published(folder: Path, headers: Headers, work: Path) -> Iterator[str]:
    """Where ``folder`` is served with these header lines. ``work`` is for nginx's own files."""
    lines = snippets(headers)[0].text
    serving = _by_nginx(NGINX, folder, lines, work) if NGINX else _by_our_own(folder, lines)
    with serving as address:
        yield address


@contextmanager
def _by_nginx(program: str, folder: Path, lines: str, work: Path) -> Iterator[str]:
    port = _free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers cannot read a test's folder
    config = work / "nginx.conf"
    config.write_text(CONFIG.format(user=user, work=work, port=port, folder=folder, lines=lines))
    process = subprocess.Popen([program, "-e", str(work / "error.log"), "-c", str(config)])
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _by_our_own(folder: Path, lines: str) -> Iterator[str]:
    headers = tuple(re.findall(r'^add_header (\S+) "(.*)" always;$', lines, re.MULTILINE))
    site = OwnServer()
    for file in (each for each in folder.rglob("*") if each.is_file()):
        path = "/" + file.relative_to(folder).as_posix()
        kind = ("Content-Type", guess_type(file)[0] or "application/octet-stream")
        site.answers[path.removesuffix("index.html")] = Answer(200, file.read_bytes(), (kind, *headers))
    with site.open():
        yield site.address + "/"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until it listens; ten seconds at most."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        assert process.poll() is None, "nginx did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not listen")
