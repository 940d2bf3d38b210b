"""The Wayback Machine: does it show copies of the person's pages and images? Read from its index."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from optout.channels.api.judgement import not_proven, refuse, unexpected, verdict_of
from optout.channels.api.own_sites import Match, SiteQuestion, is_below, match, site_questions
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

INDEX = "https://web.archive.org/cdx/search/cdx"
SHOWN = "https://web.archive.org/web/*/"
FIELDS = ["timestamp", "original", "statuscode"]
ROWS, PAGES, QUESTIONS, CALLS = 500, 3, 8, 10
"""Ten calls with six seconds between them are what one attempt has time for."""
EXCLUDED = {
    "AdministrativeAccessControlException": "the archive, on request",
    "RobotAccessControlException": "robots.txt of the site",
}
IMAGE = "x-image-url"
STAMP = re.compile(r"\d{14}")


@dataclass(slots=True)
class Seen:
    """What the index shows for one question: captured addresses with the time of their first capture.

    ``excluded``: by what the archive shows nothing of it. ``doubt``: why it was not read completely.
    """

    pages: dict[str, str] = field(default_factory=dict, repr=False)
    excluded: str | None = None
    doubt: Outcome | None = None

    def shown(self, site: str | None) -> list[str]:
        return [page for page in self.pages if site is None or is_below(page, site)]

    def verdict(self, site: str | None) -> Verdict:
        if self.shown(site):
            return Verdict.PRESENT
        if self.doubt:
            return verdict_of(self.doubt)
        near = site is not None and match(self.pages, site) is Match.NEAR
        return Verdict.UNPROVEN if near else Verdict.ABSENT

    def failure(self, verdict: Verdict) -> Failure | None:
        """Why there is no proof, where there is none."""
        if verdict is Verdict.UNPROVEN and not self.doubt:
            return Failure.PARTIAL_ANSWER
        return self.doubt.failure if self.doubt and verdict is not Verdict.PRESENT else None


class Flow:
    """Found: the index lists captures. Absent: it lists none, or says by which exclusion it shows none.

    All of a person's own addresses are one matter, because one letter asks for all of them. Images on
    other people's sites are looked up and told, but they are no part of it: they are not the person's
    to exclude.
    """

    async def search(self, visit: Visit) -> Outcome:
        asked = tuple(site_questions(visit.facts, images=True))
        questions = tuple(question for question in asked if question)
        if not asked or None in asked:
            detail = "needs an own page or domain, the host's name in ASCII letters (xn--)"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        reading = Reading(visit, SHOWN + questions[0].query)
        doubts = [await reading.look(question) for question in questions[:QUESTIONS]]
        open_still = [doubt for doubt in doubts if doubt]
        if len(questions) > QUESTIONS:
            open_still.append(_partly("more addresses than one search asks for"))
        if questions[0].meaning == IMAGE:
            detail = "there is no own page or domain: images elsewhere can only be looked up"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        return visit.conclude(len(doubts), open_still)


class Reading:
    """Reads the index within the calls that one attempt may make. ``matter`` is the listing's key."""

    def __init__(self, visit: Visit, matter: str) -> None:
        self._visit = visit
        self._matter = matter
        self._calls = 0

    async def look(self, question: SiteQuestion) -> Outcome | None:
        """Read one question to its end, and note it for each own thing that it is about."""
        seen = Seen()
        try:
            seen.doubt = await self._read(question, seen)
        except Unanswered as error:
            seen.doubt = not_proven(error.failure, error.detail)
            raise
        finally:
            self._note(question, seen)
        return seen.doubt

    async def _read(self, question: SiteQuestion, seen: Seen) -> Outcome | None:
        key: str | None = ""
        for _ in range(PAGES):
            if self._calls >= CALLS:
                return _partly("more calls than one attempt has time for")
            reply = await self._ask(question, key or "")
            seen.excluded = excluded_by(reply)
            if seen.excluded:
                return None
            if reply.status != 200 or refuse(reply):
                return unexpected(reply)
            pages, key = captures(reply.json())
            _check_asked_for(question, pages)
            seen.pages |= {page: at for page, at in pages.items() if page not in seen.pages}
            if key is None:
                return None
        return _partly("more captured pages than one search reads")

    async def _ask(self, question: SiteQuestion, key: str) -> Reply:
        self._calls += 1
        params = {
            "url": question.query,
            "output": "json",
            "fl": ",".join(FIELDS),
            "collapse": "urlkey",
            "limit": str(ROWS),
            "showResumeKey": "true",
        }
        more = {"resumeKey": key} if key else {}
        return await self._visit.get(INDEX, params | more, telling={question.meaning: question.value})

    def _note(self, question: SiteQuestion, seen: Seen) -> None:
        if seen.pages and question.meaning != IMAGE:
            self._visit.record(self._matter, {"url": question.page})
        whole = (question.meaning, question.value, None)
        for meaning, value, site in (whole, *((*one, one[1]) for one in question.covers)):
            shown, verdict = seen.shown(site), seen.verdict(site)
            self._visit.look_up(
                meaning,
                value,
                verdict,
                failure=seen.failure(verdict),
                pages=len(shown),
                first_capture=min((seen.pages[page] for page in shown), default=None),
                seen_at=SHOWN + shown[0] if shown else None,
                excluded=seen.excluded is not None,
                **({"excluded_by": seen.excluded, "means": "not shown"} if seen.excluded else {}),
            )


def excluded_by(reply: Reply) -> str | None:
    """By what the archive says that it shows nothing of it; None where it does not say so.

    Its header and its body say the same (seen in public reports since 2020); a 403 that says anything
    else is a refusal to answer us.
    """
    said = (reply.header("x-archive-wayback-runtime-error") or "").strip()
    if reply.status != 403 or not said or reply.text().strip() != said:
        return None
    return next((words for name, words in EXCLUDED.items() if f".{name}:" in f".{said}"), None)


def captures(answer: object) -> tuple[dict[str, str], str | None]:
    """Captured address to the time of its first capture, and where to go on (None: that was all).

    ``[]`` is the index's way to say that there are none. Raises ``Unanswered`` for any other shape.
    """
    if answer == []:
        return {}, None
    if not isinstance(answer, list) or answer[0] != FIELDS:
        raise Unanswered(Failure.BAD_ANSWER, "the answer is no list of captures")
    rows, key = _without_key(answer[1:])
    if not rows:
        raise Unanswered(Failure.BAD_ANSWER, "a list of captures without any")
    pages: dict[str, str] = {}
    for row in rows:
        at, original = _capture(row)
        pages.setdefault(original, at)
    return pages, key


def _without_key(rows: Sequence[object]) -> tuple[Sequence[object], str | None]:
    """An empty row stands before the key with which the reading goes on."""
    if len(rows) < 2 or rows[-2] != []:
        return rows, None
    match rows[-1]:
        case [str(key)] if key:
            return rows[:-2], key
    raise Unanswered(Failure.BAD_ANSWER, "a key to go on with that is none")


def _capture(row: object) -> tuple[str, str]:
    match row:
        case [str(at), str(original), str()] if STAMP.fullmatch(at) and "://" in original:
            return at, original
    raise Unanswered(Failure.BAD_ANSWER, "a row that is no capture")


def _check_asked_for(question: SiteQuestion, pages: dict[str, str]) -> None:
    own = (urlsplit(question.page).hostname or "").removeprefix("www.")
    hosts = {urlsplit(page).hostname or "" for page in pages}
    if any(host != own and not host.endswith(f".{own}") for host in hosts):
        raise Unanswered(Failure.BAD_ANSWER, "captures of another site than asked for")


def _partly(detail: str) -> Outcome:
    return not_proven(Failure.PARTIAL_ANSWER, detail)
