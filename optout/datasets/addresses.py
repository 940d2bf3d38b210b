"""When two web addresses are the same one, however they are written (RFC 3986, section 6.2)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

PLAIN = r"^https?://[a-z0-9.-]*[a-z0-9-](?:/[!$()*+,=~0-9A-Za-z/_.?&@:-]*)?$"
"""Addresses that need no normalising but for their scheme and a last slash."""

AROUND = " \t\r\n\f\v\0'\"<>\u00a0\ufeff"
"""Signs that careless writers leave around an address."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "/?:@!$&'()*+,;=%[]|~"
_WEB = ("", "http", "https")


@dataclass(frozen=True, slots=True)
class Address:
    """``host`` in lower case and punycode; ``key`` is equal for texts that mean the same address.

    http and https are one, so is a path with and without its last slash. The fragment, the user
    before the host and the usual ports do not count.
    """

    host: str
    key: str


@lru_cache(maxsize=4096)
def address(text: str) -> Address:
    """Of any text; what is no address has an empty host."""
    bare = text.strip(AROUND).replace("&amp;", "&").partition("#")[0]
    scheme, rest = _divided(bare)
    authority, path = _authority(rest)
    host, port = _host(authority)
    web = scheme in _WEB
    key = f"{host}{port}{_path(path)}" if web else f"{scheme}://{host}{port}{_path(path)}"
    return Address(host, key)


def host_in_punycode(name: str) -> str:
    """The name of a host in lower case, with every label of other letters as punycode."""
    dotted = unicodedata.normalize("NFKC", name).replace("\u3002", ".")  # as browsers do (IDNA)
    folded = dotted.lower().rstrip(".")
    return ".".join(map(_label, folded.split(".")))


def _divided(text: str) -> tuple[str, str]:
    """The scheme in lower case, and what follows its slashes; other schemes need two of them."""
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    rest = text[found.end() :] if found else text
    slashes = len(rest) - len(rest.lstrip("/\\"))
    if scheme not in _WEB and slashes < 2:
        return scheme, ""
    if not scheme and slashes == 1:
        return "", ""
    return scheme, rest[slashes:]


def _authority(rest: str) -> tuple[str, str]:
    end = next((at for at, sign in enumerate(rest) if sign in "/\\?"), len(rest))
    return rest[:end], rest[end:]


def _host(authority: str) -> tuple[str, str]:
    name, _, port = authority.rpartition("@")[2].partition(":")
    kept = "" if port in ("", "80", "443") else f":{port}"
    return host_in_punycode(unquote(name).strip()), kept


def _label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def _path(path: str) -> str:
    """With escapes only where they are needed, and without the last slash of a path alone."""
    before, mark, query = path.partition("?")
    whole = before.replace("\\", "/") + mark + query
    plain = _ESCAPED.sub(_escape, unicodedata.normalize("NFC", whole))
    plain = quote(plain, safe=_KEPT, errors="replace")
    return plain if mark else plain.removesuffix("/")


def _escape(found: "re.Match[str]") -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else found[0].upper()
