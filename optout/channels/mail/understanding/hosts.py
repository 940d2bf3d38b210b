"""Hosts and the domains that they imitate."""

import re
from collections.abc import Collection, Iterable
from ipaddress import ip_address

from rapidfuzz.distance import OSA

_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "i": "l", "|": "l"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
_SECOND_LEVEL = frozenset("co com org net gov ac edu gob nom asso".split())  # noqa: SIM905 - reads better
_SHORT_NAMES = re.compile(
    r"short|shrt|tiny|kurz|court|corto|cutt|\burl|url\b|urls|lnk|^bit\.|\.ly$|t\.co$|goo\.gl|is\.gd"
    r"|rb\.gy|qr"
)
_LEAST_NAME = 5


def is_within(host: str, domains: Iterable[str]) -> bool:
    """Whether the host is one of the domains or below one."""
    return any(host == name or host.endswith(f".{name}") for name in domains)


def organisation(host: str) -> str:
    """The part of the host's name that was registered, as far as it can be told without a list."""
    labels = host.lower().strip(".").split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def is_number(host: str) -> bool:
    """Whether the host is an IP address, however it is written."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host))
    return True


def is_disguised(host: str) -> bool:
    """Whether it is written with letters of other alphabets, plain or as punycode."""
    return not host.isascii() or any(label.startswith("xn--") for label in host.split("."))


def is_shortener(host: str, path: str) -> bool:
    """Whether the address looks like one that hides where it leads."""
    return bool(_SHORT_NAMES.search(host)) and len(path.strip("/")) <= 12 and path.count("/") <= 2


def imitated(host: str, domains: Collection[str]) -> bool:
    """Whether the host is made to be taken for one of the domains, which it is not."""
    if not domains or is_within(host, domains):
        return False
    return is_disguised(host) or any(_imitates(host, domain) for domain in domains)


def _imitates(host: str, domain: str) -> bool:
    name = organisation(domain).split(".")[0]
    if organisation(host) == organisation(domain) or len(name) < _LEAST_NAME:
        return False
    if name in host or _skeleton(name) in _skeleton(host):
        return True
    own = organisation(host).split(".")[0]
    return OSA.distance(own, name, score_cutoff=2) <= (2 if len(name) >= 9 else 1)


def _skeleton(name: str) -> str:
    """What the name looks like: letters that are taken for each other are the same."""
    plain = name.lower().replace("-", "")
    for pair, sign in _PAIRS:
        plain = plain.replace(pair, sign)
    return plain.translate(_LOOKS)
