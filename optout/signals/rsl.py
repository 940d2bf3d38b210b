"""RSL: the License lines of a robots.txt. Source: RSL 1.0, rslstandard.org/rsl, December 2025."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.signals.robots.lines import read_lines


@dataclass(frozen=True, slots=True)
class LicenseLine:
    """``usable`` is False where the value is not the absolute web address that RSL asks for."""

    line: int
    url: str
    usable: bool


def license_lines(robots_txt: str | bytes) -> tuple[LicenseLine, ...]:
    """Every License line, wherever it stands: one is for all agents."""
    return tuple(_lines(robots_txt))


def _lines(robots_txt: str | bytes) -> Iterator[LicenseLine]:
    for line in read_lines(robots_txt):
        if line.name == "license":
            url = line.value.decode("utf-8", "replace")
            yield LicenseLine(line.number, url, _is_web_address(url))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not set(url) & set(' \t"<>')
        )
    except ValueError:
        return False
