"""What shows that a press had no effect, whatever else the page says. Pure."""

from optout.channels.web.controls import Seen
from optout.channels.web.entered import Entered
from optout.channels.web.judge import is_closed, judge
from optout.requests.failures import Failure


def no_answer(seen: Seen, entered: Entered, before: Seen | None) -> tuple[Failure, str] | None:
    """The failure and one sentence, where ``seen`` cannot be the answer to a form that was sent.

    ``before`` is the page as it was when it was sent.
    """
    failure, words = judge(seen)
    if failure != Failure.LAYOUT_UNKNOWN:
        return failure, words
    if seen.status >= 400:
        return failure, f"the page came with status {seen.status}"
    if is_closed(seen):
        return failure, "the page says that it is closed"
    if asks_again(seen, entered, before):
        return failure, "the form is shown again"
    return None


def asks_again(seen: Seen, entered: Entered, before: Seen | None) -> bool:
    """Whether another document shows all boxes that were filled, or the same one still holds them."""
    shown = [one for one in seen.controls if one.visible]
    if before is not None and before.document == seen.document:
        shown = [one for one in shown if one.value]
    return entered.was_told_by(shown)
