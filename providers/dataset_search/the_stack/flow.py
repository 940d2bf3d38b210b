"""The Stack: is code of the person's in the data set? And the issue that asks for it to be left out."""

import json
from collections.abc import Sequence

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.verdict import Verdict

from .answer import Listing, event_of, listing_in
from .issue import TITLE, body_of, things_of

LOOK_UP = "https://huggingfacecode-in-the-stack.hf.space/gradio_api/call/check_username"
PAGE = "https://huggingface.co/spaces/HuggingFaceCode/in-the-stack"
GITHUB = "https://api.github.com"
ISSUES = f"{GITHUB}/repos/bigcode-project/opt-out-v2/issues"
EDITION = "the-stack-v3"
OWNERS = 12


class Flow:
    """Found: an account with code in the data set. Absent: the project's own look-up says no to each."""

    async def search(self, visit: Visit) -> Outcome:
        owners = _owners(visit.facts)
        if not owners or len(owners) > OWNERS:
            detail = f"needs a GitHub account or repository of yours, of at most {OWNERS} accounts"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        doubts = [doubt for owner in owners if (doubt := await _look(visit, owner))]
        return visit.conclude(len(owners), doubts)

    async def submit(self, visit: Visit) -> Outcome:
        """Files the issue with the person's token, from the account that owns all it names."""
        token = visit.setting("github_token")
        if token is None:
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail="the setting github_token is not set")
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
        account = await visit.get(f"{GITHUB}/user", headers=headers, private=True)
        if account.status != 200 or refuse(account):
            return unexpected(account)
        if any(owner.casefold() != _login(account).casefold() for owner in _owners(visit.facts)):
            detail = "the token is of another account than the one that owns the code"
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail=detail)
        content = json.dumps({"title": TITLE, "body": body_of(visit.facts)}).encode()
        filed = await visit.post(
            ISSUES, content, {**headers, "Content-Type": "application/json"}, things_of(visit.facts)
        )
        return _filed(filed)


def _owners(facts: Facts) -> Sequence[str]:
    """The accounts, and those that own the repositories, each once."""
    names = (*facts.every("x-github-account"), *_of_repositories(facts))
    return list({name.casefold(): name for name in reversed(names)}.values())[::-1]


def _of_repositories(facts: Facts) -> Sequence[str]:
    return [name.partition("/")[0] for name in facts.every("x-repository")]


async def _look(visit: Visit, owner: str) -> Outcome | None:
    """Ask for one account, in small letters as well before a "no" is believed; note what is about it."""
    spellings = dict.fromkeys((owner, owner.lower()))
    listing = None
    for spelling in spellings:
        reply = await _ask(visit, owner, spelling)
        if isinstance(reply, Outcome):
            return reply
        listing = listing_in(reply, owner)
        if listing.repositories:
            break
    return await _note(visit, owner, listing) if listing else None


async def _ask(visit: Visit, owner: str, spelling: str) -> str | Outcome:
    """The stream with the answer, fetched by the ticket that the question brings."""
    telling = _telling(visit.facts, owner)
    body = json.dumps({"data": [spelling]}).encode()
    ticket = await visit.post(LOOK_UP, body, {"Content-Type": "application/json"}, telling)
    if ticket.status != 200 or refuse(ticket):
        return unexpected(ticket)
    reply = await visit.get(f"{LOOK_UP}/{event_of(ticket)}", headers={"Accept": "text/event-stream"})
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    return reply.text()


def _telling(facts: Facts, owner: str) -> dict[str, list[str]]:
    """The account is told; of a repository only where no account of the profile says it already."""
    accounts = [one for one in facts.every("x-github-account") if one.casefold() == owner.casefold()]
    if accounts:
        return {"x-github-account": accounts}
    theirs = (one for one in facts.every("x-repository") if _is_of(one, owner))
    return {"x-repository": list(theirs)[:1]}


def _is_of(repository: str, owner: str) -> bool:
    return repository.partition("/")[0].casefold() == owner.casefold()


async def _note(visit: Visit, owner: str, listing: Listing) -> Outcome | None:
    """Note the account and its repositories; an outcome where one of them is not known for certain."""
    visit.edition = listing.edition or EDITION
    issue, state = await _issue(visit, owner) if listing.repositories else (None, None)
    verdict = Verdict.PRESENT if listing.repositories else Verdict.ABSENT
    for account in _telling(visit.facts, owner).get("x-github-account", ()):
        visit.look_up(
            "x-github-account",
            account,
            verdict,
            edition=visit.edition,
            repositories=len(listing.repositories),
            issue=issue,
            issue_state=state,
        )
        if listing.repositories:
            visit.record(PAGE, {"x-github-account": account})
    return _note_repositories(visit, owner, listing)


def _note_repositories(visit: Visit, owner: str, listing: Listing) -> Outcome | None:
    in_it = {name.casefold() for name in listing.repositories}
    doubt = None
    for name in visit.facts.every("x-repository"):
        if not _is_of(name, owner):
            continue
        if name.casefold() in in_it:
            visit.look_up("x-repository", name, Verdict.PRESENT, edition=visit.edition)
            visit.record(PAGE, {"x-repository": name})
        elif listing.is_whole:
            visit.look_up("x-repository", name, Verdict.ABSENT, edition=visit.edition)
        else:
            doubt = not_proven(Failure.PARTIAL_ANSWER, "a list that may not be whole")
            failure = Failure.PARTIAL_ANSWER
            visit.look_up("x-repository", name, Verdict.UNPROVEN, edition=visit.edition, failure=failure)
    return doubt


async def _issue(visit: Visit, owner: str) -> tuple[int | None, str | None]:
    """The number and state of the newest request, for the person's eyes: no verdict follows from it."""
    if visit.action is not Action.RECHECK:
        return None, None
    params = {"creator": owner, "state": "all", "per_page": "20"}
    reply = await visit.get(ISSUES, params, telling=_telling(visit.facts, owner))
    issues = reply.json() if reply.status == 200 and not refuse(reply) else None
    newest = issues[0] if isinstance(issues, list) and issues else None
    number, state = (newest.get("number"), newest.get("state")) if isinstance(newest, dict) else (0, "")
    if type(number) is not int or state not in ("open", "closed"):
        return None, "not read"
    return number, state


def _login(reply: Reply) -> str:
    account = reply.json()
    login = account.get("login") if isinstance(account, dict) else None
    if not isinstance(login, str) or not login:
        raise Unanswered(Failure.BAD_ANSWER, "an account without a name")
    return login


def _filed(reply: Reply) -> Outcome:
    """Filed only where GitHub gives the issue's number; what is no plain refusal is doubtful."""
    if reply.status >= 500:
        detail = f"status {reply.status}"
        return Outcome(Answer.UNREACHABLE, Failure.SERVER_ERROR, detail=detail, sent=Sent.MAYBE)
    if reply.status != 201:
        return unexpected(reply)
    try:
        issue = reply.json()
    except Unanswered as unread:
        raise Unanswered(unread.failure, unread.detail, Sent.MAYBE) from None
    if not isinstance(issue, dict) or type(issue.get("number")) is not int:
        raise Unanswered(Failure.BAD_ANSWER, "an issue without a number", Sent.MAYBE)
    return Outcome(Answer.DONE, detail=f"issue {issue['number']}", sent=Sent.YES)
