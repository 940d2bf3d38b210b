"""Imports files of another catalog: all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Kind, Provider, Tier
from optout.catalog.findings import WrongDefinition
from optout.catalog.importing.ddg.broker import Broker, broker_of
from optout.catalog.importing.ddg.provider import provider_of
from optout.catalog.importing.earlier import Earlier
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.finding import files_in, name_of
from optout.catalog.importing.generations import carry_over, replacing, write
from optout.catalog.importing.parents import Parents
from optout.catalog.importing.slugs import slug_of
from optout.catalog.importing.strict_json import read_json
from optout.catalog.importing.yaml_text import yaml_text
from optout.catalog.loading import FILE, GROUPS, read_definition
from optout.catalog.rules_of_flows import RULES


@dataclass(frozen=True, slots=True)
class Said:
    """A file and one sentence about it."""

    file: str
    why: str


@dataclass(slots=True)
class Imported:
    """What became of the files. With ``errors`` nothing was changed, and nothing is added or retired."""

    read: int = 0
    added: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    skipped: list[Said] = field(default_factory=list)
    errors: list[Said] = field(default_factory=list)


def import_ddg(paths: Sequence[Path], folder: Path, shipped: Catalog, today: date) -> Imported:
    """Read DuckDuckGo's files below ``paths`` into ``folder``, where imported definitions are kept.

    ``shipped`` are the providers of our own, which may be parents of what is imported. Raises ``Busy``
    and ``StorageFailure``.
    """
    done = Imported()
    brokers = _brokers(paths, done)
    known = Earlier(folder)
    providers = _translated(brokers, Parents(brokers.values(), known, shipped), today, done)
    if done.errors:
        return done
    changed = {file: one for file, one in providers.items() if not _is_kept(one, known.get(one.slug))}
    if changed:
        _keep(folder, known.folders, changed, done)
    if not done.errors:
        done.skipped = [Said(str(file), "unchanged") for file in providers if file not in changed]
        for one in changed.values():
            (done.retired if one.tier == Tier.RETIRED else done.added).append(one.slug)
    return done


def _brokers(paths: Sequence[Path], done: Imported) -> dict[Path, Broker]:
    """What the files say, by file; each broker once."""
    brokers: dict[Path, Broker] = {}
    first: dict[str, str] = {}
    for file in files_in(paths):
        done.read += 1
        with _noting(done, file):
            broker = broker_of(read_json(file))
            slug = slug_of(broker.url)
            if slug in first:
                raise Unusable("url", f"{broker.url} is in {first[slug]} too, or looks the same")
            first[slug] = name_of(file)
            brokers[file] = broker
    if not done.read:
        done.errors += [Said(str(path), "there is no .json file in it") for path in paths]
    return brokers


def _translated(
    brokers: Mapping[Path, Broker], parents: Parents, today: date, done: Imported
) -> dict[Path, Provider]:
    providers: dict[Path, Provider] = {}
    for file, broker in brokers.items():
        with _noting(done, file):
            parents.refuse_taken(broker)
            parents.refuse_circles(broker)
            providers[file] = provider_of(broker, name_of(file), parents.slug_at, today)
    return providers


@contextmanager
def _noting(done: Imported, file: Path) -> Iterator[None]:
    try:
        yield
    except Unusable as fault:
        done.errors.append(Said(str(file), str(fault)))


def _is_kept(provider: Provider, before: Provider | None) -> bool:
    """Whether the same was imported before, on whatever day."""
    return before is not None and _undated(before) == _undated(provider)


def _undated(provider: Provider) -> Provider:
    sources = tuple(source.model_copy(update={"as_of": date.min}) for source in provider.sources)
    return provider.model_copy(update={"sources": sources})


def _keep(
    folder: Path, known: Mapping[str, Path], changed: Mapping[Path, Provider], done: Imported
) -> None:
    """Write the whole set, read back what is new in it, and only then use it."""
    new = {one.slug for one in changed.values()}
    group = GROUPS[Kind.DATA_BROKER]
    try:
        with replacing(folder) as root:
            carry_over(folder, root, besides=tuple(GROUPS.values()))
            for slug, before in known.items():
                if slug not in new:
                    write(root, f"{group}/{slug}/{FILE}", (before / FILE).read_bytes())
            for file, provider in changed.items():
                path = write(root, f"{group}/{provider.slug}/{FILE}", yaml_text(provider).encode())
                with _noting(done, file):
                    _read_back(path, provider)
            if done.errors:
                raise _Stopped
    except _Stopped:
        return


class _Stopped(Exception):
    """What was written cannot be used."""


def _read_back(path: Path, provider: Provider) -> None:
    """Also by the rules that bound every flow."""
    try:
        read = read_definition(path)
    except WrongDefinition as wrong:
        findings = list(wrong.findings)
    else:
        findings = [finding for rule in RULES for finding in rule(read)]
        if read.provider != provider:
            raise Unusable("", "our definition of it reads back as something else")
    if findings:
        raise Unusable(findings[0].where, f"{findings[0].what} (in our definition)")
