"""Which places and which local files a call of ``optout find`` names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.errors import WrongInput
from optout.running.finding_places import places
from optout.running.finding_shards import Kind, LocalShards, refuse_missing

_LOCAL = re.compile(r"(parquet|csv):(.+)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Choice:
    places: Sequence[Provider]
    shards: Sequence[LocalShards]


def chosen_places(catalog: Catalog, named: Sequence[str], datasets: Sequence[str]) -> Choice:
    """``named`` as ``--in`` takes them: names and ``parquet:PATH``, ``csv:PATH``, with commas between.

    Without any, every place that has a name. ``datasets`` are ``SLUG`` (the local files are of this
    provider) or ``SLUG=FOLDER`` (those in that folder are). ``WrongInput`` for what there is not.
    """
    pieces = [piece.strip() for text in named for piece in _pieces(text)]
    if (named and not pieces) or not all(pieces):
        raise WrongInput("--in names no place.", todo="Name one, or leave --in away to ask every one.")
    local = [found for found in map(_LOCAL.fullmatch, pieces) if found]
    names = [piece for piece in pieces if not _LOCAL.fullmatch(piece)]
    owners = [_owner(catalog, text) for text in datasets]
    shards = [_shards(found, owners) for found in local]
    refuse_missing(shards)
    return Choice(places(catalog, names) if names or not local else [], shards)


def _pieces(text: str) -> Iterator[str]:
    """The parts between commas; a comma within a path stays in it."""
    piece = ""
    for part in text.split(","):
        starts = bool(_LOCAL.fullmatch(part.lstrip()) or _NAME.fullmatch(part.strip()))
        if piece and (starts or not _LOCAL.fullmatch(piece.lstrip())):
            yield piece
            piece = part
        else:
            piece = f"{piece},{part}" if piece else part
    if piece:
        yield piece


def _owner(catalog: Catalog, text: str) -> tuple[str, Path | None]:
    slug, _, folder = text.partition("=")
    return catalog.get(slug).slug, Path(folder).resolve() if folder else None


def _shards(found: "re.Match[str]", owners: Sequence[tuple[str, Path | None]]) -> LocalShards:
    path = Path(found[2]).expanduser()
    inside = (slug for slug, folder in owners if folder is None or path.resolve().is_relative_to(folder))
    kind: Kind = "parquet" if found[1] == "parquet" else "csv"
    return LocalShards(path, kind, next(inside, kind))
