"""One slip of the pen between two spellings of a word."""

from rapidfuzz.distance import OSA

_LONG = 5
_SHORTEST_SHOWN, _SHORTEST_OWN = 3, 4


def is_slip(shown: str, own: str) -> bool:
    """Whether one letter was left out, added, changed, or two were swapped.

    In short names most other letters make another name: there, only letters that are swapped,
    doubled, or missing inside.
    """
    if OSA.distance(shown, own, score_cutoff=1) != 1:
        return False
    if min(len(shown), len(own)) >= _LONG:
        return True
    if len(shown) < _SHORTEST_SHOWN or len(own) < _SHORTEST_OWN:
        return False
    missing_inside = len(shown) < len(own) and (shown[0], shown[-1]) == (own[0], own[-1])
    return missing_inside or set(shown) == set(own)
