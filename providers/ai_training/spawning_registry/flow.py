"""Spawning: is every image of the person marked "do not train"? Read back from its query interface."""

from collections.abc import Sequence

from optout.channels.api.judgement import refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

QUERY = "https://opts-api.spawningaiapi.com/api/v2/query/urls/"
PER_CALL = 10_000


class Flow:
    """Found: the addresses that are not opted out. Absent: the registry says that none is left."""

    async def search(self, visit: Visit) -> Outcome:
        key = visit.setting("spawning_api_key")
        if key is None:
            detail = "the setting spawning_api_key is not set"
            return Outcome(Answer.PERSON, Failure.SETTING_MISSING, detail=detail)
        images = visit.facts.every("x-image-url")
        if any(sign.isspace() for image in images for sign in image):
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="an image address holds a blank")
        for start in range(0, len(images), PER_CALL):
            refused = await _look(visit, key, images[start : start + PER_CALL])
            if refused:
                return refused
        return visit.conclude(len(images), ())


async def _look(visit: Visit, key: str, images: Sequence[str]) -> Outcome | None:
    """Record the unprotected ones among at most 10 000 images; an outcome if there is no answer."""
    body = "\n".join(_padded(images)).encode()
    headers = {"Authorization": f"API {key}", "Content-Type": "text/plain"}
    reply = await visit.post(QUERY, body, headers, telling={"x-image-url": images})
    if reply.status in (401, 403):
        detail = f"status {reply.status}: the key was not accepted"
        return Outcome(Answer.PERSON, Failure.NOT_AUTHORISED, detail=detail)
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    for image, protected in zip(images, _opted_out(reply, images), strict=True):
        verdict = Verdict.ABSENT if protected else Verdict.PRESENT
        visit.look_up("x-image-url", image, verdict, opted_out=protected)
        if not protected:
            visit.record(image, {"x-image-url": image})
    return None


def _padded(images: Sequence[str]) -> Sequence[str]:
    """The interface wants more than one line, so a single address is followed by an empty one."""
    return (*images, "") if len(images) == 1 else images


def _opted_out(reply: Reply, images: Sequence[str]) -> list[bool]:
    """One answer per image, in the order asked; anything else raises ``Unanswered``."""
    answer = reply.json()
    entries = answer.get("urls") if isinstance(answer, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not a list of addresses")
    told = [entry.get("url") for entry in entries]
    if told not in (list(images), list(_padded(images))):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is about other addresses than asked")
    marks = [entry.get("optOut") for entry in entries[: len(images)]]
    if not all(isinstance(mark, bool) for mark in marks):
        raise Unanswered(Failure.BAD_ANSWER, "an address without a yes or no")
    return [mark is True for mark in marks]
