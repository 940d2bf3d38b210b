"""The policy of our name in the organisation: found and read, or made."""

from optout.channels.api.judgement import not_proven
from optout.channels.api.reply import read_json
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

from .organisation import Organisation, listed
from .policy import CONTENT, NAME, TYPE

PAGES = 20
_OTHER = Outcome(
    Answer.PERSON,
    Failure.BY_HAND,
    detail=f"there is a policy {NAME} that says something else: rename it, or attach the right one",
)


async def find_or_make(organisation: Organisation) -> str | Outcome:
    """Its id; an outcome where the policy of that name is not ours, or the list has no end."""
    token: object = None
    for _ in range(PAGES):
        more = {"NextToken": token} if token else {}
        answer = await organisation.read("ListPolicies", Filter=TYPE, **more)
        for one in listed(answer, "Policies"):
            if one.get("Name") == NAME and isinstance(one.get("Id"), str):
                return await _if_ours(organisation, str(one["Id"]))
        token = answer.get("NextToken")
        if not token:
            return await _made(organisation)
    return not_proven(Failure.PARTIAL_ANSWER, "a list of policies that does not end")


async def _if_ours(organisation: Organisation, policy: str) -> str | Outcome:
    """Nothing is attached unread."""
    answer = (await organisation.read("DescribePolicy", PolicyId=policy)).get("Policy")
    content = answer.get("Content") if isinstance(answer, dict) else None
    if not isinstance(content, str):
        return not_proven(Failure.BAD_ANSWER, "a policy without content")
    return policy if read_json(content) == read_json(CONTENT) else _OTHER


async def _made(organisation: Organisation) -> str:
    words = "Opts out of the use of content by AWS's AI services"
    made = await organisation.change(
        "CreatePolicy", Name=NAME, Description=words, Type=TYPE, Content=CONTENT
    )
    policy = made.get("Policy")
    summary = policy.get("PolicySummary") if isinstance(policy, dict) else None
    if not isinstance(summary, dict) or not isinstance(summary.get("Id"), str):
        raise Unanswered(Failure.BAD_ANSWER, "no policy came of it", Sent.MAYBE)
    return str(summary["Id"])
