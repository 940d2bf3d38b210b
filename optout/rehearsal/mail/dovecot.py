"""Debian's Dovecot as a rehearsal's IMAP server: as the user who runs us, in a folder of its own."""

import contextlib
import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

_START_WITHIN_S = 5.0
_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))

# Dovecot 2.3. Its log-in processes may not be root and mail may not belong to root, hence the users.
_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
mail_location = maildir:{home}/mail
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


# The pipe to the guard closes when we end, however we end; then it takes Dovecot along.
_GUARD = '("$1" -F -c "$2" </dev/null; kill -KILL 0) & read _; kill -KILL 0'


class DovecotFailed(Exception):
    """Dovecot is there but did not start."""


class Dovecot:
    """Any user name opens the one mailbox, with ``password``."""

    name = "dovecot"

    def __init__(self, password: str) -> None:
        self._password = password
        self._home: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self.port = 0

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("dovecot", path=_PATH) is not None

    def start(self) -> None:
        """Start and wait for the greeting. Raises ``DovecotFailed``, after tidying up."""
        self.port = _free_port()
        self._home = _make_home(self._owner())
        config = self._home / "dovecot.conf"
        config.write_text(self._configuration(self._home), encoding="utf-8")
        config.chmod(0o600)
        binary = shutil.which("dovecot", path=_PATH) or "dovecot"
        self._process = subprocess.Popen(  # noqa: S603 - the machine's own Dovecot, our own configuration
            ["/bin/sh", "-c", _GUARD, "sh", binary, str(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._await_greeting(self._process)
        except DovecotFailed:
            self.stop()
            raise

    def stop(self) -> None:
        """Kill every process of this Dovecot and remove its folder: nothing in it is to be kept."""
        process, self._process = self._process, None
        home, self._home = self._home, None
        if process is not None:
            # The group holds Dovecot's own children too; init buries them.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        if home is not None:
            shutil.rmtree(home, ignore_errors=True)

    def deliver(self, raw: bytes) -> None:
        """Put a mail into the mailbox, atomically, as a Maildir wants it."""
        if self._home is None:
            raise RuntimeError("Dovecot is not started")
        name = f"{next(self._numbers):08d}.{os.getpid()}.rehearsal"
        draft = self._home / "mail" / "tmp" / name
        draft.write_bytes(raw.replace(b"\r\n", b"\n"))
        _give(draft, self._owner())
        draft.rename(self._home / "mail" / "new" / name)

    def _owner(self) -> tuple[int, int]:
        """Whose the mails are: ours, or nobody's where we are root."""
        if os.getuid() != 0:
            return os.getuid(), os.getgid()
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid

    def _configuration(self, home: Path) -> str:
        uid, gid = self._owner()
        myself = pwd.getpwuid(os.getuid()).pw_name
        users = {"internal": myself, "group": _group_name(), "login": myself}
        if os.getuid() == 0:
            users = {"internal": "dovecot", "group": "dovecot", "login": "dovenull"}
        return _CONFIG.format(
            home=home, port=self.port, password=self._password, uid=uid, gid=gid, **users
        )

    def _await_greeting(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_WITHIN_S
        while time.monotonic() < deadline and process.poll() is None:
            if _greets(self.port):
                return
            time.sleep(0.01)
        raise DovecotFailed("no greeting from Dovecot")


def _make_home(owner: tuple[int, int]) -> Path:
    home = Path(tempfile.mkdtemp(prefix="optout-mail-"))
    home.chmod(0o711)  # its own users must pass through
    for folder in ("run", "state", "mail", "mail/cur", "mail/new", "mail/tmp"):
        (home / folder).mkdir()
        if folder.startswith("mail"):
            _give(home / folder, owner)
            (home / folder).chmod(0o700)
    return home


def _give(path: Path, owner: tuple[int, int]) -> None:
    if os.getuid() == 0:
        os.chown(path, *owner)


def _group_name() -> str:
    return grp.getgrgid(os.getgid()).gr_name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1.0) as connection:
            return connection.recv(64).startswith(b"* OK")
    except OSError:
        return False
