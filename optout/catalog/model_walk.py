"""Which keys the definition's model knows at a place that a validation error names."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from optout.catalog.definition import Provider


def known_keys(place: tuple[str | int, ...]) -> list[str]:
    """The keys of the mapping at ``place`` (a pydantic error location), sorted; empty if open."""
    models = [Provider]
    annotations: list[Any] = list(models)
    for part in place:
        annotations = [inner for each in annotations for inner in _inside(each, part)]
    return sorted({key for each in annotations if _is_model(each) for key in each.model_fields})


def _inside(annotation: Any, part: str | int) -> Iterator[Any]:
    if _is_model(annotation):
        yield from _inside_model(annotation, part)
    elif get_origin(annotation) in (dict, Mapping):
        yield from _members(get_args(annotation)[1])
    elif get_origin(annotation) in (tuple, list):
        yield from _members(get_args(annotation)[0])


def _inside_model(model: type[BaseModel], part: str | int) -> Iterator[Any]:
    if part in model.model_fields:
        yield from _members(model.model_fields[str(part)].annotation)
    elif _has_tag(model, part):
        yield model


def _has_tag(model: type[BaseModel], part: str | int) -> bool:
    """Whether ``part`` is the model's tag in a discriminated union, which error locations hold."""
    return any(
        get_origin(field.annotation) is Literal and part in get_args(field.annotation)
        for field in model.model_fields.values()
    )


def _members(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
