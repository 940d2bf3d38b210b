"""Who is in a group of a plan, in lines."""

from collections.abc import Sequence
from textwrap import wrap

_WIDTH = 100
_MOST = 60
"""Slugs that are named under a group; the lists that can be imported have thousands."""


def listed(slugs: Sequence[str]) -> list[str]:
    """Lines with all the slugs; where they are too many to read, how to see them instead."""
    if len(slugs) > _MOST:
        return [f"too many to name here ({len(slugs):,}): optout plan --group NAME names each"]
    return wrap(", ".join(slugs), _WIDTH, break_long_words=False, break_on_hyphens=False)
