"""Which domains a broker may have: such as one company can own."""

import re

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9]")
_COUNTRIES = frozenset({"ar", "au", "br", "cn", "hk", "id", "il", "in", "jp", "ke", "kr", "mx"})
_COUNTRIES |= {"my", "ng", "nz", "ph", "pk", "sg", "th", "tr", "tw", "ua", "uk", "vn", "za"}
_OF_MANY = frozenset({"ac", "co", "com", "edu", "gov", "gob", "ne", "net", "or", "org"})
"""With a country behind it, what everybody registers below: no company's own."""


def is_site(domain: str) -> bool:
    """Whether lower-case ``domain`` is a name below a suffix; neither an IP address nor a suffix."""
    *labels, top = domain.split(".")
    if not labels or len(domain) > 253 or not _TOP.fullmatch(top):
        return False
    shared = len(labels) == 1 and labels[0] in _OF_MANY and top in _COUNTRIES
    return not shared and all(_LABEL.fullmatch(label) for label in labels)
