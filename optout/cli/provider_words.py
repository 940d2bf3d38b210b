"""Providers in words: a table of the catalog, a sheet about one. Definitions are untrusted text,
so nothing in them is read as markup."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from optout.catalog.definition import Provider
from optout.catalog.importing.companies.countries import UNKNOWN
from optout.catalog.steps import AttestStep, HandStep
from optout.people.facts import MEANINGS
from optout.report.words_of_proofs import look_first
from optout.requests.proof import DOES_NOT_PROVE

_COLUMNS = ("slug", "kind", "tier", "right", "channels", "country")
_WIDEST = 1000
_MANY = 20  # of whom the same was not seen: said once
_TITLES = ("Slug", "Kind", "Tier", "Asked for", "Channel", "In")
_OF_SERVICES = {"automation": "Who does it", "proof": "Best proof", "as_of": "Facts of"}
"""Columns where a row of the list is a service whose proof and sureness are known."""


def catalog_table(rows: Sequence[Mapping[str, object]], today: date) -> None:
    """Print the rows of ``summary``: how many of what, a table, then what nobody has seen work live.

    What nobody has seen is said of imported organisations once for all of them.
    """
    counted = _counted(rows)
    services = any(row["proof"] for row in rows)
    table = Table(box=None, pad_edge=False)
    for title in (*_TITLES, *(_OF_SERVICES.values() if services else ())):
        table.add_column(title, no_wrap=True)
    for row in rows:
        cells = [_cell(column, row[column]) for column in _COLUMNS]
        cells += [_service_cell(column, row, today) for column in _OF_SERVICES] if services else []
        table.add_row(*map(Text, cells))
    console = Console(soft_wrap=False, highlight=False)
    console.print(Text(counted))
    _print_whole(table)
    for row in (row for row in rows if row["covered_by"]):
        console.print(Text(f"{row['slug']} is covered by our own {row['covered_by']}."))
    unseen = [row for row in rows if row["never_seen_live"]]
    if unseen:
        console.print(f"\nNever seen live ({len(unseen)} of {len(rows)}):")
    told = Counter(row["never_seen_live"] for row in unseen)
    for why in (why for why, count in told.items() if count > _MANY):
        console.print(Text(f"- {told[why]:,} of them: {why}"))
    for row in (row for row in unseen if told[row["never_seen_live"]] <= _MANY):
        console.print(Text(f"- {row['name']} ({row['slug']}): {row['never_seen_live']}"))


def _print_whole(table: Table) -> None:
    """As wide as it is, so that no word is cut: a narrower terminal wraps the lines itself."""
    console = Console(highlight=False, width=_WIDEST)
    Console(highlight=False, width=console.measure(table).maximum).print(table)


def _counted(rows: Sequence[Mapping[str, object]]) -> str:
    counts = Counter((str(row["kind"]), str(row["tier"])) for row in rows)
    each = [f"  {count:,} {kind}, {tier}" for (kind, tier), count in sorted(counts.items())]
    return "\n".join([f"{len(rows):,} providers", *each, ""])


def _service_cell(column: str, row: Mapping[str, object], today: date) -> str:
    """Of others than services nothing; of expired facts that one has to look first."""
    if not row["proof"]:
        return ""
    old = column == "as_of" and date.fromisoformat(str(row["expires"])) <= today
    return f"{row[column]}, look first" if old else str(row[column])


def _cell(column: str, value: object) -> str:
    if column == "country" and value == UNKNOWN:
        return "-"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def provider_sheet(provider: Provider, today: date, covered_by: str | None = None) -> str:
    """Everything a person wants to know about one provider."""
    whence = _where_from(provider, covered_by)
    parts = (
        _lines(provider),
        expired_line(provider, today),
        _sureness(provider),
        whence,
        _steps(provider),
    )
    return "\n".join(line for part in parts for line in part)


def _lines(provider: Provider) -> Iterator[str]:
    yield f"{provider.name} ({provider.slug})"
    yield f"  {provider.kind.value} in {provider.country}; asked for: {provider.right.value}"
    yield f"  domains: {', '.join(provider.domains)}"
    yield f"  tier: {provider.tier.value}" + (
        f" on {provider.verified_on}" if provider.verified_on else ""
    )
    if provider.never_seen_live:
        yield f"  never seen live: {provider.never_seen_live}"
    if provider.retired_because:
        yield f"  retired because: {provider.retired_because}"


def expired_line(provider: Provider, today: date) -> list[str]:
    """What is to be said of facts that have expired; nothing of others."""
    return [f"  {look_first(provider.as_of)}"] if provider.expires <= today else []


def _sureness(provider: Provider) -> Iterator[str]:
    """Of services: who does the work, what proves it, and how long the facts are to be trusted."""
    if provider.proof is None or provider.confidence is None:
        return
    proof, partial = provider.proof, ", partial" if provider.proof.partial else ""
    account = "; about an account there" if provider.account else ""
    yield f"  {provider.automation.value}{account}; looked at again: {provider.recheck.value}"
    yield f"  best proof: {proof.rung.value}{partial}; it does not prove {DOES_NOT_PROVE[proof.rung]}"
    if proof.does_not_prove:
        yield f"  and: {proof.does_not_prove}"
    until = f"as of {provider.as_of}; look again from {provider.expires}"
    yield f"  confidence {provider.confidence.value}, {until}"
    if provider.exposes:
        yield f"  you would show there: {provider.exposes}"
    if provider.offers_nothing:
        yield f"  nothing is offered: {provider.offers_nothing}"
    if provider.also:
        yield f"  the same wish needs also: {', '.join(provider.also)}"


def _where_from(provider: Provider, covered_by: str | None) -> Iterator[str]:
    if provider.origin:
        origin = provider.origin
        yield f"  imported from: {origin.catalog} ({origin.licence})"
        since = f", there since {origin.added_on}" if origin.added_on else ""
        yield f"  its file: {origin.file}, version {origin.version}{since}"
        if origin.sureness:
            yield f"  how sure its address is, by that catalog: {origin.sureness.value}"
    if covered_by:
        yield f"  covered by our own definition {covered_by}, which is asked in its place"
    if provider.parent:
        yield f"  belongs to: {provider.parent}"
    if provider.mirrors:
        yield f"  shown as well by: {', '.join(mirror.domain for mirror in provider.mirrors)}"
    if provider.notes:
        yield f"  notes: {provider.notes}"


def _steps(provider: Provider) -> Iterator[str]:
    for name in ("search", "submit", "confirm"):
        step = getattr(provider, name)
        if step:
            yield f"  {name} by {step.channel}; discloses: {_disclosed(step.needs)}"
        if isinstance(step, HandStep | AttestStep):
            yield from _task(step)
    for source in provider.sources:
        yield f"  source, {source.as_of}: {source.what} {source.url or ''}".rstrip()


def _task(step: HandStep | AttestStep) -> Iterator[str]:
    again = f", again in {step.again_months} months" if isinstance(step, AttestStep) else ""
    yield f"    {step.url} ({step.minutes} min{again})"
    yield from (f"    {line}" for line in step.instructions)


def _disclosed(needs: Mapping[str, str]) -> str:
    return (
        ", ".join(MEANINGS[each] + (" (optional)" * (needs[each] == "optional")) for each in needs)
        or "nothing"
    )
