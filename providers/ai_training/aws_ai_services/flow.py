"""AWS: does the organisation's effective policy opt out of all AI services? Read back, and attached."""

from optout.channels.api.judgement import not_proven
from optout.channels.api.reply import read_json
from optout.channels.api.visit import Visit
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.verdict import Verdict

from .organisation import Json, Organisation, Refused, listed
from .own_policy import find_or_make
from .policy import TYPE, left_open
from .signing import Keys

LISTING = "aws:organisation"
"""A person has one, whichever keys lead to it."""
_NO_KEYS = Outcome(
    Answer.PERSON, Failure.BY_HAND, detail="aws_access_key_id and aws_secret_access_key are not set"
)
_ANOTHERS = Outcome(
    Answer.PERSON,
    Failure.BY_HAND,
    detail="the keys are nobody's or another person's: aws_email has to be the first e-mail address of "
    "the person whose organisation they belong to",
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
        if isinstance(keys, Outcome):
            return keys
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
            visit.record(LISTING, {"email": owner})
        return visit.conclude(1, ())

    async def submit(self, visit: Visit) -> Outcome:
        keys = _keys(visit)
        if isinstance(keys, Outcome):
            return keys
        try:
            return await _attach(Organisation(visit, keys), visit)
        except Refused as refused:
            return refused.outcome


def _keys(visit: Visit) -> Keys | Outcome:
    """The keys, if they are said to be this person's: one organisation speaks for nobody else."""
    key_id, secret = visit.setting("aws_access_key_id"), visit.setting("aws_secret_access_key")
    if not key_id or not secret:
        return _NO_KEYS
    whose = (visit.setting("aws_email") or "").strip().casefold()
    if whose != (visit.facts.one("email") or "").casefold():
        return _ANOTHERS
    return Keys(key_id, secret, visit.setting("aws_session_token"))


async def _left_open(organisation: Organisation) -> str | None:
    """Of the account whose keys these are. Raises ``ValueError`` for what cannot be understood."""
    try:
        answer = await organisation.read("DescribeEffectivePolicy", PolicyType=TYPE)
    except Refused as refused:
        if refused.name == "EffectivePolicyNotFoundException":
            return "there is no such policy"
        raise
    effective = answer.get("EffectivePolicy")
    policy = effective if isinstance(effective, dict) else {}
    content = policy.get("PolicyContent")
    if not isinstance(content, str) or policy.get("PolicyType") != TYPE:
        raise ValueError("the answer holds no policy")
    return left_open(read_json(content))


async def _attach(organisation: Organisation, visit: Visit) -> Outcome:
    """Find or make the policy, and attach it to the root, where every account inherits it."""
    root = _only(await organisation.read("ListRoots"), "Roots")
    if not _is_enabled(root):
        if visit.setting("aws_enable_policy_type") != "yes":
            return _NOT_ENABLED
        await organisation.change("EnablePolicyType", RootId=root["Id"], PolicyType=TYPE)
    policy = await find_or_make(organisation)
    if isinstance(policy, Outcome):
        return policy
    try:
        await organisation.change("AttachPolicy", PolicyId=policy, TargetId=root["Id"])
    except Refused as refused:
        if refused.name != "DuplicatePolicyAttachmentException":
            raise
    return Outcome(Answer.DONE, sent=Sent.YES)


def _only(answer: Json, name: str) -> Json:
    """An organisation has one root."""
    found = listed(answer, name)
    if len(found) != 1 or "Id" not in found[0]:
        raise Refused(f"{name}: not exactly one")
    return found[0]


def _is_enabled(root: Json) -> bool:
    types = listed(root, "PolicyTypes")
    return any(one.get("Type") == TYPE and one.get("Status") == "ENABLED" for one in types)
