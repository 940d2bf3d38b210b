"""What keeps personal data unreadable without its key. Pure: nothing is stored or remembered here.

Every subject has a key of 32 random bytes. It is kept only wrapped by the master key; destroying
the wrapped key makes everything sealed with it unreadable for ever.

Every envelope, sealed or wrapped, has the same shape::

    1 byte    version, 0x01
    12 bytes  random nonce
    n bytes   AES-256-GCM ciphertext, followed by its tag of 16 bytes

The cipher's key is HKDF-SHA256 (RFC 5869, no salt) of the subject key for seals and of the master
key for wraps, each with an info of its own, so that one kind of envelope never opens as another.
The authenticated data is the info, a zero byte and the context in UTF-8; for a wrap the context is
the subject's id. With random nonces one key is good for 2**32 envelopes (NIST SP 800-38D, 8.3).
"""

import hmac
import os

from optout.errors import Locked, StorageFailure

KEY_BYTES = 32
_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SEAL = b"optout seal"
_WRAP = b"optout wrap"
_LEDGER_SALT = b"optout ledger salt"


class DamagedSeal(StorageFailure):
    """Something sealed does not open: damaged, of another place, or of another person."""


def new_key() -> bytes:
    """A fresh key of 32 bytes from the system's random source."""
    return os.urandom(KEY_BYTES)


def wrap(master: bytes, key: bytes, subject_id: str) -> bytes:
    """The subject's key as it may be stored: 61 bytes that open only with ``master`` and the id."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a subject key has {KEY_BYTES} bytes")
    return _close(master, _WRAP, key, subject_id)


def unwrap(master: bytes, wrapped: bytes, subject_id: str) -> bytes:
    """The subject's key of 32 bytes. ``Locked``: another master key, another subject, or damage."""
    key = _open(master, _WRAP, wrapped, subject_id)
    if key is None or len(key) != KEY_BYTES:
        raise Locked(
            "The stored key of a person does not open with this master key.",
            kept="Nothing was changed.",
            todo="Use the key or passphrase that this vault was made with, or restore its backup.",
        )
    return key


def seal(key: bytes, plaintext: bytes, context: str) -> bytes:
    """``plaintext`` encrypted with a subject's key, 29 bytes longer. It opens only as ``context``."""
    return _close(key, _SEAL, plaintext, context)


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """What was sealed. ``DamagedSeal``: a changed byte, another context or another key."""
    plaintext = _open(key, _SEAL, sealed, context)
    if plaintext is None:
        raise DamagedSeal(
            "Stored data does not open with its key: it was damaged, moved or exchanged.",
            kept="Nothing was changed.",
            todo="Restore it from a backup; run 'optout evidence verify' to see what else is affected.",
        )
    return plaintext


def commitment(key: bytes, content: bytes) -> str:
    """What the ledger may show of ``content``: 64 hex digits, meaningless without the subject key."""
    return hmac.digest(ledger_salt(key), content, "sha256").hex()


def ledger_salt(key: bytes) -> bytes:
    """The HMAC key of the subject's commitments; opens nothing, but lets guesses be tested."""
    return derived(key, _LEDGER_SALT)


def derived(key: bytes, info: bytes) -> bytes:
    """A key of 32 bytes for one purpose: HKDF-SHA256 of a key of 32 bytes, without salt."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return HKDF(SHA256(), KEY_BYTES, None, info).derive(key)


def _close(key: bytes, info: bytes, plaintext: bytes, context: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    cipher = AESGCM(derived(key, info))
    return _VERSION + nonce + cipher.encrypt(nonce, plaintext, _authenticated(info, context))


def _open(key: bytes, info: bytes, envelope: bytes, context: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, ciphertext = envelope[1 : 1 + _NONCE_BYTES], envelope[1 + _NONCE_BYTES :]
    if envelope[:1] != _VERSION or len(ciphertext) < _TAG_BYTES:
        return None
    try:
        return AESGCM(derived(key, info)).decrypt(nonce, ciphertext, _authenticated(info, context))
    except InvalidTag:
        return None


def _authenticated(info: bytes, context: str) -> bytes:
    return info + b"\x00" + context.encode()
