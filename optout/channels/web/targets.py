"""What a click can press on a page as it shows now. Pure."""

from optout.catalog.verbs import Target
from optout.channels.web.controls import Control
from optout.channels.web.gate import all_pressed, sender
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought, Spot

_ANYTHING = "a[href], button, input, [role=button]"


def sought_for(target: Target, row: int) -> tuple[Sought, ...]:
    """Where it is looked for, and the row it must be in, of which ``row`` is the number."""
    selectors = (target.at, _ANYTHING if target.name and target.in_listing else None)
    itself = (_in_row(".", target, row),) if target.in_listing else ()
    return (*(_in_row(one, target, row) for one in selectors if one), *itself)


def pressable(looked: Looked, target: Target, row: int) -> tuple[Control | Spot, ...]:
    """What may be pressed, in the order of the page: by its name, else by its selector."""
    named = all_pressed(_within_reach(looked, target, row), target.name) if target.name else ()
    return named or (_pointed_at(looked, _in_row(target.at, target, row)) if target.at else ())


def is_there(looked: Looked, target: Target, row: int) -> bool:
    """Whether it is on the page at all, also where it cannot be pressed."""
    named = target.name and sender(_within_reach(looked, target, row), target.name)
    return bool(named) or bool(target.at and looked.of(_in_row(target.at, target, row)).count)


def _within_reach(looked: Looked, target: Target, row: int) -> tuple[Control, ...]:
    if target.in_listing:
        return looked.controls(_in_row(_ANYTHING, target, row))
    return looked.seen.controls


def _pointed_at(looked: Looked, sought: Sought) -> tuple[Control | Spot, ...]:
    """Each control once, however many of its parts match."""
    found = looked.of(sought)
    spots: dict[Control | Spot, None] = {}
    for number, (place, usable) in enumerate(zip(found.at, found.usable, strict=False)):
        if usable:
            spot = Spot(sought.selector, sought.within, number, sought.of)
            spots[looked.seen.controls[place] if place >= 0 else spot] = None
    return tuple(spots)


def _in_row(selector: str, target: Target, row: int) -> Sought:
    if target.in_listing is None:
        return Sought(selector)
    return Sought(selector, target.in_listing.row, row)
