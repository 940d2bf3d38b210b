"""The root command. A command's module is imported only when that command is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from optout import __version__
from optout.errors import WrongInput

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives ("module:attribute") and its one line of help."""

    target: str
    words: str


COMMANDS: Mapping[str, Entry] = {
    "init": Entry("optout.cli.init:init", "Tell optout who you are, and say what it may do."),
    "forget": Entry("optout.cli.forget:forget", "Destroy everything personal about a subject."),
    "person": Entry("optout.cli.person:person", "Show or change the facts about a subject."),
    "plan": Entry("optout.cli.plan:plan", "Show who would be asked for what, and who would learn what."),
    "find": Entry("optout.cli.find:find", "Look your own things up in crawls, data sets, registries."),
    "run": Entry("optout.cli.run:run", "Do what is due, then return; or stay with --watch."),
    "status": Entry("optout.cli.status:status", "Show where every request stands."),
    "show": Entry("optout.cli.show:show", "Tell the history of one request in plain words."),
    "tasks": Entry("optout.cli.tasks:tasks", "List what only you can do next."),
    "recheck": Entry("optout.cli.recheck:recheck", "Look again now, without waiting for the schedule."),
    "report": Entry("optout.cli.report:report", "Write one HTML file about all requests over time."),
    "complain": Entry("optout.cli.complain:complain", "Write a complaint that you can file."),
    "evidence": Entry("optout.cli.evidence:evidence", "Verify or export what proves the claims."),
    "providers": Entry(
        "optout.cli.providers:providers", "List, show, check and add provider definitions."
    ),
    "rights": Entry("optout.cli.rights:rights", "What the laws say: deadlines, and which apply to you."),
    "mail": Entry("optout.cli.mail:mail", "Set up and check the mailbox."),
    "match": Entry("optout.cli.match:match", "Say of listings whether they are the person's."),
    "exposure": Entry("optout.cli.exposure:exposure", "Where your photos are public, and what to do."),
    "letter": Entry("optout.cli.letter:letter", "Write a letter that uses a right, as text and PDF."),
    "forms": Entry("optout.cli.forms:forms", "Say what the fields of a page ask for."),
    "drop": Entry("optout.cli.drop:drop", "California's one request to every registered data broker."),
    "gpc": Entry("optout.cli.gpc:gpc", "Say whether a site honours Global Privacy Control."),
    "site": Entry("optout.cli.site:site", "What your own site says to AI crawlers."),
    "rehearse": Entry("optout.cli.rehearse:rehearse", "Run the whole job on a local, simulated web."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help texts without importing them."""

    def __init__(self, *, entries: Mapping[str, Entry], **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self._entries.get(cmd_name)
        return _imported(cmd_name, entry.target) if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._entries and not args[0].startswith("-"):
            raise WrongInput(
                f"There is no command {args[0]!r}.", todo=_suggestion(args[0], self._entries)
            )
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        named = [name for name in self._entries if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=self._entries[name].words) for name in named), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.words) for name, entry in self._entries.items()])


def _imported(name: str, target: str) -> click.Command:
    module, _, attribute = target.partition(":")
    try:
        command = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise WrongInput(f"This build of optout has no command {name!r}.") from None
    if not isinstance(command, click.Command):
        raise TypeError(f"{target} is not a command")
    return command


def _suggestion(name: str, known: Mapping[str, Entry]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else "See optout --help."


@click.group(cls=LazyGroup, entries=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="optout", message="%(prog)s %(version)s")
def root() -> None:
    """Keeps your data opt-outs true over time.

    Exit codes: 0 done, 1 a fault of optout, 2 wrong input, 3 locked vault, 4 busy, 5 the outside
    world, 6 storage, 7 an untrue claim, 130 stopped by you.
    """
