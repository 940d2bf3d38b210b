"""A real PostgreSQL on a free loopback port, from the binaries on this machine, for one test session."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

_START_WITHIN_S = 60.0


class NoPostgres(Exception):
    """Why no server can be started here."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; everybody on this machine may sign in as ``optout``."""

    port: int

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://optout@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        name = f"test_{uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def drop(self, url: str) -> None:
        name = url.rpartition("/")[2]
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Start a server and stop it at the end. Raises ``NoPostgres``."""
    binaries = _binaries()
    user = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="optout-postgres-"))
    try:
        if user is not None:
            os.chown(home, user.pw_uid, user.pw_gid)
        _initdb(binaries, home, user)
        port = _free_port()
        process = _start(binaries, home, port, user)
        try:
            _wait_until_ready(process, port, home)
            yield PostgresServer(port)
        finally:
            process.send_signal(signal.SIGINT)  # "fast" shutdown: sessions are ended
            process.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    for folder in reversed(folders):
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoPostgres("there are no PostgreSQL server binaries on this machine")


def _unprivileged() -> pwd.struct_passwd | None:
    """The server refuses to run as root: somebody else, then; None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL does not run as root and there is no other user")


def _as(user: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initdb(binaries: Path, home: Path, user: pwd.struct_passwd | None) -> None:
    command = [binaries / "initdb", "-D", home / "data", "-U", "optout", "--auth=trust", "-E", "UTF8"]
    made = subprocess.run(
        [*map(str, command), "--locale=C", "--no-instructions"],
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **_as(user),  # type: ignore[call-overload]
    )
    if made.returncode:
        raise NoPostgres(f"initdb failed: {made.stderr.strip()[-300:]}")


def _start(
    binaries: Path, home: Path, port: int, user: pwd.struct_passwd | None
) -> "subprocess.Popen[bytes]":
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "on",
        "max_connections": "200",
        "shared_buffers": "32MB",
    }
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(home / "data"), "-p", str(port), *arguments],
            cwd=home,
            stdout=log,
            stderr=log,
            **_as(user),  # type: ignore[call-overload]
        )
    return process


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int, home: Path) -> None:
    deadline = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoPostgres(f"the server ended: {(home / 'log').read_text()[-300:]}")
        try:
            psycopg.connect(PostgresServer(port).url(), connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise NoPostgres("the server did not start in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
