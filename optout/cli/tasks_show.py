"""``optout tasks show``: the steps of one task."""

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput


@click.command()
@click.argument("request_id", metavar="REQUEST")
@json_option
def show(request_id: str, as_json: bool) -> None:
    """Show the steps of one request's task, its link, and how to answer."""
    from optout.cli.session import installation
    from optout.report.tasks import open_tasks

    with installation() as opened:
        found = [task for task in open_tasks(opened) if task.request == request_id]
    if not found:
        raise WrongInput("No task of this request waits for you.", todo="See `optout tasks`.")
    emit(found[0], as_json, lambda: found[0].words)
