"""YouTube: may others train on the person's videos? Read from its public interface, video by video."""

from collections.abc import Sequence

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome
from optout.requests.verdict import Verdict

TRAINABILITY = "https://youtube.googleapis.com/youtube/v3/videoTrainability"
KIND = "youtube#videoTrainability"
VIDEOS = 60
"""In one attempt, which has two minutes."""


class Flow:
    """Found: the videos on which somebody may train. Absent: nobody may, on any of them."""

    async def search(self, visit: Visit) -> Outcome:
        videos = visit.facts.every("x-video-id")
        doubts = []
        for video in videos[:VIDEOS]:
            doubt = await _look(visit, video)
            if doubt:
                doubts.append(doubt)
        for video in videos[VIDEOS:]:
            visit.look_up("x-video-id", video, Verdict.ERROR, failure=Failure.PARTIAL_ANSWER)
        if len(videos) > VIDEOS:
            doubts.append(not_proven(Failure.PARTIAL_ANSWER, "more videos than one search asks for"))
        return visit.conclude(len(videos), doubts)


async def _look(visit: Visit, video: str) -> Outcome | None:
    """Note what is permitted for one video; an outcome where nothing is known about it."""
    reply = await visit.get(TRAINABILITY, {"id": video}, telling={"x-video-id": video})
    if reply.status != 200 or refuse(reply):
        outcome = unexpected(reply)
        visit.look_up("x-video-id", video, Verdict.ERROR, failure=outcome.failure, status=reply.status)
        return outcome
    permitted = _permitted(reply, video)
    protected = permitted == ["none"]
    verdict = Verdict.ABSENT if protected else Verdict.PRESENT
    words = permitted[0] if len(permitted) == 1 else f"{len(permitted)} parties"
    visit.look_up("x-video-id", video, verdict, opted_out=protected, permitted=words[:100])
    if not protected:
        visit.record(f"https://www.youtube.com/watch?v={video}", {"x-video-id": video})
    return None


def _permitted(reply: Reply, video: str) -> Sequence[str]:
    """Who may train on this video, "all" and "none" in small letters; else ``Unanswered``."""
    answer = reply.json()
    if not isinstance(answer, dict) or (answer.get("kind"), answer.get("videoId")) != (KIND, video):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not about the video that was asked for")
    named = answer.get("permitted")
    if (
        not isinstance(named, list)
        or not named
        or not all(isinstance(one, str) and one for one in named)
    ):
        raise Unanswered(Failure.BAD_ANSWER, "an answer that permits nobody and everybody")
    whole = [one.lower() for one in named if one.lower() in ("all", "none")]
    if whole and len(named) > 1:
        raise Unanswered(Failure.BAD_ANSWER, "an answer that contradicts itself")
    return whole or named
