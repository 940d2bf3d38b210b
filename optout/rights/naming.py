"""Laws and rights as people name them: "GDPR", "gdpr_17", "ccpa-delete", "Art. 17", "right to know"."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import yaml

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.table import slugs

_BETWEEN = re.compile(r"[^0-9a-z]+")
_LONGEST = 100


def law_named(text: str) -> tuple[str, Right | None]:
    """The law's slug, and the right where the name says that too, as in ``gdpr_17``.

    ``WrongInput`` with what is near where no law has that name.
    """
    laws, rights = _names("laws"), _names("rights")
    words = _plain(text).split()
    for length in range(len(words), 0, -1):
        slug = laws.get(" ".join(words[:length]))
        rest = " ".join(words[length:])
        if slug is not None and (not rest or rest in rights):
            return slug, Right(rights[rest]) if rest else None
    raise _unknown("law", text, laws, slugs())


def right_named(text: str) -> Right:
    """The right. ``WrongInput`` with what is near where none has that name."""
    rights = _names("rights")
    words = _plain(text)
    if words not in rights:
        words = re.sub(r"^right (to|of) (the )?", "", words)
    if words not in rights:
        raise _unknown("right", text, rights, tuple(Right))
    return Right(rights[words])


def row_named(law: str, right: str | None) -> tuple[str, Right]:
    """Slug and right of the row that both names mean; the law's name may say the right alone.

    ``WrongInput`` where they say different rights, or none.
    """
    slug, within = law_named(law)
    said = right_named(right) if right is not None else within
    if said is None:
        raise WrongInput("No right is named.", todo="Name one, such as --right delete.")
    if within not in (None, said):
        raise WrongInput(f"{law[:_LONGEST]!r} names the right {within}, and --right names {said}.")
    return slug, said


@cache
def _names(kind: str) -> Mapping[str, str]:
    """Every plain name to what it names; the proper names are among them."""
    content = yaml.safe_load((files("optout.rights") / "names.yaml").read_text("utf-8"))[kind]
    proper = slugs() if kind == "laws" else tuple(right.value for right in Right)
    names = {_plain(other): one for one, others in content.items() for other in others}
    return names | {_plain(one): one for one in proper}


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()


def _unknown(what: str, text: str, names: Mapping[str, str], known: tuple[str, ...]) -> WrongInput:
    near = get_close_matches(_plain(text)[:_LONGEST], names, n=1)
    todo = f"Did you mean {names[near[0]]!r}? " if near else ""
    return WrongInput(
        f"There is no {what} {text[:_LONGEST]!r}.", todo=f"{todo}Known: {', '.join(known)}"
    )
