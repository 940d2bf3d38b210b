"""AWS: does the organisation's effective policy opt out of all AI services? Read back, and attached."""

from optout.channels.api.judgement import not_proven
from optout.channels.api.reply import read_json
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.verdict import Verdict

from .organisation import Json, Organisation, Refused
from .policy import CONTENT, NAME, TYPE, left_open
from .signing import Keys

_NO_KEYS = Outcome(
    Answer.PERSON, Failure.BY_HAND, detail="aws_access_key_id and aws_secret_access_key are not set"
)
_NOT_ENABLED = Outcome(
    Answer.PERSON,
    Failure.BY_HAND,
    detail="the policy type is not enabled; aws_enable_policy_type = 'yes' lets optout enable it",
)


class Flow:
    """Found: the organisation leaves a service open. Absent: the effective policy opts out of all."""

    async def search(self, visit: Visit) -> Outcome:
        keys = _keys(visit)
        if keys is None:
            return _NO_KEYS
        try:
            open_one = await _left_open(Organisation(visit, keys))
        except Refused as refused:
            return refused.outcome
        except ValueError as error:
            return not_proven(Failure.BAD_ANSWER, str(error))
        owner = visit.facts.one("email") or ""
        verdict = Verdict.PRESENT if open_one else Verdict.ABSENT
        visit.look_up("email", owner, verdict, opted_out=not open_one, why=open_one)
        if open_one:
            visit.record(f"aws:{keys.key_id}", {"email": owner})
        return visit.conclude(1, ())

    async def submit(self, visit: Visit) -> Outcome:
        keys = _keys(visit)
        if keys is None:
            return _NO_KEYS
        try:
            return await _attach(Organisation(visit, keys), visit)
        except Refused as refused:
            return refused.outcome


def _keys(visit: Visit) -> Keys | None:
    key_id, secret = visit.setting("aws_access_key_id"), visit.setting("aws_secret_access_key")
    return Keys(key_id, secret, visit.setting("aws_session_token")) if key_id and secret else None


async def _left_open(organisation: Organisation) -> str | None:
    """Of the account whose keys these are. Raises ``ValueError`` for what cannot be understood."""
    try:
        answer = await organisation.read("DescribeEffectivePolicy", PolicyType=TYPE)
    except Refused as refused:
        if refused.name == "EffectivePolicyNotFoundException":
            return "there is no such policy"
        raise
    effective = answer.get("EffectivePolicy")
    content = effective.get("PolicyContent") if isinstance(effective, dict) else None
    if not isinstance(content, str):
        raise ValueError("the answer holds no policy")
    return left_open(read_json(content))


async def _attach(organisation: Organisation, visit: Visit) -> Outcome:
    """Find or make the policy, and attach it to the root, where every account inherits it."""
    root = _only(await organisation.read("ListRoots"), "Roots")
    if not _is_enabled(root):
        if visit.setting("aws_enable_policy_type") != "yes":
            return _NOT_ENABLED
        await organisation.change("EnablePolicyType", RootId=root["Id"], PolicyType=TYPE)
    policy = await _policy(organisation)
    try:
        await organisation.change("AttachPolicy", PolicyId=policy, TargetId=root["Id"])
    except Refused as refused:
        if refused.name != "DuplicatePolicyAttachmentException":
            raise
    return Outcome(Answer.DONE, sent=Sent.YES)


async def _policy(organisation: Organisation) -> object:
    """The id of the policy of our name; made where there is none."""
    known = _list(await organisation.read("ListPolicies", Filter=TYPE), "Policies")
    named = [one["Id"] for one in known if one.get("Name") == NAME and "Id" in one]
    if named:
        return named[0]
    words = "Opts out of the use of content by AWS's AI services"
    made = await organisation.change(
        "CreatePolicy", Name=NAME, Description=words, Type=TYPE, Content=CONTENT
    )
    policy = made.get("Policy")
    summary = policy.get("PolicySummary") if isinstance(policy, dict) else None
    if not isinstance(summary, dict) or "Id" not in summary:
        raise Unanswered(Failure.BAD_ANSWER, "no policy came of it", Sent.MAYBE)
    return summary["Id"]


def _only(answer: Json, name: str) -> Json:
    """An organisation has one root."""
    found = _list(answer, name)
    if len(found) != 1 or "Id" not in found[0]:
        raise Refused(f"{name}: not exactly one")
    return found[0]


def _list(answer: Json, name: str) -> list[Json]:
    found = answer.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_enabled(root: Json) -> bool:
    types = _list(root, "PolicyTypes")
    return any(one.get("Type") == TYPE and one.get("Status") == "ENABLED" for one in types)
