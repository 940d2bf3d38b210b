"""The lists: what each is called, under which licence it is given, and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optout.catalog.definition import Kind
from optout.catalog.importing.companies import cppa, datenanfragen, eraser, justdeleteme
from optout.catalog.importing.companies.entry import ListName
from optout.catalog.importing.companies.source_file import Found


@dataclass(frozen=True, slots=True)
class List:
    """A list. ``suffixes`` are those of its files, where a folder is given."""

    title: str
    licence: str
    kind: Kind
    suffixes: tuple[str, ...]
    read: Callable[[Path, date, Found], None]


LISTS: Mapping[ListName, List] = {
    ListName.DATENANFRAGEN: List(
        "datenanfragen.de organisations",
        "CC0-1.0",
        Kind.COMPANY,
        datenanfragen.SUFFIXES,
        datenanfragen.read,
    ),
    ListName.CPPA: List(
        "California data broker registry", "public record", Kind.DATA_BROKER, cppa.SUFFIXES, cppa.read
    ),
    ListName.ERASER: List("eraser data brokers", "MIT", Kind.DATA_BROKER, eraser.SUFFIXES, eraser.read),
    ListName.JUSTDELETEME: List(
        "JustDeleteMe sites", "MIT", Kind.COMPANY, justdeleteme.SUFFIXES, justdeleteme.read
    ),
}
