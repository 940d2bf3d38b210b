"""``optout status``: where every request stands. Quick: it reads rows only and opens no vault."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from datetime import date

    from optout.storage.providers import Pause
    from optout.storage.requests import RequestRow


@click.command()
@click.option("--subject", help="Only this subject's requests.")
@json_option
def status(subject: str | None, as_json: bool) -> None:
    """Show where every request stands, and which providers are paused."""
    from optout.cli.session import database
    from optout.clock import SystemClock
    from optout.storage.providers import out_of_date, pauses
    from optout.storage.requests import find_requests
    from optout.storage.subjects import find_subject

    with database() as opened, opened.transaction(write=False) as tx:
        if subject:
            find_subject(tx, subject)
        rows = find_requests(tx, subject_id=subject)
        paused = pauses(tx)
        old = out_of_date(tx, SystemClock().now().date())
    value = {
        "requests": [_request(row, {p.provider: p for p in paused}, old) for row in rows],
        "paused": [{"provider": p.provider, "until": p.until, "because": p.because} for p in paused],
    }
    emit(value, as_json, lambda: _words(rows, paused, old))


def _request(
    row: "RequestRow", paused: "Mapping[str, Pause]", old: "Mapping[str, date]"
) -> dict[str, object]:
    from optout.report.words_of_proofs import proof_value

    return {
        "id": row.id,
        "subject": row.subject_id,
        "provider": row.provider,
        "right": row.right,
        "state": row.state,
        "since": row.changed_at,
        "overdue": row.overdue,
        "trouble": row.trouble,
        "task": row.task,
        "next": row.due_action,
        "next_at": row.due_at,
        "paused_because": paused[row.provider].because if row.provider in paused else None,
        "proof": proof_value(row.proof),
        "look_first": old.get(row.provider),
    }


def _words(rows: "list[RequestRow]", paused: "list[Pause]", old: "Mapping[str, date]") -> str:
    from optout.report.words_of_proofs import look_first

    if not rows:
        return "Nothing is asked of anybody yet. See: optout plan"
    width = max(len(row.provider) for row in rows)
    lines = [_line(row, width, {p.provider for p in paused}) for row in rows]
    lines += [
        f"{p.provider} is left alone until {p.until:%Y-%m-%d}: {_sentence(p.because)}" for p in paused
    ]
    asked = sorted({row.provider for row in rows} & old.keys())
    lines += [f"{provider}: {look_first(old[provider])}" for provider in asked]
    waiting = sum(row.task is not None for row in rows)
    if waiting:
        lines.append(f"{waiting} wait for you: optout tasks")
    return "\n".join(lines)


def _line(row: "RequestRow", width: int, paused: "Collection[str]") -> str:
    late = ", overdue" if row.overdue and row.state != "overdue" else ""
    doing = f"next: {_doing(row)} {row.due_at:%Y-%m-%d %H:%M}" if row.due_at else ""
    why = f" ({_sentence(row.trouble)})" if row.trouble else ""
    waits = ", paused" if row.provider in paused and row.state not in ("paused", "withdrawn") else ""
    rests = f"  [{_rests_on(row)}]" if row.proof else ""
    return f"{row.id}  {row.provider:<{width}}  {_state(row)}{late}{waits}{why}{rests}  {doing}".rstrip()


def _state(row: "RequestRow") -> str:
    """About training nothing is ever called removed."""
    return "seen absent" if (row.state, row.right) == ("removed", "opt-out-of-training") else row.state


def _rests_on(row: "RequestRow") -> str:
    from optout.report.words_of_proofs import proof_line

    return proof_line(row.proof) if row.proof else ""


def _doing(row: "RequestRow") -> str:
    if row.due_action:
        return row.due_action
    if row.state == "planned":
        return "begin"
    by_word = row.proof is not None and row.proof.rung == "attestation"
    return "you look again" if by_word else "deadline"


def _sentence(failure: str) -> str:
    from optout.requests.failures import sentence_of

    return sentence_of(failure)
