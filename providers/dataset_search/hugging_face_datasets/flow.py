"""Hugging Face data sets: is the person in a row of one of them? Read through the data set viewer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from optout.channels.api.judgement import not_proven, refuse, unexpected
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

VIEWER = "https://datasets-server.huggingface.co"
DATASETS = ("google-research-datasets/conceptual_captions", "alexandrainst/da-wit")
ROWS, PAGES, SPLITS, TERMS = 100, 5, 12, 20
WORD = re.compile(r"[a-z]{4}", re.IGNORECASE)  # the index drops all but letters, and most short words
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Term:
    """One fact that is searched for, and the test that a cell really holds it."""

    meaning: str
    value: str = field(repr=False)

    def is_in(self, cell: object) -> bool:
        if isinstance(cell, dict):
            return any(self.is_in(part) for part in cell.values())
        if isinstance(cell, list):
            return any(self.is_in(part) for part in cell)
        if not isinstance(cell, str):
            return False
        if self.meaning == "username":
            return cell == self.value
        goes_on = "" if self.value.endswith("/") else r"(?![\w/%?=&#~+@-]|\.\w)"
        return re.search(rf"(?<!\w){re.escape(self.value)}{goes_on}", cell) is not None


class Flow:
    """Found: rows that hold a fact exactly. Absent: every search over every data set was complete."""

    async def search(self, visit: Visit) -> Outcome:
        terms = tuple(_terms(visit.facts))
        if not terms:
            detail = "needs an own page, an image's address or a user name"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        doubts = [] if len(terms) <= TERMS else [_partly("more facts than one search asks for")]
        for dataset in DATASETS:
            doubt = await _look_through(visit, dataset, terms[:TERMS])
            doubts += [doubt] if doubt else []
        return visit.conclude(len(terms) * len(DATASETS), doubts)


def _terms(facts: Facts) -> Iterator[Term]:
    for meaning in ("x-image-url", "url", "username"):
        yield from (Term(meaning, value) for value in facts.every(meaning))


def _partly(detail: str) -> Outcome:
    return not_proven(Failure.PARTIAL_ANSWER, detail)


async def _look_through(visit: Visit, dataset: str, terms: tuple[Term, ...]) -> Outcome | None:
    """Record what one data set holds; an outcome where that could not be read completely."""
    doubts = []
    try:
        able = await _ask(visit, "is-valid", {"dataset": dataset})
        if isinstance(able, Outcome) or able.get("search") is not True:
            return able if isinstance(able, Outcome) else _partly("a data set that cannot be searched")
        splits = await _splits(visit, dataset)
        if isinstance(splits, Outcome):
            return splits
        for place in splits:
            doubts += [await _search(visit, place, term) for term in terms]
    except Unanswered as error:
        return not_proven(error.failure, error.detail)
    return next((doubt for doubt in doubts if doubt), None)


async def _ask(
    visit: Visit, what: str, params: dict[str, str], term: Term | None = None
) -> Json | Outcome:
    """One call; an outcome where its answer is none. 501: the viewer cannot do it for this data set."""
    telling = {term.meaning: term.value} if term else {}
    reply = await visit.get(f"{VIEWER}/{what}", params, telling=telling)
    if reply.status == 501:
        return _partly("status 501: a data set that the viewer does not support")
    if reply.status != 200 or refuse(reply):
        return unexpected(reply)
    answer = reply.json()
    if not isinstance(answer, dict):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not an object")
    return answer


async def _splits(visit: Visit, dataset: str) -> list[dict[str, str]] | Outcome:
    """Every split of a data set as the viewer's own parameters; all of them must be ready."""
    answer = await _ask(visit, "splits", {"dataset": dataset})
    if isinstance(answer, Outcome):
        return answer
    entries = answer.get("splits")
    if not isinstance(entries, list) or not entries:
        raise Unanswered(Failure.BAD_ANSWER, "the answer names no splits")
    if answer.get("pending") or answer.get("failed") or len(entries) > SPLITS:
        return _partly("not every split can be searched")
    places = [{key: _text(entry, key) for key in ("dataset", "config", "split")} for entry in entries]
    if any(place["dataset"] != dataset for place in places):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is about another data set")
    return places


def _text(entry: object, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value:
        raise Unanswered(Failure.BAD_ANSWER, f"an entry without {key}")
    return value


async def _search(visit: Visit, place: dict[str, str], term: Term) -> Outcome | None:
    """Follow one search's pages to the end; an outcome where the end was not reached."""
    doubt = None if WORD.search(term.value) else _partly("a fact without a word to search for")
    for page in range(PAGES):
        params = {**place, "query": term.value, "offset": str(page * ROWS), "length": str(ROWS)}
        answer = await _ask(visit, "search", params, term)
        if isinstance(answer, Outcome):
            return answer
        rows, left = _read(answer, page * ROWS)
        doubt = _note(visit, "/".join(place.values()), rows, term) or doubt
        if answer.get("partial") is True:
            doubt = _partly("the viewer looked at a part of the split only")
        if left <= 0:
            return doubt
    return _partly("more rows than one search reads")


def _read(answer: Json, offset: int) -> tuple[list[Json], int]:
    """The rows of one page, and how many come after it. Raises ``Unanswered`` for any other shape."""
    rows, total, partial = answer.get("rows"), answer.get("num_rows_total"), answer.get("partial")
    if not isinstance(rows, list) or type(total) is not int or not isinstance(partial, bool):
        raise Unanswered(Failure.BAD_ANSWER, "the answer is not a page of rows")
    if len(rows) != max(0, min(ROWS, total - offset)) or total < 0:
        raise Unanswered(Failure.BAD_ANSWER, "the number of rows does not fit the total")
    return rows, total - offset - ROWS


def _note(visit: Visit, place: str, rows: list[Json], term: Term) -> Outcome | None:
    """Record the rows that hold the fact; an outcome where a cell was cut and might have held it."""
    doubt = None
    for row in rows:
        number, cells = (row.get("row_idx"), row.get("row")) if isinstance(row, dict) else (None, None)
        if type(number) is not int or not isinstance(cells, dict):
            raise Unanswered(Failure.BAD_ANSWER, "a row that is none")
        if term.is_in(cells):
            visit.record(f"{place}/{number}", {term.meaning: term.value})
        elif row.get("truncated_cells") != []:
            doubt = _partly("a row with cells cut short")
    return doubt
