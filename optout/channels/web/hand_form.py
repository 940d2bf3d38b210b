"""Which boxes of a page a step by hand fills: visible ones, surely understood, of one form. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.steps import HandStep
from optout.channels.web.challenges import challenged, is_puzzle
from optout.channels.web.controls import Control, Seen
from optout.channels.web.filling import Entry, entry_into
from optout.channels.web.judge import is_closed, is_login_wall, judge
from optout.channels.web.understanding import meanings_of
from optout.http import Unanswered
from optout.people.facts import IMPERSONAL, Facts
from optout.requests.failures import Failure

_STATED = IMPERSONAL | {"x-signature"}
"""What states or signs something; nobody but the person may say it."""
_NEVER = frozenset({"checkbox", "radio", "file", "hidden", "password"})

Asked = Mapping[str, list[Control]]


def hand_entries(
    seen: Seen, provider: Provider, step: HandStep, facts: Facts
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """What goes in, and the meanings that the person enters themselves, though the profile has them.

    What holds something already stays as it is. Raises ``Unanswered`` with why nothing may be filled:
    the page stands before the form, or none of its forms, or more than one, is the form for it.
    """
    _require_form_page(seen, provider)
    wanted = [one for one in step.needs if one not in _STATED and one in facts]
    needed = {one for one in wanted if step.needs[one] == "required"}
    fitting = [form for form in _forms(seen, provider, wanted) if needed <= form.keys()]
    most = max((len(form) for form in fitting), default=0)
    best = [form for form in fitting if len(form) == most]
    if most == 0 or len(best) != 1:
        raise Unanswered(Failure.LAYOUT_UNKNOWN, "no form on the page is surely the one")
    entries = tuple(entry for one in wanted if (entry := _entry(best[0].get(one, []), one, facts)))
    entered = {entry.meaning for entry in entries}
    return entries, tuple(one for one in wanted if one not in entered)


def _require_form_page(seen: Seen, provider: Provider) -> None:
    at = urlsplit(seen.url)
    if at.scheme != "https" or not provider.speaks_for(at.hostname or ""):
        raise Unanswered(Failure.OFF_DOMAIN, "the page is not the provider's")
    if challenged(seen) or is_login_wall(seen) or seen.status >= 400 or seen.is_empty:
        raise Unanswered(*judge(seen))
    if is_closed(seen):
        raise Unanswered(Failure.LAYOUT_UNKNOWN, "the page says that it is closed for now")


def _forms(seen: Seen, provider: Provider, wanted: Sequence[str]) -> Iterator[Asked]:
    """Of each form that goes to the provider, the boxes that surely ask for what is wanted."""
    for number in sorted({one.form for one in seen.controls}):
        form = [one for one in seen.controls if one.form == number and one.visible]
        if all(_stays(one, provider) for one in form if one.is_pressed and one.tag != "a"):
            yield _asked([one for one in form if not one.is_pressed], wanted)


def _asked(boxes: Sequence[Control], wanted: Sequence[str]) -> Asked:
    asked: dict[str, list[Control]] = {}
    for box, meaning in zip(boxes, meanings_of(boxes), strict=True):
        if meaning is not None and meaning in wanted and box.type not in _NEVER and not is_puzzle(box):
            asked.setdefault(meaning, []).append(box)
    return asked


def _stays(button: Control, provider: Provider) -> bool:
    """Whether pressing it sends nothing elsewhere; what only a script does is not known."""
    to = urlsplit(button.action)
    if to.scheme not in ("http", "https"):
        return True
    return to.scheme == "https" and provider.speaks_for(to.hostname or "")


def _entry(asking: Sequence[Control], meaning: str, facts: Facts) -> Entry | None:
    """None where it is not sure which box, or how to write it there: that is left to the person."""
    fact = facts.one(meaning)
    if not asking or fact is None or (asking[0].tag != "select" and asking[0].value):
        return None
    try:
        return entry_into(asking, meaning, fact)
    except Unanswered:
        return None
