"""Read what a site says: its signal files, the given page, and some of what that page leads to."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from optout.http import Transport
from optout.signals.audit_reading import FileRead, PageRead, SiteRead, State
from optout.signals.rsl import license_lines
from optout.sites.answers import SILENCE
from optout.sites.folder_source import FolderSource
from optout.sites.page_reading import Markup
from optout.sites.web_source import WebSource

LINKED = 10
"""How many linked pages and images are read besides the given page."""
_MOST_LICENSES = 2
_PATIENCE = 2
"""Unanswered pages after which no more are asked for."""

ROBOTS, AI_TXT, TDMREP = "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"

NOT_ASKED = "not asked for: the site was silent twice"


class Source(Protocol):
    """Where a site is read from."""

    start: str
    has_headers: bool

    async def file(self, path: str, beside: str) -> FileRead: ...

    async def page(self, url: str) -> tuple[PageRead, Markup]: ...

    def owns(self, url: str) -> bool: ...

    async def close(self) -> None: ...


def read_published(url: str, transport: Transport | None = None) -> SiteRead:
    """The site at a web address, as anybody sees it. One call at a time, 16 at most besides redirects.

    Never raises for what the site does: what could not be read says so itself.
    """
    return asyncio.run(read(WebSource(url, transport)))


def read_folder(folder: Path) -> SiteRead:
    """The site that lies in ``folder``; its page is ``index.html``."""
    return replace(asyncio.run(read(FolderSource(folder))), address=str(folder))


async def read(source: Source) -> SiteRead:
    """The files are those of the origin that the given page ends at."""
    try:
        first, found = await source.page(source.start)
        beside = first.url
        robots = await source.file(ROBOTS, beside)
        silent = {first.why, robots.why} <= SILENCE
        ai_txt, tdmrep = [await _file(source, each, beside, silent) for each in (AI_TXT, TDMREP)]
        licenses = await _licenses(source, robots)
        linked = await _linked(source, first, found)
    finally:
        await source.close()
    pages = (first, *linked)
    return SiteRead(beside, robots, ai_txt, tdmrep, pages, licenses, source.has_headers)


async def _file(source: Source, path: str, beside: str, silent: bool) -> FileRead:
    """A site that was silent twice is not waited for again."""
    if silent:
        return FileRead(State.UNREADABLE, why=NOT_ASKED)
    return await source.file(path, beside)


async def _licenses(source: Source, robots: FileRead) -> tuple[PageRead, ...]:
    """Only those of the site itself: another's is nobody's to read here."""
    named = [one.url for one in license_lines(robots.text) if one.usable and source.owns(one.url)]
    return tuple([(await source.page(url))[0] for url in list(dict.fromkeys(named))[:_MOST_LICENSES]])


async def _linked(source: Source, first: PageRead, found: Markup) -> list[PageRead]:
    read: list[PageRead] = []
    for url in _chosen(source, first, found):
        if sum(page.state is State.UNREADABLE for page in (first, *read)) >= _PATIENCE:
            break
        page, _ = await source.page(url)
        read.append(page)
    return read


def _chosen(source: Source, first: PageRead, found: Markup) -> list[str]:
    """Pages and images in turn, so that many of one kind leave room for the other."""
    own = [[url for url in each if source.owns(url) and url != first.url] for each in _kinds(found)]
    half = LINKED // 2
    links, images = own
    wanted = links[: max(half, LINKED - len(images))] + images[: max(half, LINKED - len(links))]
    return list(dict.fromkeys(wanted))[:LINKED]


def _kinds(found: Markup) -> Iterator[tuple[str, ...]]:
    yield found.links
    yield found.images
