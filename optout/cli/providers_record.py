"""``optout providers record``: writes down the forms that a twin shows, for its definition to know."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.catalog.catalog import Catalog
    from optout.catalog.definition import Provider
    from optout.catalog.known_forms import Files
    from optout.rehearsal.recording import Recording


_FAILED = (
    "What was recorded of its later forms before stays. See Frequent errors in CONTRIBUTING.md, "
    "mend the definition or the twin, and record again."
)


@click.command("record")
@click.argument("definition", metavar="SLUG|PATH")
@json_option
@click.pass_context
def record(ctx: click.Context, definition: str, as_json: bool) -> None:
    """Run a definition against its twin, never live, and write the forms it sends to forms/*.txt.

    Exit 2 where a step failed; one that is left to the person did not.
    """
    from optout.catalog.known_forms import write_known_forms

    catalog, provider = _found(definition)
    recording = asyncio.run(_recorded(catalog, provider))
    files = write_known_forms(catalog.folder(provider.slug), recording.forms, recording.unfinished)
    value = {
        "slug": provider.slug,
        "written": files.written,
        "deleted": files.deleted,
        "stopped": dict(recording.stopped),
    }
    emit(value, as_json, lambda: _words(files, recording))
    ctx.exit(2 if recording.unfinished else 0)


def _found(definition: str) -> "tuple[Catalog, Provider]":
    import os

    from optout.catalog.catalog import load_catalog
    from optout.catalog.place import catalog_around
    from optout.settings import load_settings

    path = Path(definition)
    if not path.exists():
        catalog = load_catalog(load_settings(os.environ).providers)
        return catalog, catalog.get(definition)
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    catalog = catalog_around(folder)
    return catalog, catalog.get(folder.name)


async def _recorded(catalog: "Catalog", provider: "Provider") -> "Recording":
    from optout.channels.web.browser_path import find_browser
    from optout.cli.session import settings
    from optout.rehearsal.recording import record as record_forms
    from optout.rehearsal.recording import web_steps
    from optout.rehearsal.room import Room

    if not web_steps(provider) or not (catalog.folder(provider.slug) / "twin").is_dir():
        raise WrongInput(
            f"{provider.slug} has no web form, or no twin to show it.",
            kept="Nothing was written.",
            todo="Add its twin/__init__.py first.",
        )
    choice = find_browser(settings().browser)
    async with Room(catalog, [provider], choice.path if choice else None) as room:
        return await record_forms(room, provider)


def _words(files: "Files", recording: "Recording") -> str:
    lines = [f"Written: {path}" for path in files.written] or ["Nothing was written: no form was seen."]
    lines += [f"Deleted, for it was not seen: {path}" for path in files.deleted]
    if files.written:
        lines.append("Read them before you commit them.")
    for step, why in recording.stopped.items():
        if recording.unfinished:
            lines += [f"The step {step} failed: {why}", _FAILED]
        else:
            lines.append(f"The step {step} is left to the person, so no later form is seen: {why}")
    return "\n".join(lines)
