"""``optout rehearse``: the whole job on a local, simulated web."""

import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import UntrueClaim, WrongInput

if TYPE_CHECKING:
    from optout.rehearsal.result import Result


@click.command()
@click.option("--days", default=120, show_default=True, type=click.IntRange(1, 3650))
@click.option("--subjects", default=1, show_default=True, type=click.IntRange(1, 1000))
@click.option("--seed", default=1, show_default=True, help="Decides names, timing and namesakes.")
@click.option("--provider", "named", multiple=True, metavar="SLUG", help="Only this one; repeatable.")
@click.option("--all", "everybody", is_flag=True, help="Every provider that has a twin.")
@click.option("--database", help="sqlite:///PATH or postgresql://...; default: a temporary file.")
@json_option
@click.pass_context
def rehearse(
    ctx: click.Context,
    days: int,
    subjects: int,
    seed: int,
    named: tuple[str, ...],
    everybody: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Run production code for DAYS virtual days against local twins, and compare with their books.

    Without --provider and --all: the invented brokers and the AI and dataset services.
    Nothing leaves this machine. Exit code 7 where a claim was not true, 2 where one named by
    --provider was never asked, because its definition or its twin does not work.
    """
    from optout.catalog.catalog import load_catalog
    from optout.channels.web.browser_path import require_browser
    from optout.rehearsal.cast import Cast
    from optout.rehearsal.rehearsal import Wish, rehearse
    from optout.rehearsal.stage import Scene
    from optout.settings import load_settings

    if named and everybody:
        raise click.UsageError("Give --provider or --all, not both.")
    settings = load_settings(os.environ)
    scene = Scene(subjects, seed, cast=Cast(named, everybody))
    wish = Wish(days=days, scene=scene, database=database)
    catalog = load_catalog(settings.providers)
    browser = require_browser(settings.browser).path
    result = rehearse(wish, catalog, lambda: browser, tell=progress)
    emit(asdict(result), as_json, lambda: _words(result))
    if not result.is_true and as_json:  # one value on standard output, and it says what is wrong
        ctx.exit(UntrueClaim.exit_code)
    if not result.is_true:
        raise UntrueClaim("A claim was not true, or a fact leaked.", todo="See the figures above.")
    ctx.exit(WrongInput.exit_code if named and result.stopped else 0)


def _words(result: "Result") -> str:
    truth, sends, told, mail = result.truth, result.sends, result.disclosure, result.letters
    paused = ", ".join(result.paused_providers) or "none"
    return "\n".join(
        [
            f"{result.days} days, {result.subjects} subject(s), {result.providers} providers, "
            f"{result.wall_s:.0f} s",
            f"asked {result.submitted} times, confirmed {result.confirmed}, "
            f"proven removed {result.removed_proven}, reappeared and caught {result.reappeared_caught}, "
            f"submitted again {result.resubmitted}, overdue {result.overdue}",
            f"by letter: reminded {mail.reminded}, appealed {mail.appealed}, "
            f"complained {mail.complained}; refused {mail.refused}, more time taken {mail.extended}, "
            f"said to be done {mail.said_done}, said to hold nothing {mail.said_not_found}, "
            f"came back {mail.came_back}",
            f"asked the person {result.person_tasks} times; paused providers: {paused}",
            *(f"never asked: {slug} stopped at {why}" for slug, why in result.stopped.items()),
            "according to the twins' books:",
            f"  false claims: removed {truth.false_removed}, clear {truth.false_clear}, "
            f"done {truth.false_done}, overdue {truth.false_overdue}; "
            f"reappearances missed {truth.missed_reappearance}, refusals missed {truth.missed_refusal}; "
            f"failures not reported {truth.unreported_failures}; left open {truth.left_open}",
            f"  impostors' links followed {truth.followed_phish}; reminders and appeals sent twice "
            f"{truth.second_reminders}; letters to dead addresses {truth.letters_to_dead}",
            f"  requests and letters received {sends.total}, of these twice {sends.duplicates}",
            f"  facts received {told.fields_sent}, of these not declared {told.undeclared}, "
            f"into hidden fields {told.hidden_filled}",
            f"ledger: {result.evidence.events} events, "
            + ("verified" if result.evidence.ledger_ok else "DOES NOT VERIFY"),
        ]
    )
