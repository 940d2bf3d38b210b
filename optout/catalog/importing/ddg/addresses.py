"""The format's templates (``${firstName|downcase}``) as addresses with our placeholders."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from optout.catalog.importing.ddg.meanings import FORM, OPTIONAL
from optout.catalog.importing.ddg.sites import is_site
from optout.catalog.importing.faults import Unusable

_TEMPLATE = re.compile(r"\$\{([^{}]*)\}")
_CHANGES: Mapping[str, str] = {
    "hyphenated": "hyphens",
    "capitalize": "capital",
    "downcase": "lower",
    "upcase": "upper",
    "snakecase": "underscores",
    "stateFull": "state-name",
}
_WITH_TEXT: Mapping[str, str] = {"defaultIfEmpty": "or", "replaceWhitespace": "space"}
_FIRST: Mapping[str, tuple[str, ...]] = {
    "firstName": ("capital",),
    "lastName": ("capital",),
    "city": ("capital",),
    "state": ("state-code", "lower"),
    "fullState": ("state-name",),
}
"""What the format does to a value before anything that the template says."""

_CASES = frozenset({"lower", "upper"})
_OVERRULED = frozenset({"lower", "upper", "capital"})
_BAND = re.compile(r"[0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+")
_THIS_MACHINE = ("localhost", "127.0.0.1")


def address_of(url: str, bands: Sequence[str] | None, place: str) -> str:
    """The address with our placeholders. Raises ``Unusable`` for what cannot be said in it."""
    literal = _TEMPLATE.sub("", url)
    if "{" in literal or "}" in literal or any(letter.isspace() for letter in literal):
        raise Unusable(place, "a brace or white space outside of ${...}")
    address = _TEMPLATE.sub(lambda found: _placeholder(found[1], bands, place), url)
    if address != "{x-listing-url}":
        host_of(address, place)
    return address


def host_of(address: str, place: str) -> str:
    """The host, which no template may decide. Plain HTTP is for this machine only."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        fixed = "{" not in parts.netloc and "@" not in parts.netloc and "\\" not in address
        _ = parts.port  # raises ValueError
    except ValueError:
        raise Unusable(place, "not an address") from None
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE)
    if not (fixed and encrypted and (host in _THIS_MACHINE or is_site(host))):
        raise Unusable(place, "not a https address with a fixed host")
    return host


def _placeholder(template: str, bands: Sequence[str] | None, place: str) -> str:
    """Without ranges to choose from, the format leaves an age as it is."""
    key, *said = template.split("|")
    if key not in FORM:
        raise Unusable(place, f"unknown template key {key!r}")
    changes = [_change(one, bands, place) for one in said if bands or one != "ageRange"]
    chain = _without_the_overruled([*_before(key, changes), *changes])
    if FORM[key] in OPTIONAL and not any(one.startswith("or:") for one in chain):
        chain.append("or:")
    return "{" + "|".join([FORM[key], *chain]) + "}"


def _before(key: str, changes: Sequence[str]) -> tuple[str, ...]:
    """A state that is spelt out at once need not be shortened before."""
    return () if key == "state" and changes[:1] == ["state-name"] else _FIRST.get(key, ())


def _change(said: str, bands: Sequence[str] | None, place: str) -> str:
    name, colon, text = said.partition(":")
    if name in _CHANGES and not colon:
        return _CHANGES[name]
    if name in _WITH_TEXT and colon:
        return f"{_WITH_TEXT[name]}:{text}"
    if name == "ageRange" and not colon:
        return "range:" + ",".join(_checked(bands or (), place))
    raise Unusable(place, f"unknown transform {said!r}")


def _checked(bands: Sequence[str], place: str) -> Sequence[str]:
    wrong = [band for band in bands if not _BAND.fullmatch(band)]
    if wrong:
        raise Unusable(place, f"{wrong[0]!r} is no range of ages")
    return bands


def _without_the_overruled(chain: Sequence[str]) -> list[str]:
    """A change of case that the next one undoes says nothing."""
    return [one for one, after in pairwise([*chain, ""]) if not (one in _OVERRULED and after in _CASES)]
