"""A plan in words: each provider where they are few, the groups where they are many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optout.cli.plan_choice import Choice
from optout.people.facts import MEANINGS
from optout.people.subject import Subject
from optout.report.forecast import Forecast
from optout.report.groups import MAILBOX, Group
from optout.rights.law import Role
from optout.running.moved import Moved

_FEW = 30
"""Providers that are told one by one without being asked for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose plan it is, how many requests were opened just now, and which rest on a law of before."""

    subject: Subject = field(repr=False)
    role: Role = "person"
    opened: int = 0
    moved: tuple[Moved, ...] = ()


def words(
    who: str, shown: Shown, forecasts: Sequence[Forecast], groups: Sequence[Group], choice: Choice
) -> str:
    """The whole plan for one person."""
    whose = "This profile" if who == "-" else who
    lines = [f"{whose}: {_providers(len(forecasts))} would be asked. Nothing was sent."]
    if len(groups) > 1:
        lines += ["", *_groups(groups, choice)]
    if choice.named or len(forecasts) <= _FEW:
        for one in forecasts:
            lines += _provider(one)
    else:
        lines.append("\nField by field: optout plan --group NAME, or --only SLUG.")
    lines += [_moved(one) for one in shown.moved]
    if shown.opened:
        lines.append(f"\n{_opened(shown.opened)}. Next: optout run")
    return "\n".join(lines)


def _providers(count: int) -> str:
    return "1 provider" if count == 1 else f"{count:,} providers"


def _opened(count: int) -> str:
    return "1 request is open now" if count == 1 else f"{count:,} requests are open now"


def _moved(one: Moved) -> str:
    change = f"optout plan --accept --only {one.provider} --law {one.now}"
    return (
        f"\n{one.request} keeps {one.law}, under which it was made; where you live now it is not your "
        f"law. To change that: {change}"
    )


def _groups(groups: Sequence[Group], choice: Choice) -> Iterator[str]:
    for group in groups:
        left_out = "" if group.name in choice.groups else "  [not chosen]"
        yield f"  {group.name} ({group.count:,}){left_out}"
        if group.facts:
            yield f"    would learn: {', '.join(MEANINGS[meaning] for meaning in group.facts)}"
        if group.lacking:
            lacks = (f"{count:,} without {_lacks(lack)}" for lack, count in group.lacking.items())
            yield f"    cannot be asked yet: {', '.join(lacks)}"


def _lacks(lack: str) -> str:
    return "a mailbox" if lack == MAILBOX else f"{MEANINGS[lack]} in your profile"


def _provider(one: Forecast) -> Iterator[str]:
    yield f"\n{one.name} ({one.provider}): {one.right}, by {one.channel}"
    yield from (f"  {told.line}" for told in one.told)
    yield f"  your consent covers: {', '.join(one.recipients)}"
    if one.also_loads_from:
        hosts = ", ".join(one.also_loads_from)
        yield f"  its pages also load from {hosts}, who could learn what is typed"
    if one.never_seen_live:
        yield f"  {one.tier}, never seen live: {one.never_seen_live}"
