"""The slug of a provider that is known by its domain."""

import re

LONGEST = 49
"""Characters of a slug."""


def slug_of(domain: str) -> str:
    """``a-b.com`` becomes ``a_b_com``; slugs begin with a letter."""
    plain = re.sub(r"[^a-z0-9]", "_", domain)
    return plain if plain[0].isalpha() else f"site_{plain}"
