"""Ways in which an answer goes wrong: each changes one response and says whether anything of it is left.

A *ruined* answer may not be taken for any answer at all. The others may have changed something that
does not matter, so only an absence that was not so before counts against a flow.
"""

import json
import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

PAGE = b"<!doctype html><html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>"
STATUSES = (201, 202, 204, 206, 301, 400, 401, 403, 404, 418, 429, 451, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Mutated:
    how: str
    response: Response
    ruined: bool


LOST = Response(0, (), b"")
"""The connection broke off: there was no response at all."""

Mutation = Callable[[Response, random.Random], Mutated | None]
"""None where it does not apply to this response."""


def truncated(response: Response, rng: random.Random) -> Mutated | None:
    """Cut off within a line: what ends with a whole line cannot be told from a shorter answer."""
    whole = response.body.rstrip()
    ends = {number for number, sign in enumerate(whole, start=1) if sign == 0x0A}
    cuts = [cut for cut in range(1, len(whole)) if cut not in ends and cut + 1 not in ends]
    if not cuts:
        return None
    body = whole[: rng.choice(cuts)]
    return Mutated("truncated", replace(response, body=body), ruined=_is_structured(response))


def emptied(response: Response, rng: random.Random) -> Mutated | None:
    if not response.body.strip():
        return None
    return Mutated("empty", replace(response, body=rng.choice([b"", b" ", b"\n\n"])), ruined=True)


def made_a_page(response: Response, rng: random.Random) -> Mutated | None:
    """A web page in place of data, with or without saying so in the header."""
    headers = _without(response.headers, "content-type")
    kind = rng.choice([(("content-type", "text/html"),), (("content-type", "application/json"),)])
    return Mutated("html", replace(response, body=PAGE, headers=(*headers, *kind)), ruined=True)


def of_another_status(response: Response, rng: random.Random) -> Mutated | None:
    status = rng.choice([one for one in STATUSES if one != response.status])
    if response.status in (400, 404):
        status = rng.choice([status, 200])
    return Mutated(f"status {status}", replace(response, status=status), ruined=True)


def of_another_encoding(response: Response, rng: random.Random) -> Mutated | None:
    text = response.body.decode("utf-8", "replace")
    if len(text.strip()) < 2:
        return None
    middle = rng.randrange(1, len(response.body))
    broken = response.body[:middle] + b"\xff\xfe" + response.body[middle:]
    body = rng.choice([text.encode("utf-16"), text.encode("utf-16-be"), broken])
    return Mutated("encoding", replace(response, body=body), ruined=True)


def of_another_shape(response: Response, rng: random.Random) -> Mutated | None:
    """Wrapped, or something else altogether; but never the bare empty list, which says "nothing"."""
    value = _parsed(response)
    if value is _NONE:
        return None
    others: list[Any] = [{"data": value}, {"error": "busy"}, None, "", 0, True, {"results": []}]
    others += [[value]] if value != [] else []
    others = [other for other in others if other != value]
    shape = rng.choice(others)
    return Mutated("shape", replace(response, body=json.dumps(shape).encode()), ruined=True)


def with_a_key_twice(response: Response, rng: random.Random) -> Mutated | None:
    """One object names one of its keys a second time, with another value."""
    value = _parsed(response)
    objects = (
        [one for one in _within(value) if isinstance(one, dict) and one] if value is not _NONE else []
    )
    if not objects:
        return None
    chosen = rng.choice(objects)
    key = rng.choice(sorted(chosen))
    plain, marked = json.dumps(chosen), json.dumps({**chosen, "\x00": 0})
    twice = marked.replace(
        '"\\u0000": 0', f"{json.dumps(key)}: {rng.choice(['null', '[]', '0', 'true'])}"
    )
    whole = json.dumps(value)
    if whole.count(plain) < 1:
        return None
    body = whole.replace(plain, twice, 1).encode()
    return Mutated("key-twice", replace(response, body=body), ruined=True)


def of_another_type(response: Response, rng: random.Random) -> Mutated | None:
    """One value, anywhere, becomes one of another type."""
    return _changed("type", response, rng, lambda holder, key: _retyped(holder[key], rng))


def with_a_key_less(response: Response, rng: random.Random) -> Mutated | None:
    value = _parsed(response)
    objects = (
        [one for one in _within(value) if isinstance(one, dict) and one] if value is not _NONE else []
    )
    if not objects:
        return None
    chosen = rng.choice(objects)
    del chosen[rng.choice(sorted(chosen))]
    return Mutated("key-lost", replace(response, body=json.dumps(value).encode()), ruined=False)


def with_fields_swapped(response: Response, rng: random.Random) -> Mutated | None:
    """Two values of one object, of different types, change places: a column that slipped."""
    value = _parsed(response)
    objects = [one for one in _within(value) if isinstance(one, dict)] if value is not _NONE else []
    pairs = [
        (one, a, b)
        for one in objects
        for a in one
        for b in one
        if a < b and type(one[a]) is not type(one[b])
    ]
    if not pairs:
        return None
    one, a, b = rng.choice(pairs)
    one[a], one[b] = one[b], one[a]
    return Mutated("swapped", replace(response, body=json.dumps(value).encode()), ruined=False)


def with_an_entry_less(response: Response, rng: random.Random) -> Mutated | None:
    """A list inside an object loses an entry, while the object counts as before."""
    value = _parsed(response)
    whole = _within(value) if isinstance(value, dict) else ()
    lists = [one for one in whole if isinstance(one, list) and one]
    if not lists:
        return None
    chosen = rng.choice(lists)
    del chosen[rng.randrange(len(chosen))]
    return Mutated("entry-lost", replace(response, body=json.dumps(value).encode()), ruined=False)


def with_another_string(response: Response, rng: random.Random) -> Mutated | None:
    """Another string in the place of a string: another name, message or address of the same answer."""
    value = _parsed(response)
    strings = [one for one in _within(value) if isinstance(one, str)] if value is not _NONE else []
    places = [
        (holder, key)
        for holder in (_within(value) if value is not _NONE else ())
        if isinstance(holder, dict | list)
        for key in (holder if isinstance(holder, dict) else range(len(holder)))
        if isinstance(holder[key], str)
    ]
    if not places:
        return None
    holder, key = rng.choice(places)
    others = ["busy", "Internal error", "https://elsewhere.example/", *strings]
    holder[key] = rng.choice([one for one in others if one != holder[key]])
    return Mutated("string", replace(response, body=json.dumps(value).encode()), ruined=False)


def about_something_else(
    response: Response, asked: Collection[str], rng: random.Random
) -> Mutated | None:
    """Names another thing where it named the one that was asked for: no answer to the question."""
    text = response.body.decode("utf-8", "replace")
    forms = {json.dumps(one)[1:-1] for one in asked if len(one) > 3}
    named = sorted(one for one in forms if f'"{one}"' in text or f": {one}" in text)
    if not named or _parsed(response) is _NONE:
        return None
    body = text.replace(rng.choice(named), "elsewhere.example").encode()
    return Mutated("about-else", replace(response, body=body), ruined=True)


def cut_at_a_line_end(response: Response, rng: random.Random) -> Mutated | None:
    """What is left is whole lines: of some answers nobody could tell, so it is not ruined."""
    lines = response.body.splitlines(keepends=True)
    if len(lines) < 2:
        return None
    body = b"".join(lines[: rng.randrange(1, len(lines))])
    return Mutated("line-end", replace(response, body=body), ruined=False)


def of_another_event(response: Response, rng: random.Random) -> Mutated | None:
    """The last event of a stream is another than the one with the answer."""
    before, event, name = response.body.rpartition(b"event:")
    if not event or response.body.lstrip()[:1] in (b"{", b"["):
        return None
    body = (
        before + event + b" " + rng.choice([b"error", b"heartbeat"]) + b"\n" + name.partition(b"\n")[2]
    )
    return Mutated("event", replace(response, body=body), ruined=True)


def lost(response: Response, rng: random.Random) -> Mutated | None:
    return Mutated("lost", LOST, ruined=True)


MUTATIONS: tuple[Mutation, ...] = (
    truncated,
    emptied,
    made_a_page,
    of_another_status,
    of_another_encoding,
    of_another_shape,
    with_a_key_twice,
    of_another_type,
    with_a_key_less,
    with_fields_swapped,
    with_an_entry_less,
    with_another_string,
    cut_at_a_line_end,
    lost,
    of_another_event,
)

_NONE = object()


def _parsed(response: Response) -> Any:
    try:
        return json.loads(response.body)
    except ValueError:
        return _NONE


def _is_structured(response: Response) -> bool:
    """Whether half of it is no value any more: true of objects and lists, not of a bare number."""
    return response.body.lstrip()[:1] in (b"{", b"[")


def _within(value: Any) -> Iterator[Any]:
    yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _within(part)


def _changed(
    how: str, response: Response, rng: random.Random, change: Callable[[Any, Any], Any]
) -> Mutated | None:
    value = _parsed(response)
    holders = [one for one in _within(value) if isinstance(one, dict | list) and one]
    if value is _NONE or not holders:
        return None
    holder = rng.choice(holders)
    key = rng.choice(sorted(holder)) if isinstance(holder, dict) else rng.randrange(len(holder))
    holder[key] = change(holder, key)
    return Mutated(how, replace(response, body=json.dumps(value).encode()), ruined=False)


def _retyped(value: Any, rng: random.Random) -> Any:
    """As another type; a "no" never becomes a plain "yes", for that would be another truth."""
    others = [None, [], {}, 0, 17, "", "true", "none", ["x"], {"x": 1}, -1.5]
    return rng.choice([other for other in others if type(other) is not type(value)])


def _without(headers: tuple[tuple[str, str], ...], name: str) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in headers if one[0].lower() != name)
