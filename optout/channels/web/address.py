"""The address of a page, with the person's facts in its placeholders. Pure."""

import re
from urllib.parse import quote

from optout.http import Unanswered
from optout.people.facts import IMPERSONAL, Facts
from optout.requests.failures import Failure

_PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")


def meanings_in(url: str) -> tuple[str, ...]:
    """The meanings that an address names, in order and once each."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(url)))


def personal_in(url: str) -> tuple[str, ...]:
    return tuple(meaning for meaning in meanings_in(url) if meaning not in IMPERSONAL)


def filled(url: str, facts: Facts) -> str:
    """``url`` with every placeholder replaced, percent-encoded. Raises ``Unanswered``: fact-missing."""

    def value(found: re.Match[str]) -> str:
        fact = facts.one(found[1])
        if fact is None:
            raise Unanswered(Failure.FACT_MISSING, f"no {found[1]} to put into the address")
        return quote(fact, safe="")

    return _PLACEHOLDER.sub(value, url)
