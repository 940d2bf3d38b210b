"""``profile.yaml``: a subject as a file that people write by hand, in YAML or JSON."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import yaml
from pydantic import ValidationError

from optout.clock import Clock, SystemClock
from optout.errors import WrongInput
from optout.people.document import Document, Malformed, parse_json, parse_yaml
from optout.people.faults import Wrong, faults_in
from optout.people.subject import Subject

LARGEST = 1_048_576
_OLDEST_YEARS = 130
_MOST_FAULTS = 10
_TODO = "Correct the file and try again; docs/reference/profile.md has a complete example."


def read_profile(path: Path, *, clock: Clock | None = None) -> Subject:
    """The subject in a YAML or JSON file of at most 1 MiB, UTF-8.

    A name that ends in ``.json``, or content that starts with a brace or bracket and is not named
    ``.yaml`` or ``.yml``, is JSON. Every fault is ``WrongInput`` with the file's name, the line,
    the field and what to do; it never repeats what the file says about the person.
    """
    text = _text(path)
    try:
        document = parse_json(text) if _is_json(path, text) else parse_yaml(text)
    except Malformed as fault:
        raise _refused(path, [f"line {fault.line}: {fault.what}; {fault.todo}"]) from None
    return _subject(path, document, (clock or SystemClock()).now().date())


def write_profile(subject: Subject) -> str:
    """The subject as YAML that ``read_profile`` reads back to an equal subject."""
    plain = subject.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=10_000))


def profile_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a profile; committed as ``profile.schema.json``."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **Subject.model_json_schema()}


def birth_date_fault(born: date, today: date) -> str | None:
    """What is wrong with a birth date as seen on ``today``, or None."""
    if born > today:
        return "lies in the future; check the year"
    if born.year < today.year - _OLDEST_YEARS:
        return f"lies more than {_OLDEST_YEARS} years back; check the year"
    return None


def _subject(path: Path, document: Document, today: date) -> Subject:
    plain = json.dumps(_without_nothing(document.data))
    try:
        subject = Subject.model_validate_json(plain, strict=True)
    except ValidationError as error:
        raise _refused(path, _located(document, faults_in(error, Subject))) from None
    fault = birth_date_fault(subject.birth_date, today) if subject.birth_date else None
    if fault:
        raise _refused(path, _located(document, iter([Wrong(("birth_date",), fault)])))
    return subject


def _located(document: Document, faults: Iterator[Wrong]) -> list[str]:
    found = [(document.line_of(fault.where), fault) for fault in islice(faults, _MOST_FAULTS)]
    return [
        f"line {line}: {_place(fault)} {fault.what}"
        for line, fault in sorted(found, key=lambda pair: pair[0])
    ]


def _place(fault: Wrong) -> str:
    return fault.field or "the profile"


def _refused(path: Path, faults: list[str]) -> WrongInput:
    sentences = (f"{path.name}, {fault}{'' if fault.endswith('?') else '.'}" for fault in faults)
    return WrongInput("\n".join(sentences), todo=_TODO)


def _without_nothing(data: object) -> object:
    """Fields left empty are fields not given."""
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_nothing(value) for value in data]
    return data


def _is_json(path: Path, text: str) -> bool:
    suffix = path.suffix.lower()
    return suffix == ".json" or (suffix not in (".yaml", ".yml") and text.lstrip()[:1] in ("{", "["))


def _text(path: Path) -> str:
    content = _content(path)
    if len(content) > LARGEST:
        raise WrongInput(
            f"{path.name} is larger than 1 MiB, which no profile needs.",
            todo="Check that this is the right file.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, [f"line {line}: this is not UTF-8 text; save the file as UTF-8"]) from None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except IsADirectoryError:
        raise WrongInput(f"{path.name} is a folder.", todo="Name the profile file inside it.") from None
    except OSError as error:
        raise WrongInput(
            f"{path.name} cannot be read: {error.strerror}.",
            todo="Check the name and that you may read it.",
        ) from None
