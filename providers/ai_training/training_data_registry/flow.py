"""Training Data Registry: is each address of the person's registered there as not for training?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from optout.channels.api.judgement import not_proven, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

CHECK = "https://trainingdataregistry.org/api/v1/check"
QUERIES = 40
"""In one attempt: a key has a thousand a month, and every address asked for is one."""

_REFUSALS = (Failure.NOT_AUTHORISED, Failure.FORBIDDEN, Failure.RATE_LIMITED)
OVER = not_proven(Failure.PARTIAL_ANSWER, "more addresses than one search asks for")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing, how it is asked for, and the own address it stands for."""

    meaning: str
    value: str = field(repr=False)
    parameter: str
    page: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"{CHECK}/domain" if self.parameter == "domain" else CHECK


class Flow:
    """Found: what is not registered, or registered as free for training. Absent: no such thing."""

    async def search(self, visit: Visit) -> Outcome:
        key = visit.setting("tdr_api_key")
        if key is None:
            detail = "the setting tdr_api_key is not set"
            return Outcome(Answer.PERSON, Failure.SETTING_MISSING, detail=detail)
        asked = list(questions(visit.facts))
        if not asked:
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="needs an own page or image")
        doubts: list[Outcome] = []
        for question in asked[:QUERIES]:
            doubt = _stopping(doubts) or await _looked(visit, key, question)
            if doubt:
                doubts.append(doubt)
                _note_open(visit, question, doubt)
        for question in asked[QUERIES:]:
            _note_open(visit, question, OVER)
        doubts += [OVER] if len(asked) > QUERIES else []
        return visit.conclude(len(asked), doubts)


def _stopping(doubts: list[Outcome]) -> Outcome | None:
    """The doubt after which no more is asked: they refuse us, and would refuse us again."""
    return next((one for one in doubts if one.failure in _REFUSALS), None)


async def _looked(visit: Visit, key: str, question: Question) -> Outcome | None:
    """What was found of the others stays found, whatever one answer is."""
    try:
        return await _ask(visit, key, question)
    except Unanswered as error:
        return replace(not_proven(error.failure, error.detail), wait_s=error.wait_s)


def _note_open(visit: Visit, question: Question, doubt: Outcome) -> None:
    verdict = Verdict.BLOCKED if doubt.answer is Answer.BLOCKED else Verdict.ERROR
    visit.look_up(question.meaning, question.value, verdict, failure=doubt.failure)


def questions(facts: Facts) -> Iterator[Question]:
    """Own domains first, because a domain that is registered covers what lies on it."""
    sites = facts.every("url")
    for domain in facts.every("x-domain"):
        site = next((site for site in sites if _is_whole(site, domain)), None)
        if site is not None:
            yield Question("x-domain", domain, "domain", site)
    for meaning in ("url", "x-image-url"):
        yield from (Question(meaning, value, "url", value) for value in facts.every(meaning))


def _is_whole(site: str, domain: str) -> bool:
    """Whether the site is the whole of the domain: on a shared host only a page is the person's."""
    parts = urlsplit(site)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host == domain and parts.path in ("", "/") and not parts.query


async def _ask(visit: Visit, key: str, question: Question) -> Outcome | None:
    """Note what the registry says of one thing; an outcome if it gives no answer."""
    params, telling = {question.parameter: question.value}, {question.meaning: question.value}
    reply = await visit.get(question.address, params, {"X-API-Key": key}, telling)
    if reply.status in (401, 403):
        detail = f"status {reply.status}: the key was not accepted"
        return Outcome(Answer.PERSON, Failure.NOT_AUTHORISED, detail=detail)
    if reply.status != 200:
        return unexpected(reply)
    answer = _read(reply, question)
    protected = answer["registered"] is True and answer["allow_training"] is False
    visit.look_up(
        question.meaning,
        question.value,
        Verdict.ABSENT if protected else Verdict.PRESENT,
        opted_out=protected,
        registered=answer["registered"] is True,
    )
    if not protected:
        field_of = "x-image-url" if question.meaning == "x-image-url" else "url"
        visit.record(question.value, {field_of: question.page})
    return None


def _read(reply: Reply, question: Question) -> Mapping[str, object]:
    """The answer where it is one, about what was asked; anything else raises ``Unanswered``."""
    answer = reply.json()
    if not isinstance(answer, dict) or not isinstance(answer.get("registered"), bool):
        raise Unanswered(Failure.BAD_ANSWER, "the answer says neither yes nor no")
    if answer["registered"] and not isinstance(answer.get("allow_training"), bool):
        raise Unanswered(Failure.BAD_ANSWER, "registered, without a word about training")
    if answer["registered"] and not _is_about(answer, question):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is about another address than asked")
    return answer


def _is_about(answer: Mapping[str, object], question: Question) -> bool:
    """An entry for the address itself names it; one for its domain names something on that domain."""
    told = answer.get("url", answer.get("domain"))
    if not isinstance(told, str):
        return False
    if answer.get("source") == "url" and question.parameter == "url":
        return _normal(told) == _normal(question.value)
    return answer.get("source") == "domain" and _covers(_host(told), _host(question.page))


def _covers(domain: str, host: str) -> bool:
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _host(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        return (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def _normal(address: str) -> str:
    """As the registry writes addresses: scheme in small letters, no fragment, no slash at the end."""
    scheme, colon, rest = address.partition("#")[0].partition("://")
    return f"{scheme.lower()}{colon}{rest.rstrip('/')}"
