"""Trainspot: what does its register say that others may do with the person's sites and code?

Only the address, the method, the form of lines and the four words of the answer are known from its
documentation; the names of the fields are our reading of it. Whatever is not exactly as expected is
therefore no answer.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

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
        for question in asked[:QUESTIONS]:
            refused = await _ask(visit, question)
            if refused:
                return refused
        for question in asked[QUESTIONS:]:
            visit.look_up(
                question.meaning, question.value, Verdict.ERROR, failure=Failure.PARTIAL_ANSWER
            )
        over = not_proven(Failure.PARTIAL_ANSWER, "more things than one search asks for")
        return visit.conclude(len(asked), [over] if len(asked) > QUESTIONS else [])


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
    policy = answer.get("policy")
    if not isinstance(policy, str) or policy not in POLICIES:
        raise Unanswered(Failure.BAD_ANSWER, "a policy that is not known")
    return policy
