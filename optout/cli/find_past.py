"""What earlier looks of ``optout find`` told to whom, and which of them are kept as evidence."""

from collections.abc import Sequence
from typing import Any

from optout.people.facts import MEANINGS
from optout.storage.database import Transaction
from optout.storage.findings import findings_of, told_by_finding


def past(tx: Transaction, subject: str | None) -> list[dict[str, Any]]:
    """One entry for each look that belongs to no request, oldest first. Needs no key."""
    return [
        {
            "evidence": row.id,
            "subject": row.subject_id,
            "provider": row.provider,
            "at": row.at,
            "kept": row.path is not None,
            "told": [
                {"meaning": one.meaning, "recipient": one.recipient, "certain": one.certain}
                for one in told_by_finding(tx, row.id)
            ],
        }
        for row in findings_of(tx, subject)
    ]


def past_words(looks: Sequence[dict[str, Any]]) -> str:
    lines: list[str] = []
    for one in looks:
        gone = "" if one["kept"] else "  (no evidence is kept)"
        lines.append(f"{one['at']:%Y-%m-%d %H:%M}  {one['evidence']}  {one['provider']}{gone}")
        lines += [f"    {_told(each)}" for each in one["told"]]
    lines.append("Looks that belong to a request are told by: optout show REQUEST")
    return "\n".join(lines)


def _told(told: dict[str, Any]) -> str:
    verb = "was told" if told["certain"] else "may have been told"
    words = MEANINGS.get(told["meaning"], told["meaning"])
    return f"{told['recipient']} {verb}: {words}"
