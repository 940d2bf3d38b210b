"""The part of an address that rules are compared with."""

import re

from optout.signals.robots.lines import as_bytes

_SCHEME = re.compile(rb"[^/?;]*://")
_PATH = re.compile(rb"[/?;]")


def path_of(url: str) -> bytes:
    """Path, parameters and query, beginning with a slash; ``/`` where there is none.

    Nothing is percent-encoded here: an address is expected as a crawler would send it.
    """
    address = as_bytes(url).partition(b"\0")[0]
    start = 2 if address.startswith(b"//") else 0
    scheme = _SCHEME.match(address, start)
    found = _PATH.search(address, scheme.end() if scheme else start)
    fragment = address.find(b"#", start)
    if not found:
        return b"/"
    path = address[found.start() : fragment if fragment >= 0 else None]
    return path if path.startswith(b"/") else b"/" + path
