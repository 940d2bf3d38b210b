"""``optout providers import``: other people's catalogs, in our own words."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.catalog.importing.importing import Imported


@click.group("import")
def import_() -> None:
    """Import definitions from an open catalog. Needs no vault; nothing is contacted."""


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
