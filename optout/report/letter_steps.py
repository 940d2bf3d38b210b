"""What to do about a letter that waits for the person, step by step. Pure."""

from optout.requests.failures import Failure
from optout.requests.rights import Right
from optout.requests.state import Standing, Task
from optout.rights.elements import Element
from optout.rights.letters import Letter, missing
from optout.rights.letters.linting import LetterIncomplete

_OWN_WORDS = frozenset({Element.REASONS, Element.REQUEST, Element.STATUS})
_UNREAD = "Its time to answer ended meanwhile: nothing more is sent before you have read this mail."


def letter_steps(request: str, task: Task, right: Right, letter: Letter | None) -> tuple[str, ...]:
    """For a letter to sign, or one that lacks something; ``letter`` is as it would be sent if signed."""
    if task.failure == Failure.SIGNATURE:
        return (
            "Read the letter below: it leaves word for word as it stands here."
            if letter
            else "It cannot be shown now: see what your profile lacks with optout letter render.",
            "If every statement in it is true, answer: sign. It is sent once, in your name.",
        )
    lacking = missing(letter) if letter else ()
    if not lacking:
        return (
            "See what is missing: optout letter render",
            "Add it to your profile, then answer: done. It is tried again.",
        )
    return tuple(_lacks(request, lacking, right))


def _lacks(request: str, lacking: tuple[Element, ...], right: Right) -> list[str]:
    steps = []
    if _OWN_WORDS.intersection(lacking):
        steps.append(f"Write why in your own words: optout tasks answer {request} done --reason TEXT")
        if right == Right.OBJECT:
            steps.append("Against direct marketing no reasons are needed: done --marketing")
    others = tuple(one for one in lacking if one not in _OWN_WORDS)
    if others:
        steps.append(f"{LetterIncomplete(others).todo} Add it to your profile, then answer: done.")
    return steps


def complaint_steps(request: str, standing: Standing) -> tuple[str, ...]:
    """For a complaint: why there may be one, how to write it, and who files it."""
    return (
        _reason(standing),
        f"Write it, with its evidence: optout complain {request} --out DIR",
        "File it as how-to-file.txt in that folder says, then answer: done.",
    )


def _reason(standing: Standing) -> str:
    if standing.refused and standing.refused_at:
        return f"It refused on {standing.refused_at:%Y-%m-%d}."
    what = "the appeal" if standing.appealed_at else "the request"
    by = f" on {standing.answer_by:%Y-%m-%d}" if standing.answer_by else ""
    return f"Its time to answer {what} ended{by}."


def suspicious_steps(task: Task) -> tuple[str, ...]:
    """For a mail that imitates the provider."""
    return (
        f"A mail of {_taken_in(task)} imitates the provider: open no link in it, and send nothing.",
        "Then answer: done. Nothing of it was believed.",
    )


def _taken_in(task: Task) -> str:
    return f"{task.since:%Y-%m-%d %H:%M} UTC or before"


def unclear_steps(standing: Standing, task: Task) -> tuple[str, ...]:
    """For a mail that was not understood."""
    steps = (
        f"Read the mail of {_taken_in(task)} in your mailbox, and answer it where it asks something.",
        "Then answer: done. Where it is about the request, add what it says: --says refused, say.",
    )
    return (*steps, _UNREAD) if standing.overdue else steps
