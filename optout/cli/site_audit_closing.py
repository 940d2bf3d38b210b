"""How ``optout site audit`` closes: contradictions, what is missing, and what nobody could read."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from optout.signals.audit_reading import State
from optout.signals.audit_statement import Signal

if TYPE_CHECKING:
    from optout.signals.audit import Audit
    from optout.signals.audit_missing import Missing

_SHOWN = 6
_SPARE = {
    Signal.LICENSE: "a licence offers terms, and refuses nothing by itself",
    Signal.META_ROBOTS: "the header X-Robots-Tag says the same, of images too",
    Signal.IMAGES: "optout site mark writes into image files",
}
"""Signals without which a refusal is complete, and why."""


def closing(found: "Audit") -> Iterator[str]:
    """What was read is judged; of what could not be read it says that nothing is known."""
    unread = _unread(found)
    if found.contradictions:
        yield "\nContradictions:"
        yield from (f"  {one.sentence}" for one in found.contradictions)
    else:
        yield f"\nNo signal {'that was read ' if unread else ''}contradicts another."
    if found.missing:
        yield "\nNot served; add:"
    for one in found.missing:
        yield from _missing(one)
    yield from ["", *unread] if unread else ()
    if not found.missing and not unread:
        yield from _complete(found)


def few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _unread(found: "Audit") -> list[str]:
    signals = found.unreadable
    pages = [one.url for one in found.pages if one.state is State.UNREADABLE]
    told = []
    if signals:
        named = ", ".join(signals)
        told.append(_unknown(len(signals), "signal", named))
    if pages:
        told.append(_unknown(len(pages), "page or image", few(pages)))
    return told


def _unknown(count: int, kind: str, named: str) -> str:
    if count == 1:
        return f"1 {kind} could not be read: nothing is known about it ({named})."
    kinds = " or ".join(f"{one}s" for one in kind.split(" or "))
    return f"{count} {kinds} could not be read: nothing is known about them ({named})."


def _complete(found: "Audit") -> Iterator[str]:
    yield "\nEvery signal that a refusal needs is served."
    for signal, why in _SPARE.items():
        if found.signals[signal].state is State.NONE:
            yield f"  {signal.value} is not, and need not be: {why}."


def _missing(one: "Missing") -> Iterator[str]:
    about = f" for {few(one.agents)}" if one.agents else f" on {few(one.pages)}" if one.pages else ""
    yield f"  {one.signal.value}: in {one.where}{about}"
    lines = one.add.splitlines()
    shown = lines if len(lines) <= _SHOWN else [*lines[: _SHOWN - 2], "...", lines[-1]]
    yield from (f"      {line}" for line in shown)
