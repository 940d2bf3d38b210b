"""``optout evidence``: what proves the claims; checked, listed, handed out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import UntrueClaim

if TYPE_CHECKING:
    from optout.evidence.verification import Verification


@click.group()
def evidence() -> None:
    """Verify, list and export what proves the claims."""


@evidence.command()
@json_option
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Recompute the ledger and all that is kept; exit 7 where something is not as it was signed."""
    from optout.cli.session import installation
    from optout.running.proving import verify_installation

    with installation() as opened:
        found = verify_installation(opened)
    if not found.ok and not as_json:
        raise UntrueClaim(
            "The evidence does not verify:\n" + "\n".join(f"- {one}" for one in found.problems) + "\n",
            kept="Nothing was changed.",
            todo="Restore what is missing or changed from a backup.",
        )
    emit(found.as_json(), as_json, lambda: _verified(found))
    ctx.exit(0 if found.ok else UntrueClaim.exit_code)


@evidence.command("list")
@click.argument("request")
@json_option
def list_evidence(request: str, as_json: bool) -> None:
    """List the evidence that is kept for REQUEST."""
    from optout.cli.session import database
    from optout.report.case_evidence import evidence_lines
    from optout.storage.requests import find_request

    with database() as opened, opened.transaction(write=False) as tx:
        found = evidence_lines(tx, find_request(tx, request).id)
    emit(found, as_json, lambda: "\n".join(one.words for one in found) or "Nothing is kept yet.")


@evidence.command()
@click.argument("request")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A folder that does not exist yet."
)
@click.option(
    "--openings",
    is_flag=True,
    help="Hand out the salt too: the receiver can check the contents, and test guesses about you.",
)
@json_option
def export(request: str, out: Path, openings: bool, as_json: bool) -> None:
    """Write a folder about REQUEST for a regulator or a court: a cover page, evidence and proofs.

    REQUEST may also be an id of evidence, as `optout find` and `evidence list` tell them.

    It holds personal data, unencrypted: keep it as you would keep such papers.
    """
    from optout.cli.session import installation
    from optout.evidence.export import export_case
    from optout.report.case_finding import case_named

    with installation() as opened:
        case = case_named(opened, request, openings=openings)
        folder = export_case(case, out)
    value = {
        "folder": folder.absolute(),
        "request": case.reference,
        "attachments": len(case.attachments),
        "proofs": len(case.proofs),
        "openings": openings,
    }
    emit(value, as_json, lambda: f"Written to {folder}. It holds personal data. Open index.html.")


def _verified(found: "Verification") -> str:
    more = f" {found.unclaimed} belong to what was forgotten." if found.unclaimed else ""
    return f"Verified: {found.entries} entries under {found.heads} signed heads.{more}"
