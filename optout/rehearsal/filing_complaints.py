"""The complaint as ``optout complain`` writes it: what the person of a rehearsal files."""

from pathlib import Path

from optout.evidence.export import export_case
from optout.report.case import case_of
from optout.running.complaining import complaint_of
from optout.running.filing import papers_of
from optout.running.installation import Installation


def write_complaint(installation: Installation, request_id: str, folder: Path) -> Path:
    """The folder with the complaint and its evidence, below ``folder``. Files nothing.

    Raises what the command would end with: a rehearsal must not get here without a reason to complain.
    """
    made = complaint_of(installation, request_id)
    case = case_of(installation, made.matter.row.id)
    return export_case(case, folder / made.matter.row.id, papers_of(made, case.timeline))
