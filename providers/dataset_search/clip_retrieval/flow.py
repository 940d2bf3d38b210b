"""clip-retrieval: does an index of images on a server that the person chose hold one of theirs?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

NEAREST = 200
"""Results asked for; some servers send a small picture with each, and an answer has its limit."""
QUESTIONS = 40
INDICES = 10
# Upstream drops the person's own entry as a near duplicate or as unsafe unless these are off
# (tried with its own service, commit b055335). A null aesthetic_score is its HTTP 500; "" is none.
QUERY: Mapping[str, object] = {
    "text": None,
    "image": None,
    "embedding_input": None,
    "deduplicate": False,
    "use_safety_model": False,
    "use_violence_detector": False,
    "use_mclip": False,
    "aesthetic_score": "",
    "aesthetic_weight": 0.5,
    "modality": "image",
    "num_images": NEAREST,
    "num_result_ids": NEAREST,
}
PARTLY = "the nearest images of an approximate index prove no absence"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the index with the person's own address."""

    number: int
    similarity: float


class Flow:
    """Found: an entry with exactly an address of the person's. Nothing ever proves absence here."""

    async def search(self, visit: Visit) -> Outcome:
        base = visit.base()
        if base is None:
            detail = "the setting knn_base_url is not set"
            return Outcome(Answer.PERSON, Failure.SETTING_MISSING, detail=detail)
        reply = await visit.get(f"{base}/indices-list")
        if reply.status != 200 or refuse(reply):
            return unexpected(reply)
        images, indices = visit.facts.every("x-image-url"), _indices(reply)
        visit.edition = indices[0]
        pairs = [(image, index) for image in images for index in indices]
        found = [await _look(visit, base, image, index) for image, index in pairs[:QUESTIONS]]
        for image, index in pairs[QUESTIONS:]:
            _not_asked(visit, image, index)
        open_ones = found.count(False) + len(pairs[QUESTIONS:])
        doubts = [not_proven(Failure.PARTIAL_ANSWER, PARTLY)] * open_ones
        return visit.conclude(len(pairs), doubts)


def _indices(reply: Reply) -> Sequence[str]:
    names = reply.json()
    if (
        not isinstance(names, list)
        or not names
        or not all(isinstance(one, str) and one for one in names)
    ):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not a list of indices")
    if len(names) > INDICES:
        raise Unanswered(Failure.PARTIAL_ANSWER, "more indices than one search asks")
    return list(dict.fromkeys(names))


def _not_asked(visit: Visit, image: str, index: str) -> None:
    failure = Failure.PARTIAL_ANSWER
    visit.look_up("x-image-url", image, Verdict.ERROR, edition=index, failure=failure)


async def _look(visit: Visit, base: str, image: str, index: str) -> bool:
    """Note whether one index has the image; HTTP 500 about one image is an error of its own."""
    query = {**QUERY, "image_url": image, "indice_name": index}
    headers = {"Content-Type": "application/json"}
    address = f"{base}/knn-service"
    reply = await visit.post(address, json.dumps(query).encode(), headers, {"x-image-url": image})
    if reply.status != 200 or refuse(reply):
        failure = unexpected(reply).failure
        status = reply.status
        visit.look_up("x-image-url", image, Verdict.ERROR, edition=index, failure=failure, status=status)
        return False
    hit = _hit(reply, image)
    if hit is None:
        failure = Failure.PARTIAL_ANSWER
        visit.look_up("x-image-url", image, Verdict.UNPROVEN, edition=index, failure=failure)
        return False
    similarity = f"{hit.similarity:.3f}"
    visit.look_up(
        "x-image-url", image, Verdict.PRESENT, edition=index, id=hit.number, similarity=similarity
    )
    visit.record(f"{index}/{hit.number}", {"x-image-url": image})
    return True


def _hit(reply: Reply, image: str) -> Hit | None:
    """The first entry with exactly this address; ``Unanswered`` where an entry is none."""
    entries = reply.json()
    if not isinstance(entries, list):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not a list of entries")
    read = [(_entry(entry), entry.get("url")) for entry in entries]
    mine = (hit for hit, url in read if isinstance(url, str) and _normal(url) == _normal(image))
    return next(mine, None)


def _entry(entry: object) -> Hit:
    number, similarity = (
        (entry.get("id"), entry.get("similarity")) if isinstance(entry, dict) else (None, None)
    )
    if type(number) is not int or not isinstance(similarity, int | float):
        raise Unanswered(Failure.BAD_ANSWER, "an entry without number and similarity")
    return Hit(number, float(similarity))


def _normal(address: str) -> str:
    """Without scheme and fragment, the host in small letters: nothing that could be another image's."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname or ''}{port}{parts.path or '/'}{query}"
