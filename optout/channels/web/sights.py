"""Whether what a definition wants to see is on the page. Pure."""

from collections.abc import Iterable, Sequence

from optout.catalog.selectors import Check
from optout.channels.web.controls import Seen
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought

_QUOTED = 80


def sought_by(checks: Iterable[Check]) -> tuple[Sought, ...]:
    """The elements that the checks look for, each once."""
    return tuple(dict.fromkeys(Sought(check.at) for check in checks if check.at))


def binding(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Those that have to hold."""
    return tuple(check for check in checks if not check.optional)


def missing(checks: Sequence[Check], looked: Looked) -> Check | None:
    """The first check that does not hold."""
    return next((check for check in checks if not _holds(check, looked)), None)


def show_without_selectors(checks: Sequence[Check], seen: Seen) -> bool:
    """Whether the page shows as much of the checks as its text and address can tell."""
    plain = [check for check in checks if not check.at]
    return seen.status < 400 and missing(plain, Looked(seen)) is None


def described(check: Check) -> str:
    """What the check looks for, in the definition's own words; bounded."""
    said = [repr(text[:_QUOTED]) for text in (check.text, check.at, check.address) if text]
    return " in ".join(said[:2]) if check.text and check.at else " and ".join(said)


def _holds(check: Check, looked: Looked) -> bool:
    if check.at and not _is_there(check, looked):
        return False
    text = looked.of(Sought(check.at)).text if check.at else looked.seen.text
    if check.text and _folded(check.text) not in _folded(text):
        return False
    return not check.address or check.address in looked.seen.url


def _is_there(check: Check, looked: Looked) -> bool:
    found = looked.of(Sought(check.at or ""))
    return found.shown or (check.hidden and found.count > 0)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
