"""``optout plan``: the dry run before anything leaves, and the consent to it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.catalog.definition import Provider
    from optout.people.subject import Subject
    from optout.report.forecast import Forecast


@click.command()
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), help="A profile; no vault needed."
)
@click.option("--only", multiple=True, help="Only these providers (slugs).")
@click.option("--accept", is_flag=True, help="Open these requests; `optout run` then makes them.")
@json_option
def plan(profile: Path | None, only: tuple[str, ...], accept: bool, as_json: bool) -> None:
    """Show who would be asked for what, under which right, and field by field who would learn what.

    Nothing is sent. With --accept the requests are opened for the enrolled subjects.
    """
    chosen = _chosen(only)
    if profile is not None:
        if accept:
            raise click.UsageError("--accept needs an enrolled subject, not a file: see optout init")
        from optout.people.profile import read_profile

        _show({"-": read_profile(profile)}, chosen, {}, as_json)
        return
    from optout.cli.session import installation
    from optout.running.planning import open_requests

    with installation() as opened:
        people = opened.roster.everybody()
        new = {p.id: len(open_requests(opened, p, chosen)) if accept else 0 for p in people}
        _show({p.id: p.subject for p in people}, chosen, new, as_json)


def _chosen(only: tuple[str, ...]) -> "list[Provider]":
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import settings
    from optout.running.planning import is_invented, usable

    catalog = load_catalog(settings().providers, settings().imported)
    if only:
        return [catalog.get(slug) for slug in only]
    covered = catalog.covered()
    return [
        provider
        for provider in catalog
        if usable(provider) and not is_invented(provider) and provider.slug not in covered
    ]


def _show(
    people: "dict[str, Subject]", chosen: "list[Provider]", opened: dict[str, int], as_json: bool
) -> None:
    from optout.clock import SystemClock
    from optout.report.forecast import forecast

    today = SystemClock().now().date()
    told = {who: forecast(subject, chosen, today) for who, subject in people.items()}
    value = [
        {"subject": who, "opened": opened.get(who, 0), "providers": one} for who, one in told.items()
    ]
    words = [_words(who, one, opened.get(who, 0)) for who, one in told.items()]
    emit(value, as_json, lambda: "\n\n".join(words) or "Nobody is enrolled yet. See: optout init")


def _words(who: str, forecasts: "list[Forecast]", opened: int) -> str:
    lines = [f"{who}: {len(forecasts)} providers would be asked. Nothing was sent."]
    for one in forecasts:
        lines.append(f"\n{one.name} ({one.provider}): {one.right}, by {one.channel}")
        lines += [f"  {told.line}" for told in one.told]
        lines.append(f"  your consent covers: {', '.join(one.recipients)}")
        if one.also_loads_from:
            hosts = ", ".join(one.also_loads_from)
            lines.append(f"  its pages also load from {hosts}, who could learn what is typed")
        if one.never_seen_live:
            lines.append(f"  {one.tier}, never seen live: {one.never_seen_live}")
    if opened:
        lines.append(f"\n{opened} requests are open now. Next: optout run")
    return "\n".join(lines)
