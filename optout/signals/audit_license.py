"""What an RSL licence that robots.txt names says of a page."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from optout.signals.audit_reading import PageRead, State
from optout.signals.audit_statement import Noted, Place, Said, Signal, Statement, Unclear, Use, shortened
from optout.signals.robots.address import path_of
from optout.signals.robots.pattern import fits
from optout.signals.rsl import license_lines
from optout.signals.rsl_document import Content, UnreadableLicense, read_license
from optout.signals.wish import Wish

_USES = {"ai-train": Use.TRAIN, "ai-input": Use.INPUT, "search": Use.SEARCH}


def of_lines(robots_txt: str, url: str) -> Iterator[Said]:
    """The License lines themselves: which licence is named, whatever it says."""
    for line in license_lines(robots_txt):
        kind = Noted if line.usable else Unclear
        yield kind(Signal.LICENSE, f"robots.txt line {line.line}", shortened(line.url), url)


def contents(page: PageRead) -> tuple[Content, ...] | str:
    """The terms in a licence that was read; or why there are none."""
    if page.state is not State.SERVED:
        return page.why
    try:
        return read_license(page.content)
    except UnreadableLicense as error:
        return str(error)


def of_license(page: PageRead, url: str) -> Iterator[Said]:
    """What it prohibits for ``url``, and what it permits there without payment."""
    found = contents(page)
    where = f"the licence {page.url}"
    if isinstance(found, str):
        yield Unclear(Signal.LICENSE, where, found, url)
        return
    for content in found:
        if fits(_pattern(content.url), path_of(url)):
            yield from _terms(content, where, url)


def _terms(content: Content, where: str, url: str) -> Iterator[Statement]:
    asks = set(content.payments) - {"free"}
    for label, wish in content.wishes.items():
        is_said = wish is Wish.REFUSED or (wish is Wish.ALLOWED and not asks)
        if label in _USES and is_said:
            allows = wish is Wish.ALLOWED
            words = f"{'permits' if allows else 'prohibits'} {label}"
            yield Statement(Signal.LICENSE, Place.FILE, _USES[label], allows, where, words, url)


def _pattern(url: str) -> bytes:
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    return (path or "/").encode("utf-8", "replace")


def of_licenses(pages: Sequence[PageRead], robots_txt: str, url: str) -> Iterator[Said]:
    """Lines and documents together."""
    yield from of_lines(robots_txt, url)
    for page in pages:
        yield from of_license(page, url)
