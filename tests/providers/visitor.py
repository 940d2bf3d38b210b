"""A visitor who drives a broker's twin over ASGI, one page after the other, and its post office."""

import asyncio
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urljoin

import httpx
from lxml import html

from optout.catalog.catalog import load_catalog
from optout.clock import VirtualClock
from optout.matching.match import match
from optout.people.subject import Subject
from optout.rehearsal.books import Books
from optout.rehearsal.people import namesakes, synthetic_people
from optout.rehearsal.twin import World, person_key
from optout.requests.outcome import Decision

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class PostOffice:
    mails: list[dict[str, Any]] = field(default_factory=list)

    def send(self, **mail: Any) -> None:
        self.mails.append(mail)

    def put(self, raw: bytes, *, domain: str, to: str, at: datetime) -> None:
        self.mails.append({"raw": raw, "domain": domain, "to": to, "at": at})


@dataclass(frozen=True)
class Answer:
    url: str
    status: int
    source: str
    headers: httpx.Headers

    @property
    def tree(self) -> Any:
        return html.fromstring(self.source or "<html></html>")

    @property
    def headings(self) -> list[str]:
        return [" ".join(one.itertext()).strip() for one in self.tree.xpath("//h1|//h2|//h3")]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.tree.itertext()).split())

    def texts(self, path: str) -> list[str]:
        return ["".join(one.itertext()).strip() for one in self.tree.xpath(path)]

    def links(self, path: str) -> list[str]:
        return [urljoin(self.url, str(link)) for link in self.tree.xpath(path + "/@href")]


class Visitor:
    """Knows one provider's twin, built for ``count`` people and four namesakes of the first."""

    def __init__(self, slug: str, seed: int = 1, count: int = 1) -> None:
        catalog = load_catalog()
        provider = catalog.get(slug)
        self.domain = provider.domains[0]
        self._link_path = (provider.mail and provider.mail.link_path) or "/confirm/"
        self.clock = VirtualClock(START)
        self.post_office = PostOffice()
        self.people = synthetic_people(seed, count)
        self.strangers = namesakes(self.people[0], random.Random(seed), 4)
        self.world = World(self.clock, self.post_office, START, seed, self.people, self.strangers)
        self.twin: Any = catalog.twin_of(slug)(self.world)
        self.cookies: dict[str, str] = {}
        self._codes_read = 0

    @property
    def subject(self) -> Subject:
        return self.people[0]

    @property
    def key(self) -> str:
        return person_key(self.subject)

    @property
    def books(self) -> Books:
        books = self.twin.books
        assert isinstance(books, Books)
        return books

    @property
    def slowest_removal(self) -> int:
        """After how many days a record is gone for certain."""
        return int(getattr(self.twin, "removal_days", (0, 6))[1]) + 1

    def wait_until_day(self, day: float) -> None:
        self.clock.move_to(START + timedelta(days=day))

    def days_listed(self) -> list[tuple[float, float | None]]:
        """When the first person is listed, in days after the start."""
        mine = [period for period in self.books.listed if period.person == self.key]
        return [(_days(one.since), None if one.until is None else _days(one.until)) for one in mine]

    def recognise(self, fields: Mapping[str, str]) -> float | None:
        """How surely a row is the first person's; None where it is not sure."""
        found = match(self.subject, fields, self.clock.now().date())
        return found.score if found.decision == Decision.SAME else None

    def link_mailed(self) -> str:
        """The link to confirm, in the last mail."""
        assert self.post_office.mails, "no mail was sent: did the submission fail?"
        text = self.post_office.mails[-1]["text"]
        links = re.findall(rf"https://\S+{re.escape(self._link_path)}\S+", text)
        assert links, f"the mail has no link with mail.link_path, {self._link_path!r}"
        return str(links[0])

    async def code_mailed(self) -> str | None:
        """The code in the last mail, which may be on its way for some seconds yet."""
        for _ in range(100):
            texts = [mail["text"] for mail in self.post_office.mails[self._codes_read :]]
            codes = [code for text in texts for code in re.findall(r"\b[0-9]{6}\b", text)]
            if codes:
                self._codes_read = len(self.post_office.mails)
                return str(codes[-1])
            await asyncio.sleep(0.05)
        return None

    def get(self, path: str, **query: str) -> Answer:
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask("POST", path, fields)

    def send(self, path: str, ident: str, **fields: str) -> Answer:
        """Open the page, fill the form with that id beside its hidden token, and send it."""
        form = self.get(path).tree.get_element_by_id(ident)
        hidden = {
            str(one.get("name")): str(one.get("value")) for one in form.xpath(".//input[@type='hidden']")
        }
        return self._ask(str(form.get("method")).upper(), str(form.get("action")), {**hidden, **fields})

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        return asyncio.run(self._asking(method, urljoin(f"https://{self.domain}/", path), fields))

    async def _asking(self, method: str, url: str, fields: dict[str, str] | None) -> Answer:
        transport = httpx.ASGITransport(self.twin.app)
        async with httpx.AsyncClient(transport=transport, cookies=self.cookies) as client:
            where = {"params": fields} if method == "GET" and fields else {"data": fields}
            answer = await client.request(method, url, **where)
            self.cookies.update(client.cookies)
        return Answer(str(answer.url), answer.status_code, answer.text, answer.headers)


def _days(moment: datetime) -> float:
    return (moment - START) / timedelta(days=1)
