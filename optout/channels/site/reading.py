"""Is the wish really served? Decided for each domain of the person's own, from what anybody sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optout.channels.attempt import Capture, LookedUp, Record
from optout.channels.site.own_domains import OwnDomain
from optout.channels.site.served import Look, Served
from optout.channels.site.wishes import Wish
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

_VERDICTS = {
    Failure.FORBIDDEN: Verdict.BLOCKED,
    Failure.NOT_AUTHORISED: Verdict.BLOCKED,
    Failure.FACT_MISSING: Verdict.UNPROVEN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one thing came to: ``why`` it is unprotected, or that there was no answer."""

    why: str = ""
    failure: Failure | None = None
    seen_at: str = field(default="", repr=False)
    wait_s: int | None = None

    @property
    def protected(self) -> bool:
        return self.failure is None and not self.why

    @property
    def is_open(self) -> bool:
        """Whether it was seen to be unprotected."""
        return self.failure is None and bool(self.why)

    @property
    def verdict(self) -> Verdict:
        if self.failure is not None:
            return _VERDICTS.get(self.failure, Verdict.ERROR)
        return Verdict.PRESENT if self.why else Verdict.ABSENT


_NOT_HTTPS = Finding("only https is looked at; name the page's https address", Failure.FACT_MISSING)


async def of_domain(look: Look, domain: OwnDomain, wishes: Sequence[Wish]) -> Finding:
    """The first thing that leaves the domain open; else the first that is not known; else protected.

    A host that nobody has named counts as not there where no such name exists.
    """
    found = [
        _judged(wish, await look.file(f"{origin}/{wish.file}"))
        for origin in domain.origins
        for wish in wishes
    ]
    for origin in domain.besides:
        found += await _besides(look, origin, wishes)
    return heaviest([*found, *([_NOT_HTTPS] if domain.unread and not domain.origins else [])])


async def _besides(look: Look, origin: str, wishes: Sequence[Wish]) -> list[Finding]:
    found = []
    for wish in wishes:
        served = await look.file(f"{origin}/{wish.file}")
        if served.no_such_host:
            break
        found.append(_judged(wish, served))
    return found


def heaviest(found: Sequence[Finding]) -> Finding:
    """What is open outweighs what is unknown, and that what is protected."""
    open_ones = (one for one in found if one.is_open)
    unknown = (one for one in found if one.failure is not None)
    return next(open_ones, None) or next(unknown, None) or Finding()


def _judged(wish: Wish, served: Served) -> Finding:
    if served.failure is not None:
        return Finding(served.why, served.failure, served.url, served.wait_s)
    if served.text is None:
        return Finding(f"{wish.file} is not there", seen_at=served.url)
    return Finding(wish.lacks(served.text) or "", seen_at=served.url)


def note_domain(capture: Capture, domain: OwnDomain, finding: Finding) -> None:
    """Keep what was looked up: the domain as far as it was read, and what of it was not."""
    where = ", ".join((*domain.origins, *domain.besides))
    note(capture, domain.meaning, domain.thing, finding, looked_at=where or None)
    for page in domain.unread:
        note(capture, "url", page, _NOT_HTTPS)


def note(
    capture: Capture, meaning: str, thing: str, finding: Finding, looked_at: str | None = None
) -> None:
    """Keep what was looked up. Of a wish, *present* means that the thing is there without it."""
    detail: dict[str, str | int | bool | None] = {"opted_out": finding.protected}
    if looked_at:
        detail["looked_at"] = looked_at
    if finding.why:
        detail |= {"why": finding.why, "seen_at": finding.seen_at or None}
    look = LookedUp(meaning, thing, finding.verdict, failure=finding.failure, detail=detail)
    capture.looked_up.append(look)


def record(capture: Capture, page: str, fields: Mapping[str, str]) -> None:
    """Note that something is unprotected, as a listing that is surely the person's own."""
    capture.records.append(Record(page, fields))


def concluded(findings: Sequence[Finding]) -> Outcome:
    """Found: something is unprotected. Absent: nothing is left that is. Else the first doubt."""
    doubts = [one for one in findings if one.failure is not None]
    if any(one.is_open for one in findings):
        return Outcome(Answer.DONE, complete=not doubts)
    if doubts:
        blocked = doubts[0].verdict == Verdict.BLOCKED
        answer = Answer.BLOCKED if blocked else Answer.UNREACHABLE
        answer = Answer.PERSON if doubts[0].failure is Failure.FACT_MISSING else answer
        wait_s = doubts[0].wait_s
        return Outcome(answer, doubts[0].failure, detail=doubts[0].why, wait_s=wait_s)
    return Outcome(Answer.ABSENT)
