"""``optout mail``: the mailbox that letters leave and answers come to."""

from collections.abc import Mapping

import click

from optout.cli.root import Entry, LazyGroup

COMMANDS: Mapping[str, Entry] = {
    "setup": Entry("optout.cli.mail_setup:setup", "Set up the mailbox with a few questions."),
    "check": Entry("optout.cli.mail_check:check", "Say whether the mailbox can be used."),
    "classify": Entry(
        "optout.cli.mail_classify:classify", "Say what reply mails are, and what is in them."
    ),
}


@click.group(cls=LazyGroup, entries=COMMANDS)
def mail() -> None:
    """The mailbox that letters leave and answers come to."""
