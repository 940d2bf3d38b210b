"""A form of several pages, of which a script shows one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from optout.rehearsal.forms import TOKEN, Form

_NEXT = (
    "const here = this.closest('section'); here.hidden = true; here.nextElementSibling.hidden = false"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a wizard: its text, the names of its controls, and the button that turns it."""

    text: str
    button: str
    controls: tuple[str, ...] = ()


def wizard(form: Form, leaves: Sequence[Leaf], token: str) -> str:
    """The form's controls on these leaves; the last leaf's button sends it."""
    last = len(leaves) - 1
    sections = (_section(form, leaf, at == 0, at == last) for at, leaf in enumerate(leaves))
    return (
        f'<form id="{form.ident}" action="{form.action}" method="{form.method}">{"".join(sections)}'
        f'<input type="hidden" name="{TOKEN}" value="{escape(token)}"></form>'
    )


def _section(form: Form, leaf: Leaf, is_first: bool, is_last: bool) -> str:
    controls = "".join(one.html(form.ident, "") for one in form.controls if one.name in leaf.controls)
    turns = 'type="submit"' if is_last else f'type="button" onclick="{_NEXT}"'
    return (
        f"<section{'' if is_first else ' hidden'}><p>{escape(leaf.text)}</p>{controls}"
        f"<button {turns}>{escape(leaf.button)}</button></section>"
    )
