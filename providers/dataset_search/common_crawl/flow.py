"""Common Crawl: is a page of the person in the newest crawls? Read from its public index."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from optout.channels.api.judgement import not_proven, refuse, unexpected, verdict_of
from optout.channels.api.own_sites import Match, SiteQuestion, is_below, match, site_questions
from optout.channels.api.reply import Reply, read_json
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

CRAWLS = "https://index.commoncrawl.org/collinfo.json"
CRAWL_ID = re.compile(r"CC-MAIN-\d{4}-\d{2}")
LINES, PAGES, QUESTIONS = 1000, 5, 20
EARLIER, CALLS_BEFORE = 3, 30
"""So many crawls before the newest are read on a first look, while no more calls were made than that."""
PLACES = {"/warc/": "copies", "/robotstxt/": "robots_txt", "/crawldiagnostics/": "visits_without_copy"}


@dataclass(frozen=True, slots=True)
class Crawl:
    id: str
    index: str
    until: str | None


@dataclass(slots=True)
class Seen:
    """What one crawl holds for one question. ``doubt``: why it was not read completely."""

    pages: list[str] = field(default_factory=list, repr=False)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PLACES.values(), 0))
    calls: int = 0
    doubt: Outcome | None = None

    def verdict(self, site: str | None) -> Verdict:
        """About the whole question, or about one own page among what it asks for."""
        found = match(self.pages, site) if site else Match.SURE if self.pages else Match.NONE
        if found is Match.SURE:
            return Verdict.PRESENT
        if self.doubt:
            return verdict_of(self.doubt)
        return Verdict.UNPROVEN if found is Match.NEAR else Verdict.ABSENT

    def failure(self, verdict: Verdict) -> Failure | None:
        """Why there is no proof, where there is none."""
        if verdict is Verdict.UNPROVEN and not self.doubt:
            return Failure.PARTIAL_ANSWER
        return self.doubt.failure if self.doubt and verdict is not Verdict.PRESENT else None


class Flow:
    """A page is found by a capture below ``/warc/``; it is absent by the index's own 404.

    The outcome is about the newest crawl, because older ones keep what they have. A first look reads
    some of those as well, for what the person is told about each.
    """

    async def search(self, visit: Visit) -> Outcome:
        asked = tuple(site_questions(visit.facts))
        questions = tuple(question for question in asked if question)
        if not asked or None in asked:
            detail = "needs an own page or domain, the host's name in ASCII letters (xn--)"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        reply = await visit.get(CRAWLS)
        if reply.status != 200 or refuse(reply):
            return unexpected(reply)
        newest, *earlier = newest_first(reply.json())
        visit.edition = newest.id
        seen = [await _look(visit, newest, question) for question in questions[:QUESTIONS]]
        doubts = [one.doubt for one in seen if one.doubt]
        if len(questions) > QUESTIONS:
            doubts.append(not_proven(Failure.PARTIAL_ANSWER, "more addresses than one search asks for"))
        if visit.action is Action.SEARCH and not doubts:
            await _look_back(visit, earlier[:EARLIER], questions, sum(one.calls for one in seen))
        return visit.conclude(len(seen), doubts)


def newest_first(crawls: object) -> list[Crawl]:
    """At least one crawl. Raises ``Unanswered``."""
    known = [crawl for crawl in crawls if isinstance(crawl, dict)] if isinstance(crawls, list) else []
    found = [
        Crawl(name, index, until if isinstance(until, str) else None)
        for name, index, until in ((one.get("id"), one.get("cdx-api"), one.get("to")) for one in known)
        if isinstance(name, str) and isinstance(index, str) and CRAWL_ID.fullmatch(name)
    ]
    if not found:
        raise Unanswered(Failure.BAD_ANSWER, "the list of crawls names no crawl")
    return sorted(found, key=lambda crawl: crawl.id, reverse=True)


async def _look_back(
    visit: Visit, crawls: Sequence[Crawl], questions: Sequence[SiteQuestion], calls: int
) -> None:
    """Note what older crawls hold. Nothing about the request follows from them."""
    for crawl in crawls:
        for question in questions:
            if calls >= CALLS_BEFORE:
                return
            try:
                calls += (await _look(visit, crawl, question)).calls
            except Unanswered:
                return


async def _look(visit: Visit, crawl: Crawl, question: SiteQuestion) -> Seen:
    """Read one crawl for one question, and note it for each own thing that it is about.

    A site of which the newest crawl has pages is one listing, because one robots.txt is about all of
    them; it is recorded also where the crawl was not read to its end.
    """
    seen = Seen()
    try:
        seen.doubt = await _read(visit, crawl, question, seen)
    except Unanswered as error:
        seen.doubt = not_proven(error.failure, error.detail)
        raise
    finally:
        _note(visit, crawl, question, seen)
        if seen.pages and crawl.id == visit.edition:
            visit.record(question.page, {"url": question.page})
    return seen


def _note(visit: Visit, crawl: Crawl, question: SiteQuestion, seen: Seen) -> None:
    whole = (question.meaning, question.value, None)
    for meaning, value, site in (whole, *((*one, one[1]) for one in question.covers)):
        verdict = seen.verdict(site)
        example = next((page for page in seen.pages if site is None or is_below(page, site)), None)
        visit.look_up(
            meaning,
            value,
            verdict,
            edition=crawl.id,
            failure=seen.failure(verdict),
            crawled_until=crawl.until,
            seen_at=example,
            **seen.counts,
        )


async def _read(visit: Visit, crawl: Crawl, question: SiteQuestion, seen: Seen) -> Outcome | None:
    """Collect every capture for one question. None: all of it was read; an outcome: it was not."""
    for page in range(PAGES):
        params = {"url": question.query, "output": "json", "limit": str(LINES), "page": str(page)}
        seen.calls += 1
        reply = await visit.get(crawl.index, params, telling={question.meaning: question.value})
        if refuse(reply) or reply.status not in (200, 400, 404):
            return unexpected(reply)
        if reply.status != 200:
            return None if _ends(reply, page, question.query) else unexpected(reply)
        captures = [_capture(line, crawl.id) for line in reply.text().splitlines()]
        _collect(captures, seen)
        copies = any(place == "/warc/" for _, place in captures)
        if not captures or (len(captures) >= LINES and not copies):
            return not_proven(Failure.PARTIAL_ANSWER, "a page of the index was empty or cut off")
    return not_proven(Failure.PARTIAL_ANSWER, "more pages of the index than one search reads")


def _collect(captures: Sequence[tuple[str, str]], seen: Seen) -> None:
    for url, place in captures:
        seen.counts[PLACES[place]] += 1
        if place == "/warc/":
            seen.pages.append(url)


def _ends(reply: Reply, page: int, query: str) -> bool:
    """The index's own words for "nothing" of what was asked (first page only), or for "no such page"."""
    answer = reply.json()
    words = answer.get("message", answer.get("error")) if isinstance(answer, dict) else None
    if not isinstance(words, str):
        return False
    if reply.status == 404:
        sign, _, named = words.partition(": ")
        return page == 0 and sign == "No Captures found for" and _plain(named) == _plain(query)
    return page > 0 and words.startswith(f"Page {page} invalid")


def _plain(query: str) -> str:
    """Without its stars: the index (pywb) leaves them out, or names the kind of query behind it."""
    named = re.sub(r" \((domain|prefix|host|exact) query\)$", "", query)
    return unquote(named).removeprefix("*.").removesuffix("*").casefold()


def _capture(line: str, crawl: str) -> tuple[str, str]:
    """The address and the place of a capture of this crawl. Raises ``Unanswered``."""
    capture = read_json(line)
    url, file = (
        (capture.get("url"), capture.get("filename")) if isinstance(capture, dict) else (None, None)
    )
    if not isinstance(url, str) or not isinstance(file, str) or f"/{crawl}/" not in file:
        raise Unanswered(Failure.BAD_ANSWER, "a line of the index that is no capture of this crawl")
    place = next((place for place in PLACES if place in file), None)
    if place is None:
        raise Unanswered(Failure.BAD_ANSWER, "a capture in a place that is not known")
    return url, place
