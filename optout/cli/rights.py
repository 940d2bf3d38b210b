"""``optout rights``: what the laws say, until when, and which of them apply."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from optout.cli.country_option import country_code
from optout.cli.output import emit, json_option
from optout.cli.rights_which import which
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.rights.deadline import Deadlines
    from optout.rights.law import Law


@click.group()
def rights() -> None:
    """List the laws, count their deadlines, and say which apply to you."""


rights.add_command(which)


@rights.command("list")
@click.option("--law", "named", help="Only this law.")
@json_option
def list_laws(named: str | None, as_json: bool) -> None:
    """List every law and right that a request can use, with its times and how they are known."""
    from optout.rights.naming import law_named
    from optout.rights.table import rows

    slug = law_named(named)[0] if named else None
    found = [row for row in rows() if slug in (None, row.slug)]
    emit([_row(row) for row in found], as_json, lambda: "\n".join(_line(row) for row in found))


@rights.command()
@click.option("--law", "named", required=True, help="The law, such as gdpr or ccpa.")
@click.option("--right", "of", help="The right, such as delete; may be part of the law's name.")
@click.option("--received", required=True, help="When the request arrived, in ISO 8601.")
@click.option("--appeal-received", help="When an appeal arrived; else as if at RECEIVED.")
@click.option("--country", help="The provider's country: its holidays count in the EU.")
@json_option
def deadlines(
    named: str,
    of: str | None,
    received: str,
    appeal_received: str | None,
    country: str | None,
    as_json: bool,
) -> None:
    """Count until when a provider must acknowledge and answer a request, and answer an appeal."""
    from optout.rights import deadline
    from optout.rights.naming import row_named
    from optout.rights.table import law

    slug, right = row_named(named, of)
    arrived, notes = moment(received, "--received")
    appealed, more = moment(appeal_received, "--appeal-received") if appeal_received else (None, ())
    row = law(slug, right, arrived.date())
    place = country_code(country)
    counted = deadline.deadlines(row, arrived, appealed=appealed, country=place)
    value = _counted(row, counted) | {"received": arrived, "notes": [*notes, *more, *_notes(row)]}
    emit(value, as_json, lambda: _told(row, counted, [*notes, *more]))


def moment(text: str, option: str) -> tuple[datetime, tuple[str, ...]]:
    """The moment that an option names, and what must be said about it: UTC where it has no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongInput(
            f"{option} is no moment: {text[:40]!r}.", todo="Write it as 2026-03-02T09:30:00+01:00."
        ) from None
    if found.utcoffset() is not None:
        return found, ()
    return found.replace(tzinfo=UTC), (f"{option} names no time zone: it is taken as UTC.",)


_FIELDS: Mapping[str, str] = {
    "acknowledge_by": "acknowledge",
    "answer_by": "answer",
    "extended_to": "extended",
    "appeal_answer_by": "appeal",
}
_WORDS: Mapping[str, str] = {
    "acknowledge_by": "acknowledged by",
    "answer_by": "answered by",
    "extended_to": "extended to, if it says so in time",
    "appeal_answer_by": "an appeal answered by",
}


def _counted(row: "Law", counted: "Deadlines") -> dict[str, object]:
    from optout.rights.deadline import late_from

    moments = {key: getattr(counted, key) for key in _FIELDS}
    return {
        **moments,
        "law": row.slug,
        "right": row.right,
        "name": row.name,
        "late_from": late_from(counted.answer_by, row.answer) if counted.answer_by else None,
        "mark": row.mark,
        "marks": {key: row.mark_of(field) for key, field in _FIELDS.items() if moments[key]},
        "source": row.source,
        "source_url": row.source_url,
        "verified_on": row.verified_on,
    }


def _notes(row: "Law") -> list[str]:
    from optout.rights.words import doubts

    return [*doubts(row), *([row.notes] if row.notes else [])]


def _told(row: "Law", counted: "Deadlines", notes: list[str]) -> str:
    from optout.rights.words import MARKS

    lines = [f"{row.name} ({row.slug}, {row.right})"]
    for key, words in _WORDS.items():
        at = getattr(counted, key)
        known = f"{at.isoformat(' ', 'minutes')}  ({MARKS[row.mark_of(_FIELDS[key])]})" if at else "-"
        lines.append(f"  {words}: {known}")
    lines.append(f"  source: {row.source}, read on {row.verified_on}")
    return "\n".join([*lines, *(f"  note: {one}" for one in [*notes, *_notes(row)])])


def _row(row: "Law") -> dict[str, object]:
    """The row as JSON, under the names of its fields but ``law`` for ``slug``."""
    told = row.model_dump(mode="json", exclude={"slug"})
    return {"law": row.slug, **told}


def _line(row: "Law") -> str:
    from optout.rights.words import DOUBTED, clock_words

    doubtful = any(row.mark_of(field) in DOUBTED for field in _FIELDS.values() if getattr(row, field))
    mark = f"  ({row.mark})" if row.mark in DOUBTED else "  (in part not read in the law)" * doubtful
    return f"{row.slug} {row.right}  {row.jurisdiction}  {clock_words(row)}{mark}"
