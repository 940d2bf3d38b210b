"""The master key: 32 bytes from the OS keyring, a passphrase or a key file.

Which of the three a home uses is recorded in its ``master.json``. OPTOUT_PASSPHRASE answers the
question for the passphrase, OPTOUT_KEY_FILE says where a key file has moved.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from unicodedata import normalize

from optout.errors import Locked, WrongInput
from optout.people.master_file import (
    FILE_NAME,
    FromKeyFile,
    FromKeyring,
    FromPassphrase,
    MasterFile,
    Origin,
    read_master_file,
    write_atomically,
)
from optout.people.vault import KEY_BYTES, new_key

SHORTEST_PASSPHRASE = 8
_LONGEST_PASSPHRASE = 1024
_SERVICE = "optout"


@dataclass(frozen=True, slots=True)
class InKeyring:
    """Keep the master key in the operating system's keyring."""


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """Derive the master key from a passphrase. ``log2_n`` is scrypt's cost: 17 takes 128 MiB."""

    passphrase: str = field(repr=False)
    log2_n: int = 17


@dataclass(frozen=True, slots=True)
class InKeyFile:
    """Keep the master key in a file of mode 0600; a file that is there already is used as it is."""

    path: Path


KeySource = InKeyring | ByPassphrase | InKeyFile


def create_master_key(home: Path, source: KeySource) -> bytes:
    """Make the master key of a new home and record its source; returns the 32 bytes.

    ``WrongInput``: the home has a master key, or the passphrase cannot be used. ``Locked``: the
    keyring or the key file cannot be used. ``StorageFailure``: the folder cannot be written.
    """
    if _is_there(home / FILE_NAME):
        raise WrongInput(
            "There is a master key here already.",
            kept="It was not touched.",
            todo="Go on with it, or choose another folder with OPTOUT_HOME.",
        )
    origin, master = _made(source)
    recorded = MasterFile.about(origin, master)
    write_atomically(home / FILE_NAME, recorded.as_text())
    return master


def open_master_key(
    home: Path, *, passphrase: Callable[[], str] | None, environ: Mapping[str, str]
) -> bytes:
    """The 32 bytes of this home's master key.

    ``passphrase`` asks the person and is called only when OPTOUT_PASSPHRASE does not answer; None
    where nobody can be asked. ``Locked`` says why the key cannot be had and what to do next.
    """
    recorded = read_master_file(home)
    master = _found(recorded.origin, passphrase, environ)
    if not recorded.fits(master):
        _refuse_wrong(recorded.origin)
    return master


def _made(source: KeySource) -> tuple[Origin, bytes]:
    match source:
        case InKeyring():
            return _into_keyring()
        case ByPassphrase():
            secret = _usable(source.passphrase)
            origin = FromPassphrase(log2_n=source.log2_n, salt=new_key().hex())
            return origin, _stretched(secret, origin)
        case InKeyFile():
            path = source.path.absolute()
            if not _is_there(path):
                write_atomically(path, new_key().hex() + "\n")
            return FromKeyFile(path=str(path)), _from_file(path)


def _found(origin: Origin, ask: Callable[[], str] | None, environ: Mapping[str, str]) -> bytes:
    match origin:
        case FromKeyring():
            return _from_keyring(origin.entry)
        case FromPassphrase():
            return _stretched(_answered(ask, environ), origin)
        case FromKeyFile():
            return _from_file(Path(environ.get("OPTOUT_KEY_FILE") or origin.path))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise Locked(
            f"The folder for {path.name} cannot be entered: {error.strerror}.",
            todo="Make it readable for yourself or choose another one.",
        ) from error


def _answered(ask: Callable[[], str] | None, environ: Mapping[str, str]) -> str:
    given = environ.get("OPTOUT_PASSPHRASE")
    if given:
        return given
    if ask is None:
        raise Locked(
            "The vault needs its passphrase and nobody can be asked here.",
            todo="Set OPTOUT_PASSPHRASE or run the command in a terminal.",
        )
    return ask()


def _usable(passphrase: str) -> str:
    if not SHORTEST_PASSPHRASE <= len(passphrase) <= _LONGEST_PASSPHRASE:
        raise WrongInput(
            f"A passphrase needs {SHORTEST_PASSPHRASE} to {_LONGEST_PASSPHRASE} characters.",
            todo="Choose another one; four or five unrelated words are good.",
        )
    return passphrase


def _stretched(passphrase: str, origin: FromPassphrase) -> bytes:
    # The same letters can arrive composed or decomposed, depending on the keyboard and system.
    secret = normalize("NFC", passphrase[: _LONGEST_PASSPHRASE + 1]).encode("utf-8", "surrogatepass")
    memory = 128 * origin.r * 2**origin.log2_n
    return hashlib.scrypt(
        secret,
        salt=bytes.fromhex(origin.salt),
        n=2**origin.log2_n,
        r=origin.r,
        p=origin.p,
        maxmem=memory + 2**20,
        dklen=KEY_BYTES,
    )


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(2 * KEY_BYTES + 3)
    except OSError as error:
        raise Locked(
            f"The key file cannot be read: {error.strerror}.",
            todo="Put it back where it was, or say with OPTOUT_KEY_FILE where it is now.",
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise Locked(
            "The key file can be read or changed by others on this machine, so it is not used.",
            todo="Run 'chmod 600' on it, and think about who may have read it.",
        )
    return _decoded(content)


def _decoded(content: bytes) -> bytes:
    try:
        master = bytes.fromhex(content.decode("ascii").strip())
    except ValueError:
        master = b""
    if len(master) != KEY_BYTES:
        raise Locked(
            f"The key is damaged: it must be {2 * KEY_BYTES} hexadecimal digits and nothing else.",
            todo="Restore it from a backup.",
        )
    return master


def _into_keyring() -> tuple[Origin, bytes]:
    import keyring

    entry, master = f"master-{os.urandom(8).hex()}", new_key()
    try:
        keyring.set_password(_SERVICE, entry, master.hex())
    except Exception as error:
        _refuse_keyring(error)
    if _from_keyring(entry) != master:
        raise Locked("The keyring did not keep the key.", todo=_INSTEAD)
    return FromKeyring(entry=entry), master


def _from_keyring(entry: str) -> bytes:
    import keyring

    try:
        kept = keyring.get_password(_SERVICE, entry)
    except Exception as error:
        _refuse_keyring(error)
    if kept is None:
        raise Locked(
            "The keyring of this system does not have the key of this vault.",
            todo="Sign in as the user who made the vault, or restore that user's keyring.",
        )
    return _decoded(kept.encode("ascii", "replace"))


_INSTEAD = (
    "Unlock the keyring and try again; for a new vault, a passphrase or a key file will do as well."
)


def _refuse_keyring(error: Exception) -> NoReturn:
    # Back ends of the keyring are plug-ins and raise what they like, not only KeyringError; what
    # they say may hold the key, so it is not kept as the cause.
    from keyring.errors import NoKeyringError

    if isinstance(error, NoKeyringError):
        raise Locked("This system has no keyring that can be used.", todo=_INSTEAD) from None
    raise Locked(f"The keyring refused ({type(error).__name__}).", todo=_INSTEAD) from None


def _refuse_wrong(origin: Origin) -> NoReturn:
    words = {
        "keyring": ("The keyring's key is not the one of this vault.", "Restore your keyring."),
        "passphrase": (
            "The passphrase is wrong.",
            "Try again; look for caps lock and the keyboard layout.",
        ),
        "key-file": ("The key file is not the one of this vault.", "Use the right one."),
    }
    what, todo = words[origin.kind]
    raise Locked(what, kept="Nothing was changed.", todo=todo)
