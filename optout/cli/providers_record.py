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
    from optout.rehearsal.recording import Recording


@click.command("record")
@click.argument("definition", metavar="SLUG|PATH")
@json_option
def record(definition: str, as_json: bool) -> None:
    """Run a definition against its twin, never live, and write the forms it sends to forms/*.txt."""
    from optout.catalog.known_forms import write_known_forms

    catalog, provider = _found(definition)
    recording = asyncio.run(_recorded(catalog, provider))
    written = write_known_forms(catalog.folder(provider.slug), recording.forms)
    value = {"slug": provider.slug, "written": written, "stopped": dict(recording.stopped)}
    emit(value, as_json, lambda: _words(written, recording))


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


def _words(written: list[Path], recording: "Recording") -> str:
    lines = [f"  {path}" for path in written] or ["  nothing: no form was sent"]
    stopped = [f"The step {step} ended before its end: {why}" for step, why in recording.stopped.items()]
    return "\n".join(["Written:", *lines, *stopped, "Read them before you commit them."])
