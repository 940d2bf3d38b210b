"""Signature Version 4 of AWS, for one request whose address has no query. Pure.

Source: AWS's own description of the signing process, and the worked example in it.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Keys:
    """``session_token`` goes with keys that are valid for a while only."""

    key_id: str
    secret: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a signature is good for."""

    region: str
    service: str

    def on(self, day: str) -> str:
        return f"{day}/{self.region}/{self.service}/aws4_request"


def signed(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    keys: Keys,
    scope: Scope,
    at: datetime,
) -> dict[str, str]:
    """The headers to send, ``headers`` with time, token and signature. ``at`` is UTC.

    Every header is signed, and the host of ``url``; the query, if there is one, is in AWS's order.
    """
    moment = at.strftime("%Y%m%dT%H%M%SZ")
    token = {"X-Amz-Security-Token": keys.session_token} if keys.session_token else {}
    sent = {**headers, "X-Amz-Date": moment, **token}
    lines = {name.lower(): " ".join(value.split()) for name, value in sent.items()}
    lines["host"] = urlsplit(url).hostname or ""
    names = ";".join(sorted(lines))
    canonical = _canonical(method, url, lines, names, body)
    signature = _signature(canonical, moment, keys, scope)
    credential = f"Credential={keys.key_id}/{scope.on(moment[:8])}"
    proof = f"{_ALGORITHM} {credential}, SignedHeaders={names}, Signature={signature}"
    return {**sent, "Authorization": proof}


def _canonical(method: str, url: str, lines: Mapping[str, str], names: str, body: bytes) -> str:
    parts = urlsplit(url)
    heads = "".join(f"{name}:{lines[name]}\n" for name in sorted(lines))
    return "\n".join([method, parts.path or "/", parts.query, heads, names, sha256(body).hexdigest()])


def _signature(canonical: str, moment: str, keys: Keys, scope: Scope) -> str:
    asked = sha256(canonical.encode()).hexdigest()
    key = f"AWS4{keys.secret}".encode()
    for part in scope.on(moment[:8]).split("/"):
        key = hmac.new(key, part.encode(), sha256).digest()
    text = "\n".join([_ALGORITHM, moment, scope.on(moment[:8]), asked])
    return hmac.new(key, text.encode(), sha256).hexdigest()
