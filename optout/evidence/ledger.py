"""The append-only ledger: what one entry is, how it becomes bytes, and how its heads are signed.

An entry says *when* and *what kind* of thing happened and holds a commitment to it (a keyed hash).
There is no personal data in the ledger and no name of a provider, so it may outlive the person's data.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Self, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

What = Literal["event", "evidence", "disclosure", "subject-forgotten"]
_WHATS = frozenset(get_args(What))
_is_digest = re.compile(r"[0-9a-f]{64}").fullmatch
_NO_OFFSET = timedelta(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. ``index`` counts from zero; ``commitment`` is 64 lower-case hex digits.

    Two things never share a commitment: what is committed to has to contain its own identity.
    """

    index: int
    at: datetime
    what: What
    commitment: str


@dataclass(frozen=True, slots=True)
class Head:
    """The root over the first ``size`` entries, as it was signed. ``root`` and ``signature`` are hex."""

    size: int
    root: str
    at: datetime
    signature: str


def entry_bytes(entry: Entry) -> bytes:
    """The canonical bytes of an entry, version 1: five lines of ASCII, each ended by one newline.

    ``optout-entry-1``, the index, the time, what, the commitment; the time as ``utc_text`` has it.
    ``ValueError`` for an entry that is not well formed, so that no two entries share their bytes.
    """
    if entry.index < 0 or entry.what not in _WHATS or not _is_digest(entry.commitment):
        raise ValueError("not a well-formed ledger entry")
    at = utc_text(entry.at)
    return f"optout-entry-1\n{entry.index}\n{at}\n{entry.what}\n{entry.commitment}\n".encode("ascii")


def head_bytes(size: int, root: str, at: datetime) -> bytes:
    """What is signed, version 1: ``optout-head-1``, the size, the root in hex, the time; as an entry."""
    if size < 0 or not _is_digest(root):
        raise ValueError("not a well-formed ledger head")
    return f"optout-head-1\n{size}\n{root}\n{utc_text(at)}\n".encode("ascii")


def utc_text(at: datetime) -> str:
    """``2026-11-21T13:53:23.000000Z``, always with six digits; ``ValueError`` unless it is in UTC."""
    if at.utcoffset() != _NO_OFFSET:
        raise ValueError("a time in the ledger is in UTC")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key (RFC 8032), kept as its seed of 32 bytes."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise ValueError("the seed of a signing key has 32 bytes")

    @classmethod
    def generate(cls) -> Self:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public_hex(self) -> str:
        return self._private().public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign_head(key: SigningKey, size: int, root: bytes, at: datetime) -> Head:
    """A head over the first ``size`` entries; once per batch is enough."""
    return Head(size, root.hex(), at, key.sign(head_bytes(size, root.hex(), at)).hex())


def check_head(public_hex: str, head: Head) -> bool:
    """Whether the head was signed with that key. Damaged keys, heads and signatures are a plain no."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        public.verify(bytes.fromhex(head.signature), head_bytes(head.size, head.root, head.at))
    except (InvalidSignature, ValueError):
        return False
    return True
