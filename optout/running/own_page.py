"""Whether the page of a listing itself still stands, where a search does not show it any more."""

from dataclasses import replace
from urllib.parse import urlsplit

from optout.catalog.pages import Page
from optout.catalog.steps import WebStep
from optout.catalog.verbs import Verb
from optout.channels.attempt import Capture, Record
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.running.probes import Looking

_PAGE = "own-page"
_NO_MORE = ("name", "x-listing-url")


def still_stands(looking: Looking, record: Record) -> bool:
    """Whether the address of ``record`` shows its name, and more of it. Nothing else is told."""
    search, address = looking.provider.search, record.address
    if address is None or not isinstance(search, WebStep) or not _may_open(looking, address):
        return False
    step = WebStep(channel="web", browser=search.browser, flow=(Verb(id=_PAGE, open=_PAGE),))
    pages = {**looking.provider.pages, _PAGE: Page(url=address)}
    provider = looking.provider.model_copy(update={"pages": pages, "search": step})
    attempt = replace(looking.attempt(Action.SEARCH, Facts(), look_at=""), provider=provider)
    capture = Capture()
    looking.run(step, attempt, capture)
    seen = capture.last_seen
    return seen is not None and seen.status == 200 and _shows(seen.text, record)


def _may_open(looking: Looking, address: str) -> bool:
    """An address is the site's own text: it is on the provider's domains, and holds no placeholder."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    own = looking.provider.speaks_for(parts.hostname or "")
    return parts.scheme == "https" and own and not {"{", "}"} & set(address)


def _shows(text: str, record: Record) -> bool:
    shown = _plain(text)
    name, *others = [_plain(record.fields.get("name", "")), *map(_plain, _others(record))]
    return bool(name) and name in shown and any(one in shown for one in others if one)


def _others(record: Record) -> list[str]:
    return [value for meaning, value in record.fields.items() if meaning not in _NO_MORE]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
