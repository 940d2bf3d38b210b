"""The twin of Common Crawl's index: a new crawl every thirty days or so, and an nginx that gives up.

Read from recorded answers of index.commoncrawl.org (200, 404, 400 and 504); invented are the sites.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.own_sites import Texts
from optout.rehearsal.twin import World, person_key

INDEX = "https://index.commoncrawl.org"
CRAWLS, EVERY_DAYS, CRAWLING_DAYS = 26, 30, 16
LINES_PER_PAGE = 5
CALM_REQUESTS = 10
LINES = ("User-agent: CCBot", "Disallow: /")
GATEWAY_TIMEOUT = (
    "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n"
    "<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Crawl:
    begins: datetime
    appears: datetime

    @property
    def id(self) -> str:
        year, week, _ = self.begins.isocalendar()
        return f"CC-MAIN-{year}-{week:02}"


class Twin:
    """Lists a person while the newest crawl, begun before they shut the robot out, has their pages."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock = world.clock
        self._rng = world.rng()
        self._crawls = tuple(_calendar(world, self._rng))
        self._owners = {site: person_key(one) for one in world.people for site in one.sites}
        self._strangers = [site for one in world.strangers for site in one.sites]
        self._own_sites = world.own_sites
        self._start = world.start
        self._calm = 0
        for person in sorted(set(self._owners.values())):
            self._write_down(person)
        world.own_sites.listen(_refuses, self._published)
        self._app = Starlette(
            routes=[
                Route("/collinfo.json", self._collections),
                Route("/{crawl}-index", self._captures_found),
            ]
        )

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("Common Crawl is not written to")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person shut CCBot out of their sites."""
        person = person_key(subject)
        self._own_sites.write_by_hand(person, "robots.txt", LINES)
        if not self.books.publishes(person, at):
            self._published(person, True, at)

    def _published(self, person: str, said: bool, at: datetime) -> None:
        """From ``at`` on the person's own site refuses the robot, or does so no more."""
        if said:
            self.books.published.append(Listed(person, at))
        else:
            [now] = [one for one in self.books.published if one.person == person and not one.until]
            now.until = at
        self._write_down(person)

    def _write_down(self, person: str) -> None:
        """Listed is who has pages in the newest crawl; those to come are as the robots.txt is now."""
        others = [period for period in self.books.listed if period.person != person]
        self.books.listed = [*others, *self._periods(person)]

    def _periods(self, person: str) -> Iterator[Listed]:
        since: datetime | None = None
        for crawl in self._crawls:
            shut = self.books.publishes(person, crawl.begins)
            appears = max(crawl.appears, self._start)
            if shut and since is not None:
                yield Listed(person, since, appears)
                since = None
            elif not shut and since is None:
                since = appears
        if since is not None:
            yield Listed(person, since)

    async def _collections(self, request: Request) -> Response:
        if self._stumbles(None):
            return HTMLResponse(GATEWAY_TIMEOUT, 504)
        appeared = [crawl for crawl in self._crawls if crawl.appears <= self._clock.now()]
        return JSONResponse([_described(crawl) for crawl in reversed(appeared)])

    async def _captures_found(self, request: Request) -> Response:
        query = request.query_params.get("url", "")
        person = self._asked_for(query)
        self._note(query, person)
        if self._stumbles(person):
            return HTMLResponse(GATEWAY_TIMEOUT, 504)
        crawl = self._crawl(request.path_params["crawl"])
        if crawl is None or request.query_params.get("output") != "json":
            return HTMLResponse("<html><body><h1>Not Found</h1></body></html>", 404)
        found = [line for line in self._captures(crawl) if _fits(query, str(line["url"]))]
        return _answer(query, found, int(request.query_params.get("page", "0")))

    def _note(self, query: str, person: str) -> None:
        meaning = "x-domain" if query.startswith("*.") else "url"
        self.books.searched.append(
            Received(self._clock.now(), person, fields={"url": query}, meanings={"url": meaning})
        )

    def _stumbles(self, person: str | None) -> bool:
        """One request in five, but never twice within ten: a retry always gets through."""
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.2:
            return False
        self._calm = CALM_REQUESTS
        self.books.faults.append(Fault(self._clock.now(), person, "504"))
        return True

    def _crawl(self, name: str) -> Crawl | None:
        now = self._clock.now()
        return next((one for one in self._crawls if one.id == name and one.appears <= now), None)

    def _asked_for(self, query: str) -> str:
        found = (person for site, person in self._owners.items() if _fits(query, site))
        return next(found, "")

    def _captures(self, crawl: Crawl) -> Iterator[dict[str, str]]:
        for site in (*self._owners, *self._strangers):
            if not self.books.publishes(self._owners.get(site, ""), crawl.begins):
                yield from (_capture(crawl, page, "warc") for page in _pages(site))
            elif sum(site.encode()) % 2:
                place = urlsplit(site)
                yield _capture(crawl, f"{place.scheme}://{place.netloc}/robots.txt", "robotstxt")


def _refuses(texts: Texts) -> bool:
    found = re.search(r"^user-agent: ccbot$\n(?:[^\n]+\n)*?disallow: /$", _robots(texts), re.M | re.I)
    return found is not None


def _robots(texts: Texts) -> str:
    return texts.get("robots.txt", "")


def _calendar(world: World, rng: random.Random) -> Iterator[Crawl]:
    for number in range(CRAWLS):
        appears = world.day(EVERY_DAYS * number - 20 + rng.uniform(0, 4))
        yield Crawl(appears - timedelta(days=CRAWLING_DAYS), appears)


def _described(crawl: Crawl) -> dict[str, str]:
    return {
        "id": crawl.id,
        "name": f"{crawl.begins:%B %Y} Index",
        "timegate": f"{INDEX}/{crawl.id}/",
        "cdx-api": f"{INDEX}/{crawl.id}-index",
        "from": f"{crawl.begins:%Y-%m-%dT%H:%M:%S}",
        "to": f"{crawl.appears:%Y-%m-%dT%H:%M:%S}",
    }


def _pages(site: str) -> list[str]:
    return [site, f"{site}about", f"{site}photos/summer"] if site.endswith("/") else [site]


def _capture(crawl: Crawl, url: str, place: str) -> dict[str, str]:
    host = urlsplit(url).netloc
    return {
        "urlkey": ",".join(reversed(host.split("."))) + ")" + urlsplit(url).path,
        "timestamp": f"{crawl.begins:%Y%m%d%H%M%S}",
        "url": url,
        "mime": "text/plain" if place == "robotstxt" else "text/html",
        "status": "200",
        "digest": "FAPYCDZSWJIQ2YPQAYDRLAC25YMUNVTD",
        "length": "7063",
        "offset": "667474763",
        "filename": f"crawl-data/{crawl.id}/segments/1754151279781.29/{place}/{crawl.id}-00340.warc.gz",
    }


def _fits(query: str, url: str) -> bool:
    address = url.partition("://")[2]
    if query.startswith("*."):
        host = address.partition("/")[0]
        return host == query[2:] or host.endswith(query[1:])
    if query.endswith("*"):
        return address.startswith(query[:-1])
    return address == query


def _answer(query: str, found: list[dict[str, str]], page: int) -> Response:
    last = max(0, (len(found) - 1) // LINES_PER_PAGE)
    if page > last:
        words = f"Page {page} invalid: First Page is 0, Last Page is {last}"
        return JSONResponse({"message": words}, 400)
    if not found:
        return JSONResponse({"message": f"No Captures found for: {query}"}, 404)
    shown = found[page * LINES_PER_PAGE : (page + 1) * LINES_PER_PAGE]
    lines = "".join(json.dumps(line) + "\n" for line in shown)
    return PlainTextResponse(lines, media_type="text/x-ndjson")
