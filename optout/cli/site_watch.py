"""``optout site watch``: who came to the person's own site for AI, by its access logs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.signals.watching import Fetch, Rules, Seen, Watched

_EVERY_LINES = 500_000
_MOST_BYTES = 512_000


@click.command()
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--robots", required=True, type=click.Path(path_type=Path), help="The site's robots.txt.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="Since when robots.txt says so (UTC). Without it nothing is called a breach.",
)
@click.option("--canary", "canaries", multiple=True, metavar="PATH", help="A path to set as a trap.")
@click.option(
    "--keep", "domain", metavar="DOMAIN", help="Keep the proof, for the subject with this domain."
)
@json_option
def watch(
    logs: tuple[Path, ...],
    robots: Path,
    since: datetime | None,
    canaries: tuple[str, ...],
    domain: str | None,
    as_json: bool,
) -> None:
    """Say which declared AI agents came, and whether they kept to robots.txt, by access LOGS.

    Logs are in the common, combined or Caddy's JSON format, gzipped or not. A canary is a path that
    stands in robots.txt only (those with `optout-canary` in them are found by themselves).
    """
    from optout.signals.watching import watch as judge

    rules = _rules(robots, since, canaries)
    watched = judge(_fetches(logs), rules)
    evidence = _kept(domain, watched) if domain else None
    value = _value(watched, rules, evidence)
    emit(value, as_json, lambda: _words(watched, rules, evidence))


def _rules(robots: Path, since: datetime | None, canaries: tuple[str, ...]) -> "Rules":
    from optout.signals.robots import read
    from optout.signals.watching import Rules, canaries_in

    try:
        with robots.open("rb") as file:
            said = read(file.read(_MOST_BYTES))
    except OSError as error:
        raise WrongInput(
            f"{robots.name} cannot be read ({type(error).__name__}).", todo="Name the site's robots.txt."
        ) from None
    if wrong := next((path for path in canaries if not path.startswith("/") or path == "/"), None):
        raise WrongInput(f"{wrong} is no path below the site.", todo="Give a path such as /trap-7f3a/.")
    in_force = since.replace(tzinfo=UTC) if since else None
    return Rules(said, in_force, canaries_in(said) | dict.fromkeys(canaries, ""))


def _fetches(logs: tuple[Path, ...]) -> "Iterator[Fetch | None]":
    from optout.sites.access_log import fetches_in

    count = 0
    for log in logs:
        for fetch in fetches_in(log):
            count += 1
            if count % _EVERY_LINES == 0:
                progress(f"{count:,} lines")
            yield fetch


def _kept(domain: str, watched: "Watched") -> str | None:
    from optout.cli.session import installation
    from optout.people.disclosure import facts_for
    from optout.running.watching import keep_watched

    wanted = domain.lower().removeprefix("www.")
    with installation() as opened:
        today = opened.clock.now().date()
        for person in opened.roster.everybody():
            facts = facts_for(person.subject, {"x-domain": "optional"}, on=today)
            if wanted in facts.every("x-domain"):
                return keep_watched(opened, person, wanted, watched)
    raise WrongInput(
        "No enrolled subject has this domain.",
        todo="Add the site: optout person set; or leave out --keep.",
    )


def _value(watched: "Watched", rules: "Rules", evidence: str | None) -> dict[str, object]:
    return {
        "lines": watched.lines,
        "unreadable": watched.unreadable,
        "from": watched.first,
        "to": watched.last,
        "in_force_since": rules.in_force_since,
        "agents": {token: _seen(seen) for token, seen in sorted(watched.seen.items())},
        "canaries": [
            {"path": one.path, "meant_for": one.meant_for, "declared": one.declared, "at": one.at}
            for one in watched.trapped
        ],
        "evidence": evidence,
    }


def _seen(seen: "Seen") -> dict[str, object]:
    return {
        "operator": seen.agent.operator,
        "fetches": seen.fetches,
        "robots_reads": seen.robots_reads,
        "refused": seen.refused,
        "served": seen.served,
        "breaches": seen.breaches,
        "addresses": len(seen.addresses),
        "first": seen.first,
        "last": seen.last,
    }


def _words(watched: "Watched", rules: "Rules", evidence: str | None) -> str:
    if watched.lines == watched.unreadable:
        return "No line could be read. Known are the common, the combined and Caddy's JSON format."
    span = f"{watched.first:%Y-%m-%d} to {watched.last:%Y-%m-%d}"
    lines = [f"{watched.lines:,} lines, {span}; {watched.unreadable:,} could not be read."]
    lines += [_line(token, seen) for token, seen in sorted(watched.seen.items())]
    if not watched.seen:
        lines.append("No declared AI agent came.")
    lines += [_trapped(one.path, one.declared, one.at) for one in watched.trapped[:20]]
    if rules.in_force_since is None and any(seen.refused for seen in watched.seen.values()):
        lines.append("Whether it was a breach depends on when robots.txt began to say so: give --since.")
    lines.append(f"Kept as evidence {evidence}." if evidence else "Nothing was kept; see --keep.")
    lines.append("Robots that come under another name are not seen here, and a name can be borrowed.")
    return "\n".join(lines)


def _line(token: str, seen: "Seen") -> str:
    told = f"{token} ({seen.agent.operator}): {seen.fetches} fetches, {seen.robots_reads} of robots.txt"
    if not seen.refused:
        return f"{told}; kept to it."
    broke = f", {seen.breaches} of them when it had to know" if seen.breaches else ""
    return f"{told}; {seen.refused} against robots.txt, {seen.served} of them answered{broke}."


def _trapped(path: str, declared: str | None, at: datetime) -> str:
    who = declared or "somebody under no declared name"
    return f"{at:%Y-%m-%d %H:%M} {who} asked for {path}, which stands in robots.txt only."
