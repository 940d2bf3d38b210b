"""The data set viewer, asked about one data set: its answers read strictly."""

import re
from collections.abc import Mapping

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.reply import Reply
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

from .terms import Term

VIEWER = "https://datasets-server.huggingface.co"
ROWS, SPLITS = 100, 12
REVISION = re.compile(r"[0-9a-f]{40}")
PLAIN = ("Value", "ClassLabel", "Image", "Audio", "Video", "Pdf")
Json = dict[str, object]
Place = Mapping[str, str]


def partly(detail: str) -> Outcome:
    return not_proven(Failure.PARTIAL_ANSWER, detail)


UNFILTERED = partly("status 422: a condition that the viewer does not take")


class Viewer:
    """``revision`` is the data set's, as the answers' header X-Revision tells it; None without one."""

    def __init__(self, visit: Visit, dataset: str) -> None:
        self.dataset = dataset
        self.revision: str | None = None
        self._visit = visit

    async def ask(self, what: str, params: Place, term: Term | None = None) -> Json | Outcome:
        """One call; an outcome where its answer is none.

        501: the viewer cannot do it for this data set. 422 to a filter: it does not take the condition.
        """
        telling = {term.meaning: term.value} if term else {}
        reply = await self._visit.get(f"{VIEWER}/{what}", params, telling=telling)
        if reply.status == 501:
            return partly("status 501: a data set that the viewer does not support")
        if reply.status == 422 and what == "filter" and not refuse(reply):
            return UNFILTERED
        if reply.status != 200 or refuse(reply):
            return unexpected(reply)
        self._keep_revision(reply)
        answer = reply.json()
        if not isinstance(answer, dict):
            raise Unanswered(Failure.BAD_ANSWER, "the answer is not an object")
        return answer

    async def abilities(self) -> Json | Outcome:
        return await self.ask("is-valid", {"dataset": self.dataset})

    async def splits(self) -> list[dict[str, str]] | Outcome:
        """Every split as the viewer's own parameters; all of them must be ready."""
        answer = await self.ask("splits", {"dataset": self.dataset})
        if isinstance(answer, Outcome):
            return answer
        entries = answer.get("splits")
        if not isinstance(entries, list) or not entries:
            raise Unanswered(Failure.BAD_ANSWER, "the answer names no splits")
        if answer.get("pending") or answer.get("failed") or len(entries) > SPLITS:
            return partly("not every split can be searched")
        names = ("dataset", "config", "split")
        places = [{name: _text(entry, name) for name in names} for entry in entries]
        if any(place["dataset"] != self.dataset for place in places):
            raise Unanswered(Failure.BAD_ANSWER, "the answer is about another data set")
        return places

    async def text_columns(self, place: Place) -> tuple[str, ...] | Outcome:
        """The columns of plain text; none where others may hold text too, which no filter reaches."""
        answer = await self.ask("first-rows", place)
        if isinstance(answer, Outcome):
            return answer
        if any(answer.get(name) != value for name, value in place.items()):
            raise Unanswered(Failure.BAD_ANSWER, "the answer is about another split")
        return columns_of(answer)

    def _keep_revision(self, reply: Reply) -> None:
        told = reply.header("x-revision") or ""
        if not REVISION.fullmatch(told):
            return
        if self.revision not in (None, told):
            raise Unanswered(Failure.PARTIAL_ANSWER, "the data set changed while it was read")
        self.revision = told


def columns_of(answer: Json) -> tuple[str, ...]:
    """The columns of plain text that an answer names; none where others may hold text too."""
    features = answer.get("features")
    if not isinstance(features, list) or not features:
        raise Unanswered(Failure.BAD_ANSWER, "the answer names no columns")
    columns = {_text(one, "name"): one.get("type") for one in features}
    kinds = [kind if isinstance(kind, dict) else {} for kind in columns.values()]
    if not all(kind.get("_type") in PLAIN for kind in kinds):
        return ()
    texts = zip(columns, kinds, strict=True)
    return tuple(name for name, kind in texts if kind.get("dtype") in ("string", "large_string"))


def read_page(answer: Json, offset: int) -> tuple[list[Json], int]:
    """The rows of one page, and how many come after it. Raises ``Unanswered`` for any other shape."""
    rows, total, partial = answer.get("rows"), answer.get("num_rows_total"), answer.get("partial")
    if not isinstance(rows, list) or type(total) is not int or not isinstance(partial, bool):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not a page of rows")
    if len(rows) != max(0, min(ROWS, total - offset)) or total < 0:
        raise Unanswered(Failure.BAD_ANSWER, "the number of rows does not fit the total")
    return rows, total - offset - ROWS


def _text(entry: object, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value:
        raise Unanswered(Failure.BAD_ANSWER, f"an entry without {key}")
    return value
