"""``optout tasks``: what only you can do, and your answers."""

from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.cli.tasks_do import do

if TYPE_CHECKING:
    from optout.report.tasks import OpenTask

ANSWERS = (
    "done",
    "not-done",
    "is-me",
    "not-me",
    "appeal",
    "complain",
    "let-be",
    "sign",
    "give-up",
)
MAIL_SAYS = ("acknowledged", "done", "not-found", "refused", "extended")


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def tasks(ctx: click.Context, as_json: bool) -> None:
    """List what only you can do next; answer with `optout tasks answer`."""
    if ctx.invoked_subcommand is not None:
        return
    from optout.cli.session import installation
    from optout.report.tasks import open_tasks

    with installation() as opened:
        found = open_tasks(opened)
    emit(found, as_json, lambda: _words(found))


@tasks.command()
@click.argument("request_id")
@click.argument("says", type=click.Choice(ANSWERS))
@click.option(
    "--says", "mail_says", type=click.Choice(MAIL_SAYS), help="Of a mail that you read: what it says."
)
@json_option
def answer(request_id: str, says: str, mail_says: str | None, as_json: bool) -> None:
    """Say what you did or decided about the task of a request."""
    if mail_says and says != "done":
        raise click.UsageError("--says goes with done: you read the mail")
    from optout.cli.session import installation
    from optout.running.answering import ANSWERS as WORDS
    from optout.running.answering import answer as record
    from optout.running.journal import Journal
    from optout.running.read_by_person import READ_AS, answer_as_read

    said = next(one for one, word in WORDS.items() if word == says)
    with installation() as opened:
        known = Journal(opened).read(request_id)
        if mail_says:
            standing = answer_as_read(opened, Journal(opened), known.row.id, READ_AS[mail_says])
        else:
            standing = record(opened, Journal(opened), known.row.id, said)
    value = {"request": known.row.id, "state": standing.state}
    emit(value, as_json, lambda: f"Noted. {known.row.id} is now: {standing.state.value}")


tasks.add_command(do)


def _words(found: "list[OpenTask]") -> str:
    if not found:
        return "Nothing waits for you."
    return "\n\n".join(task.words for task in found)
