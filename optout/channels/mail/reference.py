"""The token by which a letter and the answers to it find each other."""

import base64
import hashlib
import re

_TOKEN = re.compile(r"\bOPT-[A-Z2-7]{10}\b", re.IGNORECASE)


def mail_reference(request_id: str) -> str:
    """A short stable token for a request's letters, such as ``OPT-K3J5Q2ZWXA``.

    It is a digest: it tells nothing of the request to whoever reads it.
    """
    digest = hashlib.sha256(b"mail reference of " + request_id.encode()).digest()
    return "OPT-" + base64.b32encode(digest)[:10].decode("ascii")


def find_reference(text: str) -> str | None:
    """The first token in ``text``, in capitals; None where there is none."""
    found = _TOKEN.search(text)
    return found.group().upper() if found else None
