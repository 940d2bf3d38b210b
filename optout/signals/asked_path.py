"""The path that the target of a request means, however it is written."""

import re
from urllib.parse import unquote_to_bytes

from optout.signals.robots.address import path_of
from optout.signals.robots.lines import as_bytes

_SLASHES = re.compile(rb"/{2,}")


def as_address(target: str) -> str:
    """The target as an address whose path is exactly what was asked for: ``//a`` names no host."""
    return f"http://site{target}" if target.startswith("/") else target


def meant_path(target: str) -> bytes:
    """Without host and query, unescaped, with one slash where there are several: as servers find files.

    ``target`` is a path or a whole address (RFC 9112, section 3.2).
    """
    path = path_of(as_address(target)).partition(b"?")[0]
    return _SLASHES.sub(b"/", unquote_to_bytes(as_bytes(path)))
