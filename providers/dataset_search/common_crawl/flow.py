"""Common Crawl: is a page of the person in the newest crawl? Read from its public index."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply, read_json
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

CRAWLS = "https://index.commoncrawl.org/collinfo.json"
CRAWL_ID = re.compile(r"CC-MAIN-\d{4}-\d{2}")
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+(:\d+)?", re.IGNORECASE)
SAFE = "/%~:@!$&'()+,;="
LINES, PAGES, QUESTIONS = 1000, 5, 20
NOT_CONTENT = ("/robotstxt/", "/crawldiagnostics/")


@dataclass(frozen=True, slots=True)
class Question:
    """One of the person's own addresses: the fact, the own page it stands for, the index's query."""

    meaning: str
    value: str = field(repr=False)
    page: str = field(repr=False)
    query: str = field(repr=False)


class Flow:
    """A page is found by a capture below ``/warc/``; it is absent by the index's own 404."""

    async def search(self, visit: Visit) -> Outcome:
        asked = tuple(questions(visit.facts))
        if not asked or None in asked:
            detail = "needs an own page or domain, the host's name in ASCII letters (xn--)"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        crawls = await visit.get(CRAWLS)
        if crawls.status != 200 or refuse(crawls):
            return unexpected(crawls)
        visit.edition, index = newest(crawls.json())
        answers = [await _ask(visit, index, question) for question in asked[:QUESTIONS] if question]
        doubts = [answer for answer in answers if answer]
        if len(asked) > QUESTIONS:
            doubts.append(not_proven(Failure.PARTIAL_ANSWER, "more addresses than one search asks for"))
        return visit.conclude(len(answers), doubts)


def questions(facts: Facts) -> Iterator[Question | None]:
    """What the index is asked; None for an address that cannot be asked for without guessing.

    A domain is asked for as a whole only where it is the person's: not where all that the facts
    show of it is a page on it, because then others have theirs on the same host.
    """
    sites = facts.every("url")
    own = {domain: _is_own(domain, sites) for domain in facts.every("x-domain")}
    for domain in (domain for domain, is_own in own.items() if is_own):
        known = HOST.fullmatch(domain)
        yield Question("x-domain", domain, f"https://{domain}/", f"*.{domain}") if known else None
    for site in sites:
        if not own.get(_host(site)):
            yield _about_site(site)


def _host(site: str) -> str:
    return (urlsplit(site).hostname or "").rstrip(".").removeprefix("www.")


def _is_own(domain: str, sites: tuple[str, ...]) -> bool:
    on_it = [urlsplit(site) for site in sites if _host(site) == domain]
    return not on_it or any(site.path in ("", "/") and not site.query for site in on_it)


def _about_site(site: str) -> Question | None:
    parts = urlsplit(site)
    path = quote(parts.path or "/", safe=SAFE)
    query = "?" + quote(parts.query, safe=SAFE + "?") if parts.query else ""
    everything = "*" if path.endswith("/") and not query else ""
    known = HOST.fullmatch(parts.netloc)
    return Question("url", site, site, parts.netloc + path + query + everything) if known else None


def newest(crawls: object) -> tuple[str, str]:
    """Id and index address of the newest crawl. Raises ``Unanswered``."""
    known = [crawl for crawl in crawls if isinstance(crawl, dict)] if isinstance(crawls, list) else []
    found = [
        (name, index)
        for name, index in ((crawl.get("id"), crawl.get("cdx-api")) for crawl in known)
        if isinstance(name, str) and isinstance(index, str) and CRAWL_ID.fullmatch(name)
    ]
    if not found:
        raise Unanswered(Failure.BAD_ANSWER, "the list of crawls names no crawl")
    return max(found)


async def _ask(visit: Visit, index: str, question: Question) -> Outcome | None:
    """Record every page of one address. None: all of the crawl was read; an outcome: it was not."""
    for page in range(PAGES):
        params = {"url": question.query, "output": "json", "limit": str(LINES), "page": str(page)}
        reply = await visit.get(index, params, telling={question.meaning: question.value})
        if refuse(reply) or reply.status not in (200, 400, 404):
            return unexpected(reply)
        if reply.status != 200:
            return None if _ends(reply, page) else unexpected(reply)
        captures = [_content(line, visit.edition or "") for line in reply.text().splitlines()]
        for address in filter(None, captures):
            visit.record(address, {"url": question.page})
        if not captures or (len(captures) >= LINES and not any(captures)):
            return not_proven(Failure.PARTIAL_ANSWER, "a page of the index was empty or cut off")
    return not_proven(Failure.PARTIAL_ANSWER, "more pages of the index than one search reads")


def _ends(reply: Reply, page: int) -> bool:
    """The index's own words for "nothing" (first page only) and for "no further page"."""
    answer = reply.json()
    words = answer.get("message", answer.get("error")) if isinstance(answer, dict) else None
    if not isinstance(words, str):
        return False
    sign = "No Captures found for" if reply.status == 404 else f"Page {page} invalid"
    return words.startswith(sign) and (page == 0) == (reply.status == 404)


def _content(line: str, crawl: str) -> str | None:
    """The address of a captured page; None for a capture that is no copy. Raises ``Unanswered``."""
    capture = read_json(line)
    url, file = (
        (capture.get("url"), capture.get("filename")) if isinstance(capture, dict) else (None, None)
    )
    if not isinstance(url, str) or not isinstance(file, str) or f"/{crawl}/" not in file:
        raise Unanswered(Failure.BAD_ANSWER, "a line of the index that is no capture of this crawl")
    if "/warc/" in file:
        return url
    if not any(place in file for place in NOT_CONTENT):
        raise Unanswered(Failure.BAD_ANSWER, "a capture in a place that is not known")
    return None
