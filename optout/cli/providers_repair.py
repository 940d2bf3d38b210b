"""``optout providers repair``: what a definition would have to say for the pages of today."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import StorageFailure

if TYPE_CHECKING:
    from optout.catalog.loading import Definition
    from optout.running.repairing import Draft


@click.command()
@click.argument("definition", metavar="SLUG|PATH")
@click.option("--start", help="The page to begin at, in place of the first page of submit.")
@click.option("--write", is_flag=True, help="Write the proposal into the provider's folder.")
@json_option
def repair(definition: str, start: str | None, write: bool, as_json: bool) -> None:
    """Look at the provider's forms, telling nothing, and propose the changed definition for review."""
    found = _found(definition)
    draft = _drafted(found, start)
    written = _write(draft, found.path.parent) if write else []
    value = {
        "slug": found.provider.slug,
        "changes": draft.changes,
        "discloses": draft.discloses,
        "left": draft.left,
        "diff": draft.diff,
        "written": written,
    }
    emit(value, as_json, lambda: _words(draft, written))


def _found(definition: str) -> "Definition":
    from optout.catalog.catalog import load_catalog
    from optout.catalog.loading import FILE, read_definition
    from optout.settings import load_settings

    path = Path(definition)
    if path.is_dir() and (path / FILE).is_file():
        return read_definition(path / FILE)
    if path.is_file():
        return read_definition(path)
    settings = load_settings(os.environ)
    return load_catalog(settings.providers, settings.imported).definition(definition)


def _drafted(definition: "Definition", start: str | None) -> "Draft":
    from optout.catalog.catalog import Catalog
    from optout.channels.web.browser_path import require_browser
    from optout.cli.session import settings
    from optout.clock import SystemClock
    from optout.network import Network
    from optout.running.reach import Reach
    from optout.running.repairing import Repairer

    reach = Reach(Network(), Catalog({}), lambda: require_browser(settings().browser).path)
    try:
        return Repairer(definition, reach, SystemClock().now(), start).draft()
    finally:
        reach.close()


def _write(draft: "Draft", folder: Path) -> list[Path]:
    paths = [folder / name for name in sorted(draft.changed)]
    try:
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text(draft.changed[str(path.relative_to(folder))], "utf-8")
    except OSError as error:
        raise StorageFailure(
            f"The proposal could not be written ({type(error).__name__}).",
            todo="Check that the provider's folder may be written to.",
        ) from None
    return paths


def _words(draft: "Draft", written: list[Path]) -> str:
    lines = [f"Proposed: {one}" for one in draft.changes]
    lines += [f"Left to you: {one}" for one in draft.left]
    if not lines:
        return "The forms are as the definition says. Nothing to propose."
    if draft.diff and not written:
        lines += ["", draft.diff.rstrip(), "", "Nothing was written. Review it, then: --write"]
    lines += [f"Written: {path}" for path in written]
    return "\n".join(lines)
