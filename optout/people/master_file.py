"""``master.json``: which source the master key comes from, and how to tell that it is the right one.

The file holds no secret. ``digest`` is the SHA-256 of everything else in it and tells damage;
``verifier`` is an HMAC under the master key and tells a wrong key or passphrase.
"""

import hashlib
import hmac
import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from optout.errors import Locked, StorageFailure
from optout.people.vault import derived

FILE_NAME = "master.json"
VERSION = 1
_LARGEST = 16_384
_VERIFIER = b"optout master verifier"
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class FromKeyring(_Strict):
    """The key is in the operating system's keyring under this entry."""

    kind: Literal["keyring"] = "keyring"
    entry: str = Field(pattern=r"^master-[0-9a-f]{16}$")


class FromPassphrase(_Strict):
    """The key is scrypt (RFC 7914) of the passphrase; memory is 1024 * 2**log2_n bytes for r = 8."""

    kind: Literal["passphrase"] = "passphrase"
    log2_n: int = Field(ge=14, le=20)
    r: Literal[8] = 8
    p: int = Field(1, ge=1, le=4)
    salt: Hex


class FromKeyFile(_Strict):
    """The key is in this file; OPTOUT_KEY_FILE may name another place."""

    kind: Literal["key-file"] = "key-file"
    path: str = Field(min_length=1, max_length=4096)


Origin = Annotated[FromKeyring | FromPassphrase | FromKeyFile, Field(discriminator="kind")]


class MasterFile(_Strict):
    version: Literal[1] = 1
    origin: Origin
    verifier: Hex
    digest: Hex

    @classmethod
    def about(cls, origin: Origin, master: bytes) -> "MasterFile":
        return cls(origin=origin, verifier=_verifier(master), digest=_digest(origin, _verifier(master)))

    def is_whole(self) -> bool:
        """Whether nothing in the file was changed since it was written."""
        return hmac.compare_digest(self.digest, _digest(self.origin, self.verifier))

    def fits(self, master: bytes) -> bool:
        """Whether ``master`` is the key that this file was made for."""
        return hmac.compare_digest(self.verifier, _verifier(master))


def read_master_file(home: Path) -> MasterFile:
    """The file of this home. ``Locked``: none yet, unreadable, of a newer version, or damaged."""
    content = _content(home / FILE_NAME)
    try:
        plain = json.loads(content)
        if isinstance(plain, dict) and _is_newer(plain.get("version")):
            raise _newer()
        found = MasterFile.model_validate(plain)
    except (ValueError, RecursionError, ValidationError):
        raise _damaged() from None
    if not found.is_whole():
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


def _is_newer(version: object) -> bool:
    return isinstance(version, int) and version > VERSION


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
    content = {"origin": origin.model_dump(), "verifier": verifier}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
