"""``optout drop``: California's request to every registered broker at once, filed by the person."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.people.subject import Subject
    from optout.rights.drop_filing import BrokerOutcome, Filing
    from optout.rights.drop_identifiers import Identifier
    from optout.running.drop import Covered
    from optout.running.installation import Installation
    from optout.running.roster import Enrolled

_DAY = click.DateTime(["%Y-%m-%d"])
_who = click.option("--person", "who", metavar="ID", help="Whose, where several people are enrolled.")
STEPS = (
    "Open {address} and accept the terms. It has no interface for programs: only you can do this.",
    "Prove that you live in California, with the state's identity service or Login.gov.",
    "Enter the facts below. What you leave out is not looked for; e-mails and telephones are checked "
    "with a code.",
    "Send the request. Keep what DROP shows then: optout drop filed DROP_ID",
)


@click.group()
def drop() -> None:
    """California's DROP: one request to every registered data broker, which only you can file."""


@drop.command()
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), help="A profile; no vault needed."
)
@_who
@json_option
def sheet(profile: Path | None, who: str | None, as_json: bool) -> None:
    """Show what to enter at DROP, and the hashes by which brokers will look for you.

    Nothing is sent.
    """
    from optout.rights.drop_filing import ADDRESS
    from optout.rights.drop_identifiers import identifiers

    subject = _subject(profile, who)
    _refuse_elsewhere(subject)
    found = identifiers(subject)
    steps = [step.format(address=ADDRESS) for step in STEPS]
    value = {
        "url": ADDRESS,
        "steps": steps,
        "identifiers": [
            {"kind": one.kind, "given": one.given, "standard": one.standard, "hash": one.hash}
            for one in found
        ],
    }
    emit(value, as_json, lambda: _sheet_words(steps, found))


@drop.command()
@click.argument("drop_id")
@click.option("--on", type=_DAY, help="The day on which you filed it, if not today.")
@_who
@json_option
def filed(drop_id: str, on: datetime | None, who: str | None, as_json: bool) -> None:
    """Keep that you filed a request, with its DROP_ID, and start its clocks."""
    from optout.cli.session import installation
    from optout.running.drop import file_drop

    with installation() as opened:
        person = _one(opened, who)
        _refuse_elsewhere(person.subject)
        filing = file_drop(opened, person, drop_id, _moment(opened, on))
    emit(_value(filing, []), as_json, lambda: _words(filing, []))


@drop.command()
@click.option("--on", type=_DAY, help="The day on which you looked, if not today.")
@click.option("--deleted", type=click.IntRange(0))
@click.option("--opted-out", type=click.IntRange(0))
@click.option("--exempted", type=click.IntRange(0))
@click.option("--not-found", type=click.IntRange(0))
@_who
@json_option
def looked(
    on: datetime | None,
    deleted: int | None,
    opted_out: int | None,
    exempted: int | None,
    not_found: int | None,
    who: str | None,
    as_json: bool,
) -> None:
    """Keep what DROP's status page said when you looked: how many brokers had which outcome.

    At least one count is needed; the others are 0.
    """
    from optout.cli.session import installation
    from optout.rights.drop_filing import BrokerOutcome
    from optout.running.drop import note_look

    given = {
        BrokerOutcome.DELETED: deleted,
        BrokerOutcome.OPTED_OUT: opted_out,
        BrokerOutcome.EXEMPTED: exempted,
        BrokerOutcome.NOT_FOUND: not_found,
    }
    _refuse_nothing_said(given)
    counts = {outcome: count or 0 for outcome, count in given.items()}
    with installation() as opened:
        filing = note_look(opened, _one(opened, who), _moment(opened, on), counts)
    emit(_value(filing, []), as_json, lambda: _words(filing, []))


@drop.command()
@_who
@json_option
def status(who: str | None, as_json: bool) -> None:
    """Show the request's clocks, and what optout itself has read at the brokers that it covers."""
    from optout.cli.session import installation
    from optout.running.drop import covered, drop_standing

    with installation() as opened:
        person = _one(opened, who)
        filing = drop_standing(opened, person)
        brokers = covered(opened, person, filing) if filing else []
    nothing = "No request at DROP is known. Next: optout drop sheet"
    emit(
        _value(filing, brokers) if filing else None,
        as_json,
        lambda: _words(filing, brokers) if filing else nothing,
    )


def _refuse_nothing_said(given: "Mapping[BrokerOutcome, int | None]") -> None:
    if all(count is None for count in given.values()):
        raise WrongInput(
            "No count of the status page was given.",
            kept="Nothing was changed.",
            todo="Give at least one of --deleted, --opted-out, --exempted and --not-found.",
        )


def _subject(profile: Path | None, who: str | None) -> "Subject":
    if profile is not None:
        from optout.people.profile import read_profile

        return read_profile(profile)
    from optout.cli.session import installation

    with installation() as opened:
        return _one(opened, who).subject


def _one(opened: "Installation", who: str | None) -> "Enrolled":
    if who is not None:
        return opened.roster.get(who)
    people = opened.roster.everybody()
    if len(people) != 1:
        todo = "Name one with --person ID." if people else "Enrol with optout init."
        raise WrongInput(f"{len(people)} people are enrolled here; each files their own.", todo=todo)
    return people[0]


def _refuse_elsewhere(subject: "Subject") -> None:
    present = next((one for one in subject.addresses if one.until is None), None)
    if present is None or (present.country, present.region) != ("US", "CA"):
        raise WrongInput(
            "DROP is for people who live in California; the profile's present address is elsewhere.",
            kept="Nothing was changed.",
            todo="See which laws protect you: optout rights which.",
        )


def _moment(opened: "Installation", on: datetime | None) -> datetime:
    from datetime import UTC

    now = opened.clock.now()
    if on is None or on.date() == now.date():
        return now
    if on.date() > now.date():
        raise WrongInput("That day is in the future.", kept="Nothing was changed.", todo="Mend --on.")
    return on.replace(hour=12, tzinfo=UTC)


def _value(filing: "Filing", brokers: "list[Covered]") -> dict[str, object]:
    last = filing.looked
    return {
        "drop_id": filing.drop_id,
        "filed_at": filing.filed_at,
        "fetch_by": filing.fetch_by,
        "answer_by": filing.answer_by,
        "look_at": filing.look_at,
        "looked_at": last.at if last else None,
        "outcomes": {name.value: count for name, count in last.counts.items()} if last else None,
        "source": filing.law.source,
        "mark": filing.law.mark,
        "brokers": brokers,
    }


def _sheet_words(steps: list[str], found: "tuple[Identifier, ...]") -> str:
    lines = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    for one in found:
        lines.append(f"\n{one.kind}: {one.given}")
        lines.append(f"  compared as {' | '.join(one.standard)}")
        lines.append(f"  hash {one.hash}")
    lines.append("\nBrokers get the hashes only. Nothing was sent.")
    return "\n".join(lines)


def _words(filing: "Filing", brokers: "list[Covered]") -> str:
    lines = [f"Filed on {filing.filed_at:%Y-%m-%d}, DROP ID {filing.drop_id}."]
    if filing.fetch_by and filing.answer_by:
        lines.append(f"Every registered broker must have fetched it by {filing.fetch_by:%Y-%m-%d},")
        lines.append(f"and its status page shows what each did by {filing.answer_by:%Y-%m-%d}.")
    if filing.looked:
        said = ", ".join(f"{name.value} {count}" for name, count in filing.looked.counts.items())
        lines.append(
            f"You looked on {filing.looked.at:%Y-%m-%d}: {said}. That is DROP's word, not ours."
        )
    if filing.look_at:
        lines.append(f"Look at the status page on {filing.look_at:%Y-%m-%d}: then optout drop looked")
    lines += [f"  {one.provider}: {one.state}, {_read(one)}" for one in brokers]
    return "\n".join(lines)


def _read(one: "Covered") -> str:
    if one.read_at is None:
        return "not read by us since"
    seen = "no listing" if one.read == "absent" else "STILL LISTED"
    return f"{seen} when we read it on {one.read_at:%Y-%m-%d}"
