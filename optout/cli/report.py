"""``optout report``: one HTML file. Needs no key: kinds of facts are in it, never their values."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import StorageFailure, WrongInput

if TYPE_CHECKING:
    from optout.report.report import Report


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write. Default: optout-report-DATE.html, here.",
)
@click.option("--subject", help="Only this subject's requests (an id).")
@json_option
def report(out: Path | None, subject: str | None, as_json: bool) -> None:
    """Write one HTML file with the picture of all requests over time. It opens in any browser."""
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import database, settings
    from optout.clock import SystemClock
    from optout.report.report import report_of
    from optout.report.report_account import accounts
    from optout.report.report_page import report_page
    from optout.storage.subjects import find_subject

    now = SystemClock().now()
    catalog = load_catalog(settings().providers, settings().imported)
    with database() as opened:
        if subject:
            with opened.transaction(write=False) as tx:
                find_subject(tx, subject)
        told = report_of(accounts(opened, catalog, subject), now)
    file = out or Path(f"optout-report-{now:%Y-%m-%d}.html")
    _write(file, report_page(told))
    emit(_value(told, file), as_json, lambda: f"{told.headline} {told.lead}".strip() + f"\nSee: {file}")


def _value(told: "Report", file: Path) -> dict[str, object]:
    return {
        "file": file.absolute(),
        "requests": len(told.accounts),
        "states": {figure.look.value: figure.count for figure in told.figures},
        "overdue": told.overdue,
        "troubled": told.troubled,
        "totals": told.totals,
    }


def _write(file: Path, page: str) -> None:
    """Only the person may read it; an older report of the same name is replaced."""
    if file.is_dir():
        raise WrongInput("The report is a file, and this is a folder.", todo="Name a file with --out.")
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.touch(mode=0o600)
        beside.write_text(page, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or type(error).__name__).lower()
        raise StorageFailure(
            f"The report could not be written: {reason}.", todo="Name another file with --out."
        ) from None
