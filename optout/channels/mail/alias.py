"""An address of one's own for each provider, where the mailbox takes ``local+tag@domain``. Pure.

Source of the limits: RFC 5321 section 4.5.3.1.1 (64 octets before the @); RFC 5233 names the
separator, which is "+" at most providers that offer it.
"""

import base64
import hashlib
import hmac
import re

_LONGEST_LOCAL = 64
_SHORTEST_NAME = 3
_MARK = 6
_TAG = re.compile(rf"[a-z0-9-]{{{_SHORTEST_NAME},}}[a-z2-7]{{{_MARK}}}")


def alias_of(address: str, slug: str, key: bytes) -> str:
    """The address that this provider alone is told, such as ``ada+acmepeopleq7xk2d@mailbox.example``.

    The same for the same arguments. The tag is the provider's name without underscores, cut where the
    address would be too long, and six signs (30 bits) that only the ``key`` gives. One made-up tag in a
    thousand million is right: mail to one accuses nobody. Where an address has too little room for a
    tag, it is returned as it is.
    """
    local, _, domain = address.rpartition("@")
    local = local.partition("+")[0]
    room = _LONGEST_LOCAL - len(local) - len("+") - _MARK
    name = re.sub(r"[^a-z0-9-]", "", slug.lower())[: max(room, 0)]
    if len(name) < _SHORTEST_NAME or not local:
        return address
    return f"{local}+{name}{_mark(slug, key)}@{domain}"


def belongs(address: str, mailbox_address: str) -> bool:
    """Whether mail to ``address`` is mail to this mailbox: it is its address, or one of its aliases."""
    plain = address.casefold() == mailbox_address.casefold()
    return plain or tag_of(address, mailbox_address) is not None


def tag_of(address: str, mailbox_address: str) -> str | None:
    """What stands behind the "+" of one of this mailbox's aliases, in small letters; None for others."""
    local, _, domain = address.casefold().rpartition("@")
    own_local, _, own_domain = mailbox_address.casefold().rpartition("@")
    local, _, tag = local.partition("+")
    same = (local, domain) == (own_local.partition("+")[0], own_domain)
    return tag if same and local and _TAG.fullmatch(tag) else None


def alias_key(seed: bytes) -> bytes:
    """The key of an installation's aliases, from its signing key's seed, which nobody else has."""
    return hmac.digest(seed, b"mail aliases", hashlib.sha256)


def _mark(slug: str, key: bytes) -> str:
    digest = hmac.digest(key, b"mail alias\n" + slug.encode(), hashlib.sha256)
    return base64.b32encode(digest)[:_MARK].decode("ascii").lower()
