"""``optout tasks``: what only you can do, and your answers."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.cli.tasks_do import do
from optout.cli.tasks_show import show

if TYPE_CHECKING:
    from datetime import datetime

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
@click.option("--full", is_flag=True, help="The steps of each, however many they are.")
@json_option
@click.pass_context
def tasks(ctx: click.Context, full: bool, as_json: bool) -> None:
    """List what only you can do next; answer with `optout tasks answer`."""
    if ctx.invoked_subcommand is not None:
        return
    from optout.cli.session import installation
    from optout.cli.tasks_listed import tasks_in_words
    from optout.report.tasks import open_tasks

    with installation() as opened:
        found = open_tasks(opened)
    emit(found, as_json, lambda: tasks_in_words(found, full))


@tasks.command()
@click.argument("request_id")
@click.argument("says", type=click.Choice(ANSWERS))
@click.option(
    "--says", "mail_says", type=click.Choice(MAIL_SAYS), help="Of a mail that you read: what it says."
)
@click.option("--reason", help="For a letter that lacks it: why, in your own words. Kept sealed.")
@click.option("--marketing", is_flag=True, help="Of an objection: it is to direct marketing.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Of a setting of yours: the day you did it, where it was earlier.",
)
@click.option(
    "--screenshot",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Of a setting of yours: a PNG or JPEG of it. Kept sealed.",
)
@json_option
def answer(
    request_id: str,
    says: str,
    mail_says: str | None,
    reason: str | None,
    marketing: bool,
    on: "datetime | None",
    screenshot: Path | None,
    as_json: bool,
) -> None:
    """Say what you did or decided about the task of a request."""
    _refuse_without_done(says, mail_says, reason is not None or marketing)
    if (on or screenshot) and (says != "done" or mail_says):
        raise click.UsageError("--on and --screenshot go with done alone: they are about what you did")
    from optout.cli.session import installation
    from optout.cli.tasks_shown import shown
    from optout.running.answering import ANSWERS as WORDS
    from optout.running.answering import answer as record
    from optout.running.journal import Journal
    from optout.running.own_words import OwnWords
    from optout.running.read_by_person import READ_AS, answer_as_read

    said = next(one for one, word in WORDS.items() if word == says)
    with installation() as opened:
        known = Journal(opened).read(request_id)
        if mail_says:
            standing = answer_as_read(opened, Journal(opened), known.row.id, READ_AS[mail_says])
        else:
            words = OwnWords(reason, marketing) if reason is not None or marketing else None
            standing = record(opened, Journal(opened), known.row.id, said, words, shown(on, screenshot))
    value = {"request": known.row.id, "state": standing.state}
    emit(value, as_json, lambda: f"Noted. {known.row.id} is now: {standing.state.value}")


tasks.add_command(do)
tasks.add_command(show)


def _refuse_without_done(says: str, mail_says: str | None, gives_words: bool) -> None:
    if mail_says and says != "done":
        raise click.UsageError("--says goes with done: you read the mail")
    if gives_words and (says != "done" or mail_says):
        raise click.UsageError("--reason and --marketing go with done alone: they complete a letter")
