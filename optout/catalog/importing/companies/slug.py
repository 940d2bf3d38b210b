"""The slug of an imported organisation: from its identity alone, so that it never changes.

``t-mobile.co.uk`` is ``t_mobile__co__uk``. The two underscores keep it apart from slugs of our own
and of definitions from DuckDuckGo, so that no request of one is ever answered by the other.
"""

import hashlib
import re

from optout.catalog.importing.slugs import LONGEST

_HASH = 8


def slug_of_identity(identity: str) -> str:
    """Different for different identities; 49 characters at most, the first a letter."""
    plain = re.sub(r"[^a-z0-9_]", "_", identity.replace(".", "__"))
    slug = plain if plain[0].isalpha() else f"site__{plain}"
    if len(slug) <= LONGEST and re.fullmatch(r"[a-z0-9.-]+", identity) and "--" not in identity:
        return slug
    mark = hashlib.sha256(identity.encode()).hexdigest()[:_HASH]
    return f"{slug[: LONGEST - _HASH - 2].rstrip('_')}__{mark}"
