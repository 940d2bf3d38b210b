"""Each signal on its own: served, not served, or unreadable, and what it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optout.signals.audit_reading import SiteRead, State
from optout.signals.audit_statement import Noted, Said, Signal, Statement, Unclear
from optout.signals.robots import read_lines

Carrier = tuple[State, str]
_IN_GROUPS = (Signal.CONTENT_USAGE, Signal.CONTENT_SIGNAL)
_FILES = (Signal.ROBOTS, Signal.AI_TXT)
_UNSEEN = "a folder has no headers: audit the address once it is published"
_NOT_INSIDE = "images were not looked into"
_BY_RANK = (State.UNREADABLE, State.UNAVAILABLE, State.UNSEEN)


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """``says`` are all statements on all pages that were read; ``unclear`` what was not understood;
    ``noted`` what is served and says neither yes nor no."""

    state: State
    why: str
    says: tuple[Statement, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    noted: tuple[Noted, ...] = ()


def signals_seen(
    site: SiteRead, said: Sequence[Said], *, looks_into_images: bool
) -> Mapping[Signal, SignalSeen]:
    """Every signal, in the order of ``Signal``."""
    carriers = dict(_carriers(site))
    if not looks_into_images:
        carriers[Signal.IMAGES] = [(State.UNSEEN, _NOT_INSIDE)]
    seen = {signal: _seen(signal, carriers[signal], said) for signal in Signal}
    return {signal: _for_others(signal, one, site.robots.text) for signal, one in seen.items()}


def _for_others(signal: Signal, seen: SignalSeen, robots_txt: str) -> SignalSeen:
    """Lines in groups of robots.txt that no agent of the list reads are not silence."""
    if signal not in _IN_GROUPS or seen.state is not State.NONE:
        return seen
    key = signal.value.replace("_", "-")
    lines = (line.number for line in read_lines(robots_txt) if line.name == key)
    first = next(lines, None)
    return replace(seen, why=f"said for others only: robots.txt line {first}") if first else seen


def _carriers(site: SiteRead) -> Mapping[Signal, Sequence[Carrier]]:
    """Where each signal may be said."""
    robots, ai_txt, file = ((one.state, one.why) for one in (site.robots, site.ai_txt, site.tdmrep))
    page = (site.pages[0].state, site.pages[0].why)
    header = page if site.has_headers else (State.UNSEEN, _UNSEEN)
    return {
        Signal.ROBOTS: [robots],
        Signal.CONTENT_USAGE: [robots, page],
        Signal.CONTENT_SIGNAL: [robots],
        Signal.LICENSE: [robots],
        Signal.AI_TXT: [ai_txt],
        Signal.TDM: [file, page],
        Signal.X_ROBOTS_TAG: [header],
        Signal.META_ROBOTS: [page],
        Signal.IMAGES: [(one.state, one.why) for one in site.pages if one.is_image],
    }


def _seen(signal: Signal, carriers: Sequence[Carrier], said: Sequence[Said]) -> SignalSeen:
    own = [one for one in said if one.signal is signal]
    says = tuple(one for one in own if isinstance(one, Statement))
    unclear = tuple(one for one in own if isinstance(one, Unclear))
    noted = tuple(one for one in own if isinstance(one, Noted))
    if signal in _FILES:
        return SignalSeen(*carriers[0], says, unclear, noted)
    if says or noted:
        return SignalSeen(State.SERVED, "", says, unclear, noted)
    if unclear:
        why = f"{unclear[0].where} cannot be understood: {unclear[0].words}"
        return SignalSeen(State.UNREADABLE, why, (), unclear)
    return SignalSeen(*_silent(carriers))


def _silent(carriers: Sequence[Carrier]) -> Carrier:
    """Nothing is said where we could look; where we could not, nothing is known."""
    for state in _BY_RANK:
        found = next((why for each, why in carriers if each is state), None)
        if found is not None:
            return state, found
    return State.NONE, "nothing is said"


def unreadable(signals: Mapping[Signal, SignalSeen]) -> tuple[str, ...]:
    """A sentence for each signal that may say no, and could not be read."""
    return tuple(_sentences(signals))


def _sentences(signals: Mapping[Signal, SignalSeen]) -> Iterator[str]:
    for signal, seen in signals.items():
        if seen.state is State.UNREADABLE and signal is not Signal.IMAGES:
            yield f"{signal.value} could not be read: {seen.why}"
