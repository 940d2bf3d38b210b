"""The twin of the Hugging Face data set viewer over a tiny table, with namesakes in it.

Shapes read from the viewer's OpenAPI description. Some days it has indexed a part only, now and
then an answer is still being computed, and an owner takes about twelve days to remove rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha1

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.twin import World, person_key

from .filtering import filtered, value_in

CAPTIONS, WIT = "google-research-datasets/conceptual_captions", "alexandrainst/da-wit"
SPLITS = (
    (CAPTIONS, "unlabeled", "train"),
    (CAPTIONS, "unlabeled", "validation"),
    (WIT, "default", "train"),
)
COLUMNS = {
    SPLITS[0]: ("image_url", "caption"),
    SPLITS[1]: ("image_url", "caption"),
    SPLITS[2]: ("image_url", "credit"),
}
CORS = {"Access-Control-Allow-Origin": "*"}
REQUIRED = {
    "is-valid": ("dataset",),
    "splits": ("dataset",),
    "first-rows": ("dataset", "config", "split"),
    "search": ("dataset", "config", "split", "query"),
    "filter": ("dataset", "config", "split", "where"),
}
NO_DATASET = "The dataset does not exist, or is not accessible without authentication."
NO_SPLIT = "The split does not exist."
NOT_READY = "The response is not ready yet. Please retry later."
TOO_COMMON = {"https", "http", "www", "example", "jpg", "images", "photo", "of", "a"}
OWNER_TAKES_DAYS = (10, 14)
PARTIAL_EVERY_DAYS, CALM_REQUESTS, PAGE = 9, 40, 100


@dataclass(frozen=True, slots=True)
class Row:
    place: tuple[str, str, str]
    number: int
    person: str | None
    cells: dict[str, str] = field(repr=False)


class Twin:
    """Lists a person while the table has a row with an address or the user name of theirs."""

    def __init__(self, world: World) -> None:
        self.books = Books()
        self._clock, self._start = world.clock, world.start
        self._rng = world.rng()
        self._known = dict(_known_facts(world.people))
        self._partial_on = self._rng.randrange(PARTIAL_EVERY_DAYS)
        self._gone: dict[str, datetime] = {}
        self._calm = 0
        self._rows = [
            Row(place, 1000 + number, person, cells)
            for number, (place, person, cells) in enumerate(_table(world))
        ]
        self._by_word = _index(self._rows)
        listed = dict.fromkeys(row.person for row in self._rows if row.person)
        self.books.listed += [Listed(person, world.start) for person in listed]
        self._app = Starlette(routes=[Route("/{what}", self._answer)])

    @property
    def app(self) -> ASGIApp:
        return self._app

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        raise NotImplementedError("owners of data sets are asked in public, not by mail")

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person asked the owners; some days later the rows are gone."""
        person = person_key(subject)
        self._gone.setdefault(person, at + timedelta(days=self._rng.randint(*OWNER_TAKES_DAYS)))
        for period in self.books.listed:
            if period.person == person and period.until is None:
                period.until = self._gone[person]

    async def _answer(self, request: Request) -> Response:
        what, asked = request.path_params["what"], dict(request.query_params)
        told = asked.get("query") or value_in(asked.get("where", ""))
        person = self._note(told) if told else None
        missing = next((name for name in REQUIRED.get(what, ()) if not asked.get(name)), None)
        if what not in REQUIRED:
            return _error(404, "Not Found", "ResponseNotFound")
        if missing:
            return _error(422, f"Parameter '{missing}' is required", "MissingRequiredParameter")
        if asked["dataset"] not in (CAPTIONS, WIT):
            return _error(401, NO_DATASET, "ExternalUnauthenticatedError")
        if self._stumbles(person):
            return _error(500, NOT_READY, "ResponseNotReadyError")
        known = {"is-valid": _capable, "splits": _split_list, "first-rows": self._first_rows}
        answered = known.get(what, self._found)(asked)
        answered.headers["X-Revision"] = self._revision()
        return answered

    def _note(self, query: str) -> str | None:
        """Write down who was asked for, and by which of their facts."""
        person, meaning = self._known.get(query, ("", ""))
        fields, meanings = {"query": query}, {"query": meaning}
        self.books.searched.append(Received(self._clock.now(), person, fields, meanings))
        return person or None

    def _stumbles(self, person: str | None) -> bool:
        """One answer in twenty is not ready, but then the next forty are: a retry gets through."""
        self._calm -= 1
        if self._calm > 0 or self._rng.random() >= 0.05:
            return False
        self._calm = CALM_REQUESTS
        self.books.faults.append(Fault(self._clock.now(), person, "500"))
        return True

    def _found(self, asked: dict[str, str]) -> Response:
        place = _place(asked)
        if place not in SPLITS:
            return _error(404, NO_SPLIT, "ResponseNotFound")
        unfit = _unfit_number(asked)
        hits = unfit or self._hits(asked)
        if isinstance(hits, str):
            return _error(422, hits, "MissingRequiredParameter")
        offset, length = int(asked.get("offset", "0")), int(asked.get("length", PAGE))
        partial = (self._clock.now() - self._start).days % PARTIAL_EVERY_DAYS == self._partial_on
        if partial:
            self.books.faults.append(Fault(self._clock.now(), None, "partial"))
        return _page(COLUMNS[place], hits[::2] if partial else hits, offset, length, partial)

    def _first_rows(self, asked: dict[str, str]) -> Response:
        place = _place(asked)
        if place not in SPLITS:
            return _error(404, NO_SPLIT, "ResponseNotFound")
        rows = [_shown(row) for row in self._rows if row.place == place and self._is_present(row)]
        named = dict(zip(("dataset", "config", "split"), place, strict=True))
        more = {
            "features": _features(COLUMNS[place]),
            "rows": rows[:PAGE],
            "truncated": len(rows) > PAGE,
        }
        return _ok({**named, **more})

    def _hits(self, asked: dict[str, str]) -> list[Row] | str:
        """The rows that a search or a filter finds; the viewer's words for an unfit condition."""
        place = _place(asked)
        if "query" in asked:
            return [row for row in self._sharing_a_word(asked["query"]) if row.place == place]
        here = {row.number: row for row in self._rows if row.place == place and self._is_present(row)}
        cells = {number: row.cells for number, row in here.items()}
        numbers = filtered(asked["where"], COLUMNS[place], cells)
        return numbers if isinstance(numbers, str) else [here[number] for number in numbers]

    def _revision(self) -> str:
        """Another one after every removal."""
        gone = sum(until <= self._clock.now() for until in self._gone.values())
        return sha1(f"revision {gone}".encode(), usedforsecurity=False).hexdigest()

    def _sharing_a_word(self, query: str) -> list[Row]:
        """The rows there still are that have a word of the query, in the order of the table."""
        found = {row.number: row for word in _words(query) for row in self._by_word.get(word, ())}
        return [row for _, row in sorted(found.items()) if self._is_present(row)]

    def _is_present(self, row: Row) -> bool:
        gone = self._gone.get(row.person or "")
        return gone is None or self._clock.now() < gone


def _table(world: World) -> Iterator[tuple[tuple[str, str, str], str | None, dict[str, str]]]:
    """Rows of the enrolled people, of others whose facts resemble theirs, and of strangers."""
    for one in world.people:
        person, address = person_key(one), next(iter((*one.images, *one.sites)), "")
        if one.images:
            yield SPLITS[0], person, {"image_url": one.images[0], "caption": "photo of a garden"}
        if one.usernames:
            yield SPLITS[2], person, {"image_url": address, "credit": one.usernames[0]}
            yield SPLITS[2], None, {"image_url": "", "credit": f"{one.usernames[0]}_fan"}
        if address:
            near = address.replace("https://", "https://not-", 1)
            yield SPLITS[0], None, {"image_url": near, "caption": "photo of another garden"}
            yield SPLITS[1], None, {"image_url": f"{near}.png", "caption": "photo of a hedge"}
    for stranger in world.strangers:
        yield from (
            (SPLITS[0], None, {"image_url": image, "caption": "photo"}) for image in stranger.images
        )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower())) - TOO_COMMON


def _index(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for word in _words(" ".join(row.cells.values())):
            found.setdefault(word, []).append(row)
    return found


def _known_facts(people: Sequence[Subject]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each searchable fact of the enrolled people, with its person and its meaning."""
    for one in people:
        kinds = {"x-image-url": one.images, "url": one.sites, "username": one.usernames}
        for meaning, values in kinds.items():
            yield from ((value, (person_key(one), meaning)) for value in values)


def _capable(asked: dict[str, str]) -> Response:
    able = ("preview", "viewer", "search", "filter", "statistics")
    return _ok(dict.fromkeys(able, True))


def _split_list(asked: dict[str, str]) -> Response:
    names = ("dataset", "config", "split")
    splits = [dict(zip(names, place, strict=True)) for place in SPLITS if place[0] == asked["dataset"]]
    return _ok({"splits": splits, "pending": [], "failed": []})


def _unfit_number(asked: dict[str, str]) -> str | None:
    """The viewer's words for an offset or a length that is none."""
    for name in ("offset", "length"):
        given = asked.get(name, "0")
        if not given.removeprefix("-").isdecimal():
            return f"Parameter '{name}' must be integer"
        if int(given) < 0:
            return f"Parameter '{name}' must be positive"
    too_long = int(asked.get("length", "0")) > PAGE
    return f"Parameter 'length' must not be greater than {PAGE}" if too_long else None


def _place(asked: dict[str, str]) -> tuple[str, str, str]:
    return asked["dataset"], asked["config"], asked["split"]


def _page(
    columns: tuple[str, ...], hits: list[Row], offset: int, length: int, partial: bool
) -> Response:
    return _ok(
        {
            "features": _features(columns),
            "rows": [_shown(row) for row in hits[offset : offset + min(length, PAGE)]],
            "num_rows_total": len(hits),
            "num_rows_per_page": PAGE,
            "partial": partial,
        }
    )


def _features(columns: tuple[str, ...]) -> list[dict[str, object]]:
    text = {"dtype": "string", "_type": "Value"}
    return [{"feature_idx": i, "name": name, "type": text} for i, name in enumerate(columns)]


def _shown(row: Row) -> dict[str, object]:
    return {"row_idx": row.number, "row": row.cells, "truncated_cells": []}


def _ok(answer: dict[str, object]) -> Response:
    return JSONResponse(answer, headers=CORS | {"Cache-Control": "max-age=120"})


def _error(status: int, words: str, code: str) -> Response:
    told = {"Cache-Control": "no-cache", "X-Error-Code": code}
    return JSONResponse({"error": words}, status, headers=CORS | told)
