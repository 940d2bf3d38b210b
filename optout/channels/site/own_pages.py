"""Do the person's own pages on a platform refuse AI, by X-Robots-Tag or meta robots?"""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.channels.site.reading import Finding
from optout.channels.site.served import Look, Served
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.signals.page_signals import refusals
from optout.sites.page_reading import markup

MEANING = "x-profile-url"


def own_pages(facts: Facts, provider: Provider) -> tuple[str, ...]:
    """The person's public pages on the provider's domains, over https."""
    return tuple(page for page in facts.every(MEANING) if _is_there(page, provider))


async def of_page(look: Look, page: str, words: Sequence[Literal["noai", "noimageai"]]) -> Finding:
    """Protected where each of the words is said there to everybody."""
    served = await look.page(page)
    if served.failure is not None:
        return Finding(served.why, served.failure, page, served.wait_s)
    if served.text is None:
        return Finding("the page is not there", Failure.BAD_ANSWER, page)
    return _judged(served, served.text, page, words)


def _judged(served: Served, text: str, page: str, words: Sequence[str]) -> Finding:
    read = markup(text, page)
    if read is None or not text.strip():
        return Finding("the page cannot be read", Failure.BAD_ANSWER, page)
    said = refusals(served.headers, read.metas, frozenset())
    missing = [word for word in words if word not in {one.name for one in said if one.agent is None}]
    return Finding(f"the page does not say {' and '.join(missing)}" if missing else "", seen_at=page)


def _is_there(page: str, provider: Provider) -> bool:
    parts = urlsplit(page)
    return parts.scheme == "https" and provider.speaks_for(parts.hostname or "")
