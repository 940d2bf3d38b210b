"""``optout letter``: a letter that uses a right, written and printed. Nothing is sent."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import StorageFailure

if TYPE_CHECKING:
    from datetime import date

    from optout.rights.letters import Letter, Wanted

_DAY = click.DateTime(["%Y-%m-%d"])
_LANGUAGES = click.Choice(["en", "de", "fr", "es"])


@click.group()
def letter() -> None:
    """Write letters that use a right. Nothing is sent."""


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorated(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


_WHAT = _options(
    click.option("--subject", required=True, type=click.Path(path_type=Path), help="A profile."),
    click.option("--provider", required=True, help="A provider's slug, or any company's name."),
    click.option("--law", help="The law, or none. Default: the strongest that applies."),
    click.option("--right", help="The right. Default: the law's name says it, or the provider's own."),
    click.option("--lang", type=_LANGUAGES, help="Default: the provider's, else English."),
    click.option(
        "--stage",
        type=click.Choice(["request", "reminder", "appeal", "complaint"]),
        default="request",
        show_default=True,
    ),
)
_STORY = _options(
    click.option("--reference", help="That of the letters before. Default: a new one."),
    click.option("--asked-on", type=_DAY, help="When the request was sent."),
    click.option("--received", help="When the provider got it, in ISO 8601; its time runs from there."),
    click.option("--refused-on", type=_DAY, help="When the provider refused."),
    click.option("--ground", help="What the refusal rests on, in the provider's words."),
    click.option("--regulator", help="Whom to complain to. Default: who hears the person."),
)
_CONTENT = _options(
    click.option("--reason", help="Your own words: your situation, or what is to be corrected."),
    click.option("--marketing", is_flag=True, help="Object to direct marketing; needs no reason."),
    click.option("--location", help="The address of the content or record."),
    click.option("--signed", type=_DAY, help="You sign the statements in this letter, on this day."),
    click.option("--role", type=click.Choice(["person", "agent"]), default="person", show_default=True),
    click.option("--agent-name", help="Who acts for the person."),
    click.option("--agent-email", help="Where the answer goes then."),
    click.option("--permission-signed-on", type=_DAY, help="When the person signed the permission."),
)


@letter.command()
@_WHAT
@_STORY
@_CONTENT
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="The folder for the PDF.")
@json_option
def render(out: Path, as_json: bool, **given: Any) -> None:
    """Write one letter as text and PDF. Exit 2, and nothing is written, where an element is missing."""
    from optout.cli.letter_asked import Asked, wanted_of
    from optout.clock import SystemClock
    from optout.rights.letters import pdf_of, require_complete

    now = SystemClock().now()
    days = {name: value.date() for name, value in given.items() if isinstance(value, datetime)}
    asked = wanted_of(Asked(**(given | days)), now)
    for note in asked.notes:
        progress(note)
    written = _signed(asked.wanted, now.date(), asks=_can_ask(asked.wanted, as_json))
    require_complete(written)
    file = out / f"letter-{asked.wanted.right}-{asked.wanted.stage}-{written.reference}.pdf"
    _write(file, pdf_of(written))
    emit(_value(written, file), as_json, lambda: f"{_words(written)}\nPrinted: {file}")


@letter.command("list")
@json_option
def list_letters(as_json: bool) -> None:
    """List which letters there are: by law, right and stage, each with its languages."""
    from optout.rights.letters.listing import every_letter

    rows = [
        {"law": one.law, "right": one.right, "stage": one.stage, "languages": list(one.languages)}
        for one in every_letter()
    ]
    emit(rows, as_json, lambda: "\n".join(map(_line, rows)))


def _line(row: dict[str, Any]) -> str:
    return f"{row['law']:18} {row['right']:20} {row['stage']:10} {', '.join(row['languages'])}"


def _can_ask(wanted: "Wanted", as_json: bool) -> bool:
    """Whether the person may be sitting there; nobody signs for them."""
    return sys.stdin.isatty() and not as_json and wanted.role == "person"


def _signed(wanted: "Wanted", today: "date", *, asks: bool) -> "Letter":
    """The letter; signed, where all it lacks is the signature of a person who gives it here and now."""
    from optout.rights.letters import ONLY_SIGNED, missing, write_letter

    written = write_letter(wanted)
    lacking = set(missing(written))
    if not asks or not lacking or not lacking <= ONLY_SIGNED:
        return written
    signed = write_letter(replace(wanted, signed=today))
    statements = [one.text for one in signed.paragraphs if ONLY_SIGNED & set(one.satisfies)]
    progress("Only the person whose letter it is can state and sign this:\n\n" + "\n\n".join(statements))
    return signed if click.confirm("Is this true, and do you sign it?", err=True) else written


def _value(written: "Letter", file: Path) -> dict[str, object]:
    return {
        "subject": written.subject,
        "body": written.body,
        "pdf": file.absolute(),
        "elements": {element.value: there for element, there in written.elements.items()},
        "facts_disclosed": list(written.facts_disclosed),
    }


def _words(written: "Letter") -> str:
    return f"Subject: {written.subject}\n\n{written.body}"


def _write(file: Path, printed: bytes) -> None:
    """Only the person may read it."""
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.touch(mode=0o600)
        beside.write_bytes(printed)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or type(error).__name__).lower()
        raise StorageFailure(
            f"The letter could not be written: {reason}.", todo="Name another folder with --out."
        ) from None
