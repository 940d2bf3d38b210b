"""A web address in a mail, before anybody decides about it. Pure."""

import re
from urllib.parse import SplitResult, unquote, urlsplit


def split(url: str) -> SplitResult | None:
    """The parts of a web address; None for one that two programs could read differently."""
    if re.search(r"[\s\\\x00-\x20\x7f]", url) or len(url) > 2100:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("https", "http") and parts.hostname else None


def hides_signs(url: str) -> bool:
    """Whether there is something in it that nobody sees, or that turns what is seen around."""
    return not unquote(url).isprintable()
