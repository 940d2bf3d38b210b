"""What is wrong with the facts a person gave, in words that never repeat a fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from optout.people import subject

_SHAPES = {
    subject.COUNTRY: "must be two capital letters, such as DE or US",
    subject.HOST: "must be a domain alone, in small letters, such as linkedin.com",
    subject.ACCOUNT: "must be the name of a GitHub account, without @ and address",
    subject.REPOSITORY: "must be owner/name, as on GitHub",
    subject.VIDEO: "must be the id of a video: the 11 characters after watch?v=",
    subject.HASH: "must be a hash: 8 to 128 hexadecimal digits, or a whole number",
}
"""By the pattern that was not met."""
_SENTENCES = {
    "string_too_short": "is empty; fill it in or delete the line",
    "string_type": "must be text",
    "tuple_type": "must be a list; start each line of it with '- '",
    "model_type": "must be a group of named fields",
    "model_attributes_type": "must be a group of named fields",
    "date_parsing": "is not a date that exists; write it as YYYY-MM-DD, such as 1990-02-28",
    "date_type": "is not a date that exists; write it as YYYY-MM-DD, such as 1990-02-28",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: where (field names, and numbers from 0 in lists) and what, without any value."""

    where: tuple[str | int, ...]
    what: str
    unknown: bool = False  # the last part of ``where`` is no field's name and may be anything

    @property
    def field(self) -> str:
        """The path for people: dots between, list entries counted from 1, unknown names left out."""
        named = self.where[:-1] if self.unknown else self.where
        return ".".join(str(part + 1) if isinstance(part, int) else part for part in named)


def faults_in(error: ValidationError, model: type[BaseModel]) -> Iterator[Wrong]:
    """The faults of a failed validation of ``model``, in the order of the model's fields."""
    found = error.errors(include_url=False, include_input=False)
    for each in found:
        where = tuple(each["loc"])
        if each["type"] == "too_short" and _has_deeper(where, found):
            continue  # pydantic does not count entries that are wrong themselves
        yield Wrong(where, _sentence(each, model, where), unknown=each["type"] == "extra_forbidden")


def sentence_of(error: ValidationError) -> str:
    """What is wrong with a single answer."""
    first = error.errors(include_url=False, include_input=False)[0]
    return _sentence(first, None, ())


def _has_deeper(where: tuple[str | int, ...], found: list[ErrorDetails]) -> bool:
    return any(len(each["loc"]) > len(where) and each["loc"][: len(where)] == where for each in found)


def _sentence(error: ErrorDetails, model: type[BaseModel] | None, where: tuple[str | int, ...]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return _unknown(str(where[-1]), _fields_around(model, where))
    if kind == "too_short":
        return "needs at least one entry"
    if kind == "string_pattern_mismatch":
        return _SHAPES.get(context["pattern"], "is not accepted here")
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters"
    return _SENTENCES.get(kind, "is not accepted here")


def _unknown(given: str, known: Iterable[str]) -> str:
    # The name itself is not repeated: in a file that went wrong it may be a fact about the person.
    names = list(known)
    close = get_close_matches(given.lower().replace("-", "_"), names, n=1, cutoff=0.5)
    guess = f"did you mean '{close[0]}'?" if close else "known are " + ", ".join(names)
    return f"has an unknown field; {guess}"


def _fields_around(model: type[BaseModel] | None, where: tuple[str | int, ...]) -> Iterable[str]:
    for part in where[:-1]:
        if isinstance(part, str) and model is not None:
            model = _model_of(model.model_fields[part].annotation)
    return model.model_fields if model is not None else ()


def _model_of(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as ``tuple[PersonName, ...]``."""
    found = [annotation, *getattr(annotation, "__args__", ())]
    return next((each for each in found if isinstance(each, type) and issubclass(each, BaseModel)), None)
