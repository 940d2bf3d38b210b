"""Hugging Face data sets: is the person in a row of one of them? Read through the data set viewer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from optout.channels.api.judgement import not_proven, verdict_of
from optout.channels.api.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

from .terms import Term, terms_of
from .viewer import ROWS, UNFILTERED, Json, Place, Viewer, columns_of, partly, read_page

PAGES, TERMS = 5, 20
NAME = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")


@dataclass(slots=True)
class Found:
    """The rows of one data set that hold one fact, by their places, and what stayed open."""

    places: list[str] = field(default_factory=list, repr=False)
    doubt: Outcome | None = None

    @property
    def verdict(self) -> Verdict:
        if self.places:
            return Verdict.PRESENT
        return verdict_of(self.doubt) if self.doubt else Verdict.ABSENT


class Flow:
    """Found: rows that hold a fact exactly. Absent: every data set was looked through completely.

    A filter over the columns of text is asked where the viewer has one, because it is exact; else its
    fuzzy search. Either way each row is compared again here.
    """

    async def search(self, visit: Visit) -> Outcome:
        terms = tuple(terms_of(visit.facts))
        if not terms:
            detail = "needs an own page, an image's address or a user name"
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        doubts = [] if len(terms) <= TERMS else [partly("more facts than one search asks for")]
        datasets = datasets_listed()
        for dataset in datasets:
            doubt = await _look_through(visit, Viewer(visit, dataset), terms[:TERMS])
            doubts += [doubt] if doubt else []
        return visit.conclude(len(terms) * len(datasets), doubts)


def datasets_listed() -> tuple[str, ...]:
    """The names in ``datasets.yaml``, as "owner/name"."""
    file = Path(__file__).with_name("datasets.yaml")
    names = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not names or not all(isinstance(name, str) and NAME.fullmatch(name) for name in names):
        raise ValueError("datasets.yaml is a list of names with an owner")
    return tuple(names)


async def _look_through(visit: Visit, viewer: Viewer, terms: Sequence[Term]) -> Outcome | None:
    """Record what one data set holds; an outcome where that could not be read completely."""
    found = {term: Found() for term in terms}
    try:
        doubt = await _read(viewer, found)
    except Unanswered as error:
        doubt = not_proven(error.failure, error.detail)
    for term, one in found.items():
        one.doubt = one.doubt or doubt
        _note(visit, viewer, term, one)
    return next((one.doubt for one in found.values() if one.doubt), None)


def _note(visit: Visit, viewer: Viewer, term: Term, found: Found) -> None:
    for place in found.places:
        visit.record(place, {term.meaning: term.value})
    edition = f"{viewer.dataset}@{viewer.revision[:12]}" if viewer.revision else viewer.dataset
    visit.look_up(
        term.meaning,
        term.value,
        found.verdict,
        edition=edition,
        failure=found.doubt.failure if found.doubt and not found.places else None,
        rows=len(found.places),
        seen_at=f"https://huggingface.co/datasets/{viewer.dataset}" if found.places else None,
        first_row=next(iter(found.places), None),
    )


async def _read(viewer: Viewer, found: Mapping[Term, Found]) -> Outcome | None:
    able = await viewer.abilities()
    if isinstance(able, Outcome):
        return able
    ways = [way for way in ("filter", "search") if able.get(way) is True]
    if not ways:
        return partly("a data set that cannot be searched")
    splits = await viewer.splits()
    if isinstance(splits, Outcome):
        return splits
    for place in splits:
        columns = await viewer.text_columns(place) if "filter" in ways else ()
        if isinstance(columns, Outcome):
            return columns
        for term, one in found.items():
            doubt = await _look_for(viewer, place, term, columns, one)
            if doubt is UNFILTERED and "search" in ways and term.has_a_word:
                doubt = await _follow(viewer, "search", {**place, "query": term.value}, term, one)
            one.doubt = one.doubt or doubt
    return None


async def _look_for(
    viewer: Viewer, place: Place, term: Term, columns: tuple[str, ...], found: Found
) -> Outcome | None:
    where = term.where(columns)
    if where is None:
        return UNFILTERED
    return await _follow(viewer, "filter", {**place, "where": where}, term, found, columns)


async def _follow(
    viewer: Viewer,
    what: str,
    question: Place,
    term: Term,
    found: Found,
    columns: tuple[str, ...] | None = None,
) -> Outcome | None:
    """Follow one question's pages to the end; an outcome where the end was not reached.

    ``columns`` are those that a filter looks in: the rows must have the same, or some were left out.
    """
    place = "/".join(question[name] for name in ("dataset", "config", "split"))
    doubt = None
    for page in range(PAGES):
        params = {**question, "offset": str(page * ROWS), "length": str(ROWS)}
        answer = await viewer.ask(what, params, term)
        if isinstance(answer, Outcome):
            return answer
        if columns is not None and columns_of(answer) != columns:
            raise Unanswered(Failure.BAD_ANSWER, "the rows have other columns than were asked about")
        rows, left = read_page(answer, page * ROWS)
        if columns is not None and not all(_fits(row, term) for row in rows):
            raise Unanswered(Failure.BAD_ANSWER, "a row that the filter does not let through")
        doubt = _collect(place, rows, term, found) or doubt
        if answer.get("partial") is True:
            doubt = partly("the viewer looked at a part of the split only")
        if left <= 0:
            return doubt
    return partly("more rows than one search reads")


def _fits(row: object, term: Term) -> bool:
    """Whether it may be a row of the filter's; one that was cut short cannot be told."""
    if not isinstance(row, dict) or row.get("truncated_cells") != []:
        return True
    return term.fits(row.get("row"))


def _collect(place: str, rows: Sequence[Json], term: Term, found: Found) -> Outcome | None:
    """Keep the rows that hold the fact; an outcome where a cell was cut and might have held it."""
    doubt = None
    for row in rows:
        number, cells = (row.get("row_idx"), row.get("row")) if isinstance(row, dict) else (None, None)
        if type(number) is not int or not isinstance(cells, dict):
            raise Unanswered(Failure.BAD_ANSWER, "a row that is none")
        if term.is_in(cells):
            found.places.append(f"{place}/{number}")
        elif row.get("truncated_cells") != []:
            doubt = partly("a row with cells cut short")
    return doubt
