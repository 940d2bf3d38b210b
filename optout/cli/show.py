"""``optout show``: one request told in plain words. Needs no key: its history is not personal."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.report.report_account import Account


@click.command()
@click.argument("request")
@json_option
def show(request: str, as_json: bool) -> None:
    """Tell the history of REQUEST (its id, or the beginning of it) in plain words."""
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import database, settings
    from optout.report.report_account import account_in
    from optout.storage.requests import find_request

    catalog = load_catalog(settings().providers, settings().imported)
    with database() as opened, opened.transaction(write=False) as tx:
        account = account_in(tx, find_request(tx, request), catalog)
    emit(_value(account), as_json, lambda: "\n".join(_words(account)))


def _value(account: "Account") -> dict[str, object]:
    from optout.report.words import lines
    from optout.report.words_of_proofs import proof_value

    standing, claim = account.history.standing, account.claim
    return {
        "id": account.row.id,
        "subject": account.row.subject_id,
        "provider": account.row.provider,
        "name": account.name,
        "right": account.row.right,
        "law": account.law,
        "state": standing.state,
        "since": account.since,
        "claims": claim.says,
        "does_not_prove": claim.not_say,
        "proof": proof_value(account.proof, account.definition.proof if account.definition else None),
        "progress": account.progress,
        "look_first": account.look_first(_today()),
        "overdue": account.late,
        "trouble": account.trouble,
        "deadline": standing.answer_by,
        "next": account.next,
        "next_at": account.row.due_at,
        "disclosures": _told(account),
        "history": lines(account.history),
    }


def _told(account: "Account") -> list[dict[str, object]]:
    from optout.report.words_of_disclosures import fact_words

    return [
        {
            "at": row.at,
            "meaning": row.meaning,
            "words": fact_words(row),
            "recipient": row.recipient,
            "certain": row.certain,
        }
        for row in account.disclosures
    ]


def _words(account: "Account") -> Iterator[str]:
    from optout.report.words import day, lines
    from optout.report.words_of_proofs import look_first, proof_words

    claim, answer_by = account.claim, account.history.standing.answer_by
    yield f"{account.name}: “{account.asked}”"
    if account.law:
        yield f"  under: {account.law}"
    beneath = f" (beneath: {account.beneath})" if account.beneath else ""
    yield f"  state: {claim.name}{beneath}, since {day(account.since)}"
    yield f"    This says: {claim.says}"
    yield f"    It does not prove: {claim.not_say}"
    yield f"  how far: {account.progress.words}"
    if account.proof:
        yield f"  it rests on: {proof_words(account.proof)}"
        yield f"    This does not prove {account.open_points}."
    if old := account.look_first(_today()):
        yield f"  {look_first(old)}"
    if answer_by:
        yield f"  legal deadline: {day(answer_by)}{', passed' if account.late else ''}"
    if account.trouble:
        yield f"  trouble: {account.trouble}"
    yield f"  next: {account.next}"
    yield "\nWhat happened (days and times in UTC)"
    yield from (f"  {_moment(line.at)}  {line.words}" for line in lines(account.history))
    yield "\nWho learned what"
    yield from (_disclosed(told) for told in _told(account))
    if not account.disclosures:
        yield "  Nobody was told anything by optout."


def _today() -> date:
    from optout.clock import SystemClock

    return SystemClock().now().date()


def _disclosed(told: dict[str, object]) -> str:
    at = told["at"]
    when = _moment(at) if isinstance(at, datetime) else ""
    return f"  {when}  {told['words']} -> {told['recipient']}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
