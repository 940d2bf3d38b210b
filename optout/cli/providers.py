"""``optout providers``: what the catalog holds, how honest it is, and how to add to it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.cli.providers_health import health
from optout.cli.providers_import import import_
from optout.cli.providers_record import record
from optout.cli.providers_repair import repair
from optout.cli.providers_resume import resume
from optout.cli.providers_try import try_definition

if TYPE_CHECKING:
    from datetime import date

    from optout.catalog.catalog import Catalog
    from optout.catalog.definition import Provider

KINDS = ("data_broker", "ai_training", "dataset_search", "takedown", "company")
TIERS = ("draft", "documented", "rehearsed", "imported", "verified", "retired")


@click.group()
def providers() -> None:
    """List, show, check, add and import provider definitions."""


providers.add_command(health)
providers.add_command(repair)
providers.add_command(resume)
providers.add_command(import_)
providers.add_command(record)
providers.add_command(try_definition)


@providers.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@click.option("--tier", type=click.Choice(TIERS), help="Only this tier.")
@click.option("--origin", help="Only from this catalog (a word of its name), or `ours`.")
@json_option
def list_providers(kind: str | None, tier: str | None, origin: str | None, as_json: bool) -> None:
    """List the catalog: who is asked, how, and what nobody has seen work live."""
    from optout.catalog.summary import summary
    from optout.cli.provider_words import catalog_table

    catalog = _catalog()
    covered = catalog.covered()
    chosen = [
        summary(one, covered.get(one.slug))
        for one in catalog
        if kind in (None, one.kind.value) and tier in (None, one.tier.value) and _is_from(one, origin)
    ]
    emit(chosen, as_json, lambda: catalog_table(chosen, _today()))
    for slug in catalog.damaged():
        progress(f"{slug} is left out: its imported definition is damaged. Import it again.")


@providers.command()
@click.argument("slug")
@json_option
def show(slug: str, as_json: bool) -> None:
    """Show one provider: what is asked, what each step discloses, and the sources."""
    from optout.cli.provider_words import provider_sheet

    catalog = _catalog()
    provider, covered = catalog.get(slug), catalog.covered().get(slug)
    value = provider.model_dump(mode="json") | {"covered_by": covered}
    emit(value, as_json, lambda: provider_sheet(provider, _today(), covered))


@providers.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@json_option
@click.pass_context
def check(ctx: click.Context, path: Path | None, as_json: bool) -> None:
    """Check definitions: all, or those below PATH. Exit 2 where something is wrong."""
    from optout.catalog.checking import check_catalog
    from optout.catalog.place import catalog_around

    catalog = catalog_around(path.resolve()) if path else _catalog()
    every = check_catalog(catalog, _today())
    findings = [each for each in every if not path or each.path.resolve().is_relative_to(path.resolve())]
    checked = [slug for slug in catalog.in_folders if not path or _is_below(catalog.folder(slug), path)]
    emit([each.as_json() for each in findings], as_json, lambda: _said(findings, len(checked)))
    if not findings:
        _tell_old(catalog.get(slug) for slug in checked)
    ctx.exit(2 if findings else 0)


@providers.command()
@click.argument("slug")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--name", required=True, help="The name as the provider writes it.")
@click.option("--domain", required=True, help="The domain that its pages are on.")
@click.option("--country", default="US", show_default=True, help="Two letters.")
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project that holds providers/ and tests/; by default where you are.",
)
@json_option
def new(slug: str, kind: str, name: str, domain: str, country: str, into: Path, as_json: bool) -> None:
    """Start a provider's folder: a draft definition, its twin and its test."""
    from optout.catalog.definition import Kind
    from optout.catalog.scaffold import Draft, scaffold

    draft = Draft(slug, Kind(kind), name, domain, country)
    written = scaffold(draft, into, _today())
    emit({"written": list(written)}, as_json, lambda: _next_steps(slug, written))


def _catalog() -> "Catalog":
    from optout.catalog.catalog import load_catalog
    from optout.settings import load_settings

    settings = load_settings(os.environ)
    return load_catalog(settings.providers, settings.imported)


def _today() -> "date":
    from optout.clock import SystemClock

    return SystemClock().now().date()


def _tell_old(checked: "Iterable[Provider]") -> None:
    """Facts that have expired are no fault of a definition, but somebody should look."""
    from optout.report.words_of_proofs import look_first

    today = _today()
    for one in checked:
        if one.expires <= today:
            progress(f"{one.slug}: {look_first(one.as_of)}")


def _is_from(provider: "Provider", origin: str | None) -> bool:
    """Whether its catalog's name has the word; what has no other catalog is ours."""
    its = provider.origin.catalog if provider.origin else "ours"
    return origin is None or origin.casefold() in its.casefold()


def _is_below(folder: Path, path: Path) -> bool:
    """Whether the folder is or lies in ``path``, or ``path`` is a file in it."""
    whole = path.resolve()
    return folder.resolve().is_relative_to(whole) or whole.is_relative_to(folder.resolve())


def _said(findings: Iterable[object], count: int) -> str:
    lines = [str(finding) for finding in findings]
    named = "1 definition" if count == 1 else f"{count} definitions"
    return "\n".join(lines) if lines else f"{named}, nothing wrong."


def _next_steps(slug: str, written: Iterable[Path]) -> str:
    files = "\n".join(f"  {path}" for path in written)
    return (
        f"Written:\n{files}\n"
        "Next: read CONTRIBUTING.md, mend the definition and its twin, and try them:\n"
        f"  optout providers check\n  optout providers record {slug}\n"
        f"  python -m pytest -q tests/providers -k {slug}\n  optout rehearse --provider {slug}"
    )
