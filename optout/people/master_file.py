"""``master.json``: which source the master key comes from, and how to tell that it is the right one.

The file holds no secret. ``digest`` is the SHA-256 of everything else in it and tells damage;
``verifier`` is an HMAC under the master key and tells a wrong key or passphrase.
"""

import hashlib
import hmac
import json
import os
import re
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from optout.errors import Locked, StorageFailure
from optout.people.vault import derived

FILE_NAME = "master.json"
VERSION = 1
_LARGEST = 16_384
_VERIFIER = b"optout master verifier"
_HEX = re.compile(r"[0-9a-f]{64}")
_ENTRY = re.compile(r"master-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class FromKeyring:
    """The key is in the operating system's keyring under this entry."""

    entry: str
    kind: Literal["keyring"] = "keyring"


@dataclass(frozen=True, slots=True)
class FromPassphrase:
    """The key is scrypt (RFC 7914) of the passphrase; it takes 1024 * 2**log2_n bytes of memory."""

    log2_n: int
    salt: str
    r: int = 8
    p: int = 1
    kind: Literal["passphrase"] = "passphrase"


@dataclass(frozen=True, slots=True)
class FromKeyFile:
    """The key is in this file; OPTOUT_KEY_FILE may name another place."""

    path: str
    kind: Literal["key-file"] = "key-file"


Origin = FromKeyring | FromPassphrase | FromKeyFile


@dataclass(frozen=True, slots=True)
class MasterFile:
    """What the file says; ``verifier`` and ``digest`` are 64 hex digits each."""

    origin: Origin
    verifier: str
    digest: str

    @classmethod
    def about(cls, origin: Origin, master: bytes) -> "MasterFile":
        return cls(origin, _verifier(master), _digest(origin, _verifier(master)))

    def as_text(self) -> str:
        """The content of the file."""
        return json.dumps({"version": VERSION, **asdict(self)}, indent=2) + "\n"

    def is_whole(self) -> bool:
        """Whether nothing in the file was changed since it was written."""
        return hmac.compare_digest(self.digest, _digest(self.origin, self.verifier))

    def fits(self, master: bytes) -> bool:
        """Whether ``master`` is the key that this file was made for."""
        return hmac.compare_digest(self.verifier, _verifier(master))


def read_master_file(home: Path) -> MasterFile:
    """The file of this home. ``Locked``: none yet, unreadable, of a newer version, or damaged."""
    try:
        plain = json.loads(_content(home / FILE_NAME))
    except (ValueError, RecursionError):
        raise _damaged() from None
    found = _understood(plain)
    if found is None or not found.is_whole():
        raise _damaged()
    return found


def write_atomically(path: Path, content: str) -> None:
    """Write a file of mode 0600 whole or not at all, also when the power fails.

    ``StorageFailure`` when the disk is full or the folder cannot be written; what was there stays.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
        try:
            _fill(handle, content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)
    except OSError as error:
        raise StorageFailure(
            f"{path.name} could not be written: {error.strerror}.",
            kept="What was there before is unchanged.",
            todo="Make room or choose another folder with OPTOUT_HOME, then try again.",
        ) from error


def _fill(handle: int, content: str) -> None:
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is flushed by the file system
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise Locked("There is no vault here yet.", todo="Run 'optout init' first.") from None
    except OSError as error:
        raise Locked(
            f"{FILE_NAME} cannot be read: {error.strerror}.",
            todo="Make the folder named by OPTOUT_HOME readable for yourself.",
        ) from error
    if len(content) > _LARGEST:
        raise _damaged()
    return content


def _understood(plain: object) -> MasterFile | None:
    match plain:
        case {"version": int(version)} if version > VERSION:
            raise _newer()
        case {"version": 1, "origin": dict(given), "verifier": str(verifier), "digest": str(digest)}:
            origin = _origin(given)
            well_formed = _HEX.fullmatch(verifier) and _HEX.fullmatch(digest)
            return MasterFile(origin, verifier, digest) if origin and well_formed else None
    return None


def _origin(given: dict[str, object]) -> Origin | None:
    match given:
        case {"kind": "keyring", "entry": str(entry), **more} if not more and _ENTRY.fullmatch(entry):
            return FromKeyring(entry)
        case {"kind": "key-file", "path": str(path), **more} if not more and path:
            return FromKeyFile(path)
        case {
            "kind": "passphrase",
            "log2_n": int(log2_n),
            "r": 8,
            "p": int(p),
            "salt": str(salt),
            **more,
        }:
            # Whoever changes the file must not make us spend more than 1 GiB, or next to nothing.
            bounded = 14 <= log2_n <= 20 and 1 <= p <= 4 and _HEX.fullmatch(salt)
            return FromPassphrase(log2_n, salt, p=p) if bounded and not more else None
    return None


def _newer() -> Locked:
    return Locked(
        f"{FILE_NAME} was written by a newer version of optout.",
        kept="Nothing was changed.",
        todo="Install the newer version again.",
    )


def _damaged() -> Locked:
    return Locked(
        f"{FILE_NAME} is damaged; it says nothing about the passphrase or key being right.",
        kept="Nothing was changed.",
        todo="Restore the file from a backup of the folder named by OPTOUT_HOME.",
    )


def _verifier(master: bytes) -> str:
    return hmac.digest(derived(master, _VERIFIER), b"optout", "sha256").hex()


def _digest(origin: Origin, verifier: str) -> str:
    content = {"origin": asdict(origin), "verifier": verifier}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
