"""A plan in words: each provider where they are few, the groups where they are many."""

from collections.abc import Iterator

from optout.cli.plan_members import listed
from optout.cli.plan_story import Story
from optout.people.facts import MEANINGS
from optout.report.forecast import Forecast
from optout.report.groups import MAILBOX, Group
from optout.report.idle_accounts import IdleAccount
from optout.report.left_out import LeftOut
from optout.report.words_of_proofs import look_first
from optout.running.moved import Moved

_FEW = 30
"""Providers that are told one by one without being asked for."""

_NAME_THEM = (
    "Write into it where\nyou have one (accounts: [linkedin.com]), or name them: "
    "optout plan --only SLUG."
)


def words(story: Story, named: bool) -> str:
    """The whole plan for one person. ``named``: whether the person named providers or groups."""
    whose = "This profile" if story.who == "-" else story.who
    lines = [f"{whose}: {_providers(len(story.forecasts))} would be asked. Nothing was sent."]
    if len(story.groups) > 1:
        lines += ["", *_groups(story)]
    told = named or len(story.forecasts) <= _FEW
    for one in story.forecasts if told else ():
        lines += _provider(one)
    lines += _left_out(story)
    lines += [_idle(one) for one in story.idle]
    if not told:
        lines.append("\nField by field: optout plan --group NAME, or --only SLUG.")
    lines += [_moved(one) for one in story.shown.moved]
    if story.shown.opened:
        lines.append(f"\n{_opened(story.shown.opened)}. Next: optout run")
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


def _groups(story: Story) -> Iterator[str]:
    for group in story.groups:
        planned = story.planned.get(group.name, ())
        yield f"  {group.name} ({group.count:,}){_chosen(group, len(planned))}"
        yield from (f"    {line}" for line in listed(planned))
        if group.facts:
            yield f"    would learn: {', '.join(MEANINGS[meaning] for meaning in group.facts)}"
        if group.lacking:
            lacks = (f"{count:,} without {_lacks(lack)}" for lack, count in group.lacking.items())
            yield f"    cannot be asked yet: {', '.join(lacks)}"


def _chosen(group: Group, planned: int) -> str:
    if planned == group.count:
        return ""
    return f"  [{planned:,} of them chosen]" if planned else "  [not chosen]"


def _lacks(lack: str) -> str:
    return "a mailbox" if lack == MAILBOX else f"{MEANINGS[lack]} in your profile"


def _left_out(story: Story) -> Iterator[str]:
    accounts = len(story.left_out.get(LeftOut.ACCOUNT, ()))
    if accounts:
        yield f"\nNot chosen, because your profile shows no account there: {accounts:,}. {_NAME_THEM}"
    things = len(story.left_out.get(LeftOut.THING, ()))
    if things:
        yield f"\nNot chosen, because your profile names no site, image or handle of yours: {things:,}."
    nothing = story.left_out.get(LeftOut.NOTHING, ())
    if nothing:
        yield f"\nNot chosen, because they offer no opt-out: {', '.join(nothing)}."
    exposing = story.left_out.get(LeftOut.EXPOSES, ())
    if exposing:
        yield f"\nNot chosen, because you would show your face there: {', '.join(exposing)}."


def _idle(one: IdleAccount) -> str:
    if not one.wants:
        return f"\nYour account at {one.account}: no provider that could be asked knows this domain."
    wants = " or ".join(MEANINGS[meaning] for meaning in one.wants)
    return f"\nYour account at {one.account}: the domain is not enough, your profile lacks: {wants}."


def _provider(one: Forecast) -> Iterator[str]:
    yield f"\n{one.name} ({one.provider}): {one.right}, by {one.channel}"
    yield from (f"  {told.line}" for told in one.told)
    yield f"  your consent covers: {', '.join(one.recipients)}"
    if one.also_loads_from:
        hosts = ", ".join(one.also_loads_from)
        yield f"  its pages also load from {hosts}, who could learn what is typed"
    if one.exposes:
        yield f"  you would show there: {one.exposes}"
    if one.not_read_back:
        yield f"  read back: {one.not_read_back}"
    if one.look_first:
        yield f"  {look_first(one.look_first)}"
    if one.never_seen_live:
        yield f"  {one.tier}, never seen live: {one.never_seen_live}"
