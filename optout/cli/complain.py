"""``optout complain``: a complaint to the regulator, ready to file. The person files it."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.rights.letters import Language
    from optout.running.complaining import Complaint


@click.command()
@click.argument("request")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A folder that does not exist yet."
)
@click.option(
    "--lang",
    type=click.Choice(["en", "de", "fr", "es"]),
    help="The complaint's language. Default: one that the regulator speaks, else English.",
)
@json_option
def complain(request: str, out: Path, lang: str | None, as_json: bool) -> None:
    """Write the complaint about REQUEST to the right regulator, with its evidence. Files nothing.

    The folder holds personal data, unencrypted: keep it as you would keep such papers.
    """
    from optout.cli.session import installation
    from optout.evidence.export import export_case
    from optout.report.case import case_of
    from optout.running.complaining import complaint_of
    from optout.running.filing import papers_of

    with installation() as opened:
        made = complaint_of(opened, request, cast("Language | None", lang))
        case = case_of(opened, made.matter.row.id)
        permission = opened.roster.permission(made.matter.person.id)
        papers = papers_of(made, case.timeline, permission)
        folder = export_case(case, out, papers)
    value = _value(made) | {"folder": folder.absolute(), "files": sorted(papers)}
    emit(value, as_json, lambda: _words(made, folder))


_REGULATOR = {"slug", "name", "site", "complaint_url", "mark"}


def _value(made: "Complaint") -> dict[str, object]:
    matter = made.matter
    return {
        "request": matter.row.id,
        "provider": matter.row.provider,
        "law": matter.law.slug,
        "right": matter.law.right,
        "regulator": matter.regulator.model_dump(include=_REGULATOR) if matter.regulator else None,
        "before": matter.before,
        "asked_on": matter.story.asked_on,
        "answer_by": matter.story.answer_by,
        "refused_on": matter.story.refused_on,
        "happened": matter.story.happened,
        "language": made.letter.language,
        "facts_disclosed": made.letter.facts_disclosed,
        "filed": False,
    }


def _words(made: "Complaint", folder: Path) -> str:
    regulator, before = made.matter.regulator, made.matter.before
    whom = regulator.name if regulator else "the supervisory authority where you live"
    said = [f"Written to {folder}, for {whom}.", *([before] if before else [])]
    said.append("Nothing was filed: how-to-file.txt says how you do it. It holds personal data.")
    return " ".join(said)
