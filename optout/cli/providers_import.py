"""``optout providers import``: other people's catalogs, in our own words."""

import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.cli.slow import told_when_slow

if TYPE_CHECKING:
    from optout.catalog.importing.companies.importing import Told
    from optout.catalog.importing.importing import Imported

_MOST_REASONS = 8


@click.group("import")
def import_() -> None:
    """Import definitions or addresses from open catalogs. Needs no vault; nothing is contacted."""


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def ddg(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Import DuckDuckGo's broker definitions: JSON files, or folders of them.

    All of them or, where anything is wrong with one, none: then the exit code is 2.
    """
    from optout.catalog.catalog import load_catalog
    from optout.catalog.importing.importing import import_ddg
    from optout.clock import SystemClock
    from optout.settings import load_settings

    settings = load_settings(os.environ)
    shipped = load_catalog(settings.providers)
    with told_when_slow("Still reading the definitions ..."):
        done = import_ddg(paths, settings.imported, shipped, SystemClock().now().date())
    emit(asdict(done), as_json, lambda: _words(done))
    ctx.exit(2 if done.errors else 0)


def _words(done: "Imported") -> str:
    if done.errors:
        faults = [f"{one.file}: {one.why}" for one in done.errors]
        return "\n".join(
            [*faults, f"{len(faults)} of {done.read} files are wrong: nothing was imported."]
        )
    return (
        f"{done.read} files read: {len(done.added)} definitions imported, {len(done.retired)} that are "
        f"retired, {len(done.skipped)} unchanged.\nNone of them was ever run here. Next: optout plan"
    )


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def datenanfragen(paths: tuple[Path, ...], as_json: bool) -> None:
    """Import organisations from datenanfragen.de: JSON files, or folders of them."""
    _import_list("datenanfragen", paths, as_json)


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def cppa(paths: tuple[Path, ...], as_json: bool) -> None:
    """Import California's registry of data brokers: its CSV file, of any year."""
    _import_list("cppa", paths, as_json)


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def eraser(paths: tuple[Path, ...], as_json: bool) -> None:
    """Import the data brokers of eraser: its YAML file."""
    _import_list("eraser", paths, as_json)


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def justdeleteme(paths: tuple[Path, ...], as_json: bool) -> None:
    """Import how accounts are deleted, from JustDeleteMe: its JSON file."""
    _import_list("justdeleteme", paths, as_json)


def _import_list(name: str, paths: tuple[Path, ...], as_json: bool) -> None:
    """Entries that cannot be used are skipped; a file that is no such list ends with exit code 2."""
    from optout.catalog.importing.companies.entry import ListName
    from optout.catalog.importing.companies.importing import import_list
    from optout.clock import SystemClock
    from optout.settings import load_settings

    folder = load_settings(os.environ).imported
    with told_when_slow("Still reading the list ..."):
        told = import_list(ListName(name), paths, folder, SystemClock().now().date())
    for remark in told.remarks:
        progress(remark)
    value = {"read": told.read, "added": told.added, "merged": told.merged, "skipped": told.skipped}
    emit(value, as_json, lambda: _counts(told))


def _counts(told: "Told") -> str:
    reasons = Counter(one.why for one in told.skipped).most_common()
    lines = [
        f"{told.read:,} entries read: {told.added:,} new, {told.merged:,} that say more of one that was "
        f"there, {len(told.skipped):,} skipped.",
        *(f"  {count:,} skipped: {why}" for why, count in reasons[:_MOST_REASONS]),
    ]
    if len(reasons) > _MOST_REASONS:
        lines.append("  and others: see --json")
    return "\n".join([*lines, "None of them was ever asked from here. Next: optout plan"])
