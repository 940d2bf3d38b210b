"""``optout providers health``: who works, who does not, why, and what waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.catalog.definition import Provider
    from optout.people.subject import Subject
    from optout.storage.database import Transaction


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--check", is_flag=True, help="Check now: nothing is sent, and little is asked.")
@click.option(
    "--canary",
    type=click.Path(path_type=Path),
    help="With --check: the profile of somebody who is listed there and consents to be looked up.",
)
@click.option("--live", is_flag=True, help="The person of --canary wants this on a real site.")
@json_option
def health(slugs: tuple[str, ...], check: bool, canary: Path | None, live: bool, as_json: bool) -> None:
    """Say of each provider (or of SLUGS) whether it is healthy, why not, and what waits."""
    if canary and not check:
        raise WrongInput("--canary is for a check.", todo="Add --check.")
    if canary and len(slugs) != 1:
        raise WrongInput(
            "--canary is somebody who is listed at one provider, and is looked up nowhere else.",
            kept="Nothing was opened.",
            todo="Name that provider, and only that one.",
        )
    if check:
        _check(slugs, canary, live)
    from optout.cli.session import database

    with database() as opened, opened.transaction(write=False) as tx:
        rows = known_health(tx, slugs)
    emit(rows, as_json, lambda: _words(rows))


def known_health(tx: "Transaction", slugs: Sequence[str]) -> list[dict[str, Any]]:
    """One row for each provider that is asked or was checked, or for each of ``slugs``; by slug.

    Raises ``WrongInput`` for a slug that neither the database nor the catalog knows.
    """
    from optout.storage.health import asked_providers, healths
    from optout.storage.providers import pauses

    asked = {one.provider: one for one in asked_providers(tx)}
    known, paused = healths(tx), {one.provider: one for one in pauses(tx)}
    wanted = slugs or sorted({*asked, *known, *paused})
    _require_known(set(wanted) - {*asked, *known, *paused})
    return [_row(slug, known.get(slug), paused.get(slug), asked.get(slug)) for slug in wanted]


def _require_known(slugs: "set[str]") -> None:
    """``WrongInput`` where one of them is in no catalog. Nothing is read where there are none."""
    if not slugs:
        return
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import settings

    chosen = settings()
    catalog = load_catalog(chosen.providers, chosen.imported)
    for slug in sorted(slugs):
        catalog.get(slug)


def _row(slug: str, known: Any, paused: Any, asked: Any) -> dict[str, Any]:
    results = known.health.results if known and known.checked_at else ()
    return {
        "slug": slug,
        "state": known.state.value if known else "unknown",
        "since": known.since if known and known.checked_at else None,
        "checked_at": known.checked_at if known else None,
        "next_at": known.next_at if known else None,
        "probes": [
            {"probe": one.probe.value, "verdict": one.verdict.value, "reason": one.reason}
            for one in results
        ],
        "paused": paused is not None,
        "paused_until": paused.until if paused else None,
        "paused_because": paused.because if paused else None,
        "requests": asked.requests if asked else 0,
        "waiting": asked.waiting if asked and paused else 0,
    }


def _check(slugs: Sequence[str], canary: Path | None, live: bool) -> None:
    from optout.cli.session import installation, settings
    from optout.running.shift import open_checkups
    from optout.storage.health import asked_providers

    chosen = settings()
    with installation(chosen) as opened:
        with opened.database.transaction(write=False) as tx:
            wanted = slugs or [one.provider for one in asked_providers(tx)]
        known = [opened.catalog.get(slug) for slug in wanted]
        known = _tried(known) if slugs else [one for one in known if _is_usable(one)]
        person = _canary(canary, live or all(_is_invented(one) for one in known))
        with open_checkups(chosen, opened) as checkups:
            for provider in known:
                found = checkups.check(provider.slug, person)
                progress(f"{provider.slug}: {found.state.value}")


def _tried(known: "list[Provider]") -> "list[Provider]":
    """All of them; ``WrongInput`` where one is not acted upon."""
    for one in known:
        if not _is_usable(one):
            raise WrongInput(
                f"{one.slug} is a definition in the tier {one.tier.value}, which is not acted upon.",
                kept="Nothing was opened.",
                todo="A draft is tried on its twin: optout rehearse --provider SLUG",
            )
    return known


def _is_usable(provider: "Provider") -> bool:
    from optout.running.planning import usable

    return usable(provider)


def _is_invented(provider: Any) -> bool:
    from optout.running.planning import is_invented

    return is_invented(provider)


def _canary(path: Path | None, allowed: bool) -> "Subject | None":
    from optout.people.profile import read_profile

    if path is None:
        return None
    if not allowed:
        raise WrongInput(
            "The provider is a real one, and would learn what its search needs.",
            kept="Nothing was opened.",
            todo="Add --live if the person of the profile wants that.",
        )
    return read_profile(path)


def _words(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "Nobody is asked yet, so nobody is checked. See: optout plan"
    return "\n".join(line for row in rows for line in _lines(row))


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    since = f" since {_day(row['since'])}" if row["since"] else ""
    when = f", checked {_day(row['checked_at'])}" if row["checked_at"] else ", not checked yet"
    yield f"{row['slug']}: {row['state']}{since}{when}"
    for one in row["probes"]:
        yield f"  {one['probe']}: {one['verdict']}. {one['reason']}"
    if row["paused"]:
        yield f"  paused until {_day(row['paused_until'])} ({_why(row)}); {_waiting(row['waiting'])}"
    if row["state"] == "unhealthy":
        yield f"  to mend it: optout providers repair {row['slug']}"
    if row["paused"]:
        yield f"  to end the pause now: optout providers resume {row['slug']}"


def _why(row: Mapping[str, Any]) -> str:
    from optout.requests.failures import sentence_of

    return sentence_of(row["paused_because"])


def _waiting(count: int) -> str:
    return "one request waits" if count == 1 else f"{count} requests wait"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
