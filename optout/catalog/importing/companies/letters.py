"""Letters that only look like others: names of sites that would mislead who reads them."""

import unicodedata

from optout.catalog.importing.faults import Unusable

_MISLEADING = frozenset("\u0131\u0138\u017f\u0140\u0149")  # dotless i, kra, long s, l and n with marks
_LAST = "\u017f"  # of Latin Extended-A


def in_plain_letters(host: str) -> str:
    """The host as the network writes it. Raises ``Unusable`` where its letters could mislead.

    Latin letters with accents are kept (``xn--``); those of other scripts look too much like them.
    """
    labels = [_readable(label) for label in unicodedata.normalize("NFKC", host).lower().split(".")]
    if not all(_plain(label) for label in labels):
        raise Unusable("", "the name of its site has letters that look like others")
    try:
        return ".".join(label.encode("idna").decode("ascii") if label else "" for label in labels)
    except UnicodeError:
        raise Unusable("", "the name of its site is none") from None


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        raise Unusable("", "the name of its site is none") from None


def _plain(label: str) -> bool:
    return all(letter <= _LAST and letter not in _MISLEADING for letter in label)
