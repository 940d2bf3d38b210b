"""Trainspot: what does its register say that others may do with the person's sites and code?

Only the address, the method, the form of lines and the four words of the answer are known from its
documentation; the names of the fields are our reading of it. Whatever is not exactly as expected is
therefore no answer.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply, read_json
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

POLICY = "https://api.trainspot.ai/policy"
HEADERS = {"Content-Type": "application/jsonl"}
POLICIES = ("open", "blocked", "licensable", "not set")
QUESTIONS = 40

_REFUSALS = (Failure.NOT_AUTHORISED, Failure.FORBIDDEN, Failure.RATE_LIMITED)
OVER = not_proven(Failure.PARTIAL_ANSWER, "more things than one search asks for")


@dataclass(frozen=True, slots=True)
class Question:
    """One own thing, and the address by which it is asked for."""

    meaning: str
    value: str = field(repr=False)
    kind: str
    url: str = field(repr=False)


class Flow:
    """Found: what is not blocked. Absent: everything that was asked for is."""

    async def search(self, visit: Visit) -> Outcome:
        asked = list(questions(visit.facts))
        if not asked:
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="needs an own page or repository")
        doubts: list[Outcome] = []
        for question in asked[:QUESTIONS]:
            doubt = _stopping(doubts) or await _looked(visit, question)
            if doubt:
                doubts.append(doubt)
                _note_open(visit, question, doubt)
        for question in asked[QUESTIONS:]:
            _note_open(visit, question, OVER)
        doubts += [OVER] if len(asked) > QUESTIONS else []
        return visit.conclude(len(asked), doubts)


def _stopping(doubts: list[Outcome]) -> Outcome | None:
    """The doubt after which no more is asked: they refuse us, and would refuse us again."""
    return next((one for one in doubts if one.failure in _REFUSALS), None)


async def _looked(visit: Visit, question: Question) -> Outcome | None:
    """What was found of the others stays found, whatever one answer is."""
    try:
        return await _ask(visit, question)
    except Unanswered as error:
        return replace(not_proven(error.failure, error.detail), wait_s=error.wait_s)


def _note_open(visit: Visit, question: Question, doubt: Outcome) -> None:
    verdict = Verdict.BLOCKED if doubt.answer is Answer.BLOCKED else Verdict.ERROR
    visit.look_up(question.meaning, question.value, verdict, failure=doubt.failure)


def questions(facts: Facts) -> Iterator[Question]:
    for site in facts.every("url"):
        yield Question("url", site, "website", site)
    for name in facts.every("x-repository"):
        yield Question("x-repository", name, "github", f"https://github.com/{name}")


async def _ask(visit: Visit, question: Question) -> Outcome | None:
    """One call for each thing, so that no answer can be taken for another's."""
    line = json.dumps({"type": question.kind, "url": question.url}) + "\n"
    reply = await visit.post(POLICY, line.encode(), HEADERS, {question.meaning: question.value})
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    policy = _policy(reply, question)
    blocked = policy == "blocked"
    verdict = Verdict.ABSENT if blocked else Verdict.PRESENT
    visit.look_up(question.meaning, question.value, verdict, opted_out=blocked, policy=policy)
    if not blocked:
        visit.record(question.url, {question.meaning: question.value})
    return None


def _policy(reply: Reply, question: Question) -> str:
    """One of the four words, about what was asked; anything else raises ``Unanswered``."""
    lines = [line for line in reply.text().splitlines() if line.strip()]
    if len(lines) != 1:
        raise Unanswered(Failure.BAD_ANSWER, f"{len(lines)} lines for one question")
    answer = read_json(lines[0])
    if not isinstance(answer, dict) or answer.get("url") != question.url:
        raise Unanswered(Failure.BAD_ANSWER, "the answer does not say what it is about")
    if answer.get("type") != question.kind:
        raise Unanswered(Failure.BAD_ANSWER, "the answer is about another kind of thing")
    policy = answer.get("policy")
    if not isinstance(policy, str) or policy not in POLICIES:
        raise Unanswered(Failure.BAD_ANSWER, "a policy that is not known")
    return policy
