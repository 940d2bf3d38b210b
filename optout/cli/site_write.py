"""``optout site write``: put the signals into the folder of a site, after showing what changes."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, printable
from optout.errors import StorageFailure, WrongInput

if TYPE_CHECKING:
    from optout.signals.robots_writing import LeftOpen
    from optout.signals.snippets import Snippet
    from optout.sites.changes import Change
    from optout.sites.permitting import Permitting

_UNSERVED = (
    "These header lines say the same for every page and image. Add them where your site is served:"
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--domain", default="", help="The site's domain, for the snippets.")
@click.option(
    "--allow-search/--refuse-search",
    "search",
    default=None,
    help="Let AI search and assistants use the site, or not. Default: say nothing new about it.",
)
@click.option("--tdm/--no-tdm", default=True, help="Reserve text and data mining. Default: reserve it.")
@click.option("--license", "licence", default="", help="Name an RSL licence, by its web address.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@json_option
def write(
    folder: Path, domain: str, search: bool | None, tdm: bool, licence: str, yes: bool, as_json: bool
) -> None:
    """Refuse AI training in robots.txt, ai.txt and .well-known/tdmrep.json of FOLDER.

    What would change is shown first. It is written with --yes, or when you say so on a terminal;
    everything else in these files stays.
    """
    from optout.signals.agents import agents
    from optout.signals.snippets import snippets
    from optout.sites.changes import changes
    from optout.sites.choices import Choices

    _require_folder(folder)
    choices = Choices(search, tdm, _web_address(licence))
    found = changes(folder, choices.wishes(agents()))
    headers = choices.headers()
    written = _written(
        folder, found, asks=not as_json and sys.stdin.isatty(), yes=yes, shows=not as_json
    )
    value = _value(folder, found, written, headers, snippets(headers, domain))
    emit(value, as_json, lambda: "\n".join(_words(found, written, snippets(headers, domain))))


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise WrongInput(
            "There is no such folder.", todo="Name the folder whose files your server publishes."
        )


def _web_address(licence: str) -> str:
    from optout.signals.rsl import license_lines

    if licence and not all(line.usable for line in license_lines(f"License: {licence}")):
        raise WrongInput("A licence is named by its web address.", todo="Write https://HOST/PATH.")
    return licence


def _written(folder: Path, found: Sequence["Change"], *, asks: bool, yes: bool, shows: bool) -> bool:
    """Show what would change, and write it where somebody agrees. Whether it was written.

    What was agreed to before is written first: whoever reads the output may stop reading.
    """
    open_changes = [one for one in found if one.diff]
    if yes:
        _write(folder, open_changes)
    if shows:
        for one in open_changes:
            click.echo(printable(one.diff) + "\n")
    if yes or not open_changes or not asks:
        return yes and bool(open_changes)
    for line in _in_the_way(found):
        click.echo(printable(line), err=True)
    if click.confirm("Write this?", err=True):
        _write(folder, open_changes)
        return True
    return False


def _write(folder: Path, found: Sequence["Change"]) -> None:
    from optout.channels.site.folder import Unwritable
    from optout.sites.changes import write as put

    for number, one in enumerate(found):
        try:
            put(folder, one)
        except Unwritable as error:
            raise StorageFailure(
                f"{one.path} could not be written: {error}.",
                kept=f"{number} of {len(found)} files were written.",
                todo="Look at it, and run the command again.",
            ) from None


def _left_open(found: Sequence["Change"]) -> Sequence["LeftOpen"]:
    """Crawlers that collect for training, and that lines of the site's own let in all the same."""
    from optout.signals.agents import agents
    from optout.signals.audit_agents import COLLECTING
    from optout.signals.robots_writing import left_open

    texts = [one.after for one in found if one.path == "robots.txt" and one.after]
    tokens = [one.token for one in agents() if one.purpose in COLLECTING]
    return left_open(texts[0], tokens) if texts else ()


def _permitting(found: Sequence["Change"]) -> list["Permitting"]:
    """Lines of the site's own that permit training, as the files are when everything is written."""
    from optout.sites.permitting import permitting

    return [line for one in found for line in permitting(one.path, one.after)]


def _in_the_way(found: Sequence["Change"]) -> Iterator[str]:
    """What stays as it is, and says the contrary."""
    for line in _permitting(found):
        yield (
            f"{line.file} {line.where} still permits training ({line.words}). It is yours, and stays: "
            "change it yourself."
        )
    for one in _left_open(found):
        where = f"line {one.line} of robots.txt"
        yield f"{one.token} is still let in by {where}. That line is yours: mend it."


def _value(
    folder: Path,
    found: Sequence["Change"],
    written: bool,
    headers: Mapping[str, str],
    snippets: Sequence["Snippet"],
) -> Mapping[str, object]:
    return {
        "folder": folder.absolute(),
        "written": written,
        "files": [
            {"path": one.path, "change": one.kind, "why": one.why, "diff": one.diff} for one in found
        ],
        "left_open": [{"agent": one.token, "line": one.line} for one in _left_open(found)],
        "permitting": _permitting(found),
        "headers": headers,
        "snippets": snippets,
    }


def _words(found: Sequence["Change"], written: bool, snippets: Sequence["Snippet"]) -> Iterator[str]:
    for one in found:
        yield f"{one.path}: {one.kind.value}. {one.why}".rstrip(" .") + "."
    yield from _in_the_way(found)
    if not written and any(one.diff for one in found):
        yield "Nothing was written. Say --yes to write it."
    yield f"\n{_UNSERVED}"
    for snippet in snippets:
        yield f"\n{snippet.server}: {snippet.where}"
        yield from (f"    {line}" for line in snippet.text.splitlines())
        yield from ([f"  {snippet.note}"] if snippet.note else [])
    yield "\nThen look at what is really served: optout site audit https://YOUR-SITE/"
