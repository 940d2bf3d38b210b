"""Which addresses belong to the site that is read."""

from urllib.parse import urlsplit


def bare_host(url: str) -> str:
    """The host in lower case without a leading ``www.``; empty where ``url`` is no address."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def is_same_site(url: str, other: str) -> bool:
    """Whether two web addresses have one host, with or without ``www.``, and one port."""
    return bool(bare_host(url)) and _place(url) == _place(other)


def _place(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        port = None if parts.port in (80, 443) else parts.port
    except ValueError:
        return "", None
    return (bare_host(url), port) if parts.scheme in ("http", "https") else ("", None)
