"""``optout providers resume``: ends a provider's pause because the user says so."""

from typing import TYPE_CHECKING, Any

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.running.installation import Installation


@click.command()
@click.argument("slug")
@json_option
def resume(slug: str, as_json: bool) -> None:
    """End the pause of a provider now: its requests go on with the next run."""
    from optout.cli.session import installation

    with installation() as opened:
        value = _resumed(opened, slug)
    emit(value, as_json, lambda: _words(value))


def _resumed(opened: "Installation", slug: str) -> dict[str, Any]:
    from optout.running.journal import Journal
    from optout.running.pausing import because_of
    from optout.running.resuming import resume

    with opened.database.transaction(write=False) as tx:
        because = because_of(tx, slug)
    if because is None:
        opened.catalog.get(slug)
        return {"slug": slug, "was_paused": False, "because": None}
    journal = Journal(opened)
    resume(opened, journal, slug)
    journal.seal(opened.clock.now())
    return {"slug": slug, "was_paused": True, "because": because}


def _words(value: dict[str, Any]) -> str:
    if not value["was_paused"]:
        return f"{value['slug']} is not paused."
    return f"{value['slug']} is not paused any more. Its requests go on with: optout run"
