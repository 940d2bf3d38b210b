"""Which page a request says it comes from. Pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def with_short_referrer(headers: Mapping[str, str]) -> list[dict[str, str]]:
    """The headers as the browser's protocol wants them, with only the origin as the referrer.

    A page may ask the browser to tell its whole address, with the name in it, to other hosts.
    """
    told = {
        name: _origin(value) if name.lower() == "referer" else value for name, value in headers.items()
    }
    return [{"name": name, "value": value} for name, value in told.items()]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
