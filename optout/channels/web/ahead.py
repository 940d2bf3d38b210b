"""What a flow still does on the page where it stands, and where its hints point. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from optout.catalog.verbs import Blank, Box, Verb, every_verb
from optout.channels.web.seeking import Sought

_MOST_HINTS = 100


@dataclass(frozen=True, slots=True)
class Hint:
    """A box or a blank, and where it is looked for."""

    box: Box | Blank
    sought: Sought

    @property
    def meaning(self) -> str | None:
        """What is entered there; None for a blank."""
        return self.box.meaning if isinstance(self.box, Box) else None


def hints_of(verb: Verb) -> tuple[Hint, ...]:
    """The boxes and blanks of a ``fill``, in order."""
    given = [one for one in verb.fill or () if not isinstance(one, str)]
    return tuple(Hint(one, Sought(one.at, verb.within)) for one in given)


def meanings_without_hint(verb: Verb) -> tuple[str, ...]:
    """What ``verb`` fills by the form's words alone."""
    return tuple(one for one in verb.fill or () if isinstance(one, str))


def on_this_page(rest: Iterable[Verb]) -> tuple[Verb, ...]:
    """The verbs of ``rest``, branches included, until one surely opens another page."""
    here = takewhile(lambda verb: not (verb.open or verb.await_mail), rest)
    return tuple(every_verb(tuple(here)))


def next_click(rest: Iterable[Verb]) -> Verb | None:
    """The next click that names what it presses: what sends the form, or leads on from it."""
    return next((verb for verb in rest if verb.click and verb.pressing), None)


def meanings_until(rest: Sequence[Verb], click: Verb | None) -> tuple[str, ...]:
    """What is filled by name before ``click``, or at all where there is none."""
    before = takewhile(lambda verb: verb is not click, rest)
    return tuple(meaning for verb in before for meaning in verb.meanings)


def selectors_in(verbs: Iterable[Verb]) -> tuple[Sought, ...]:
    """Everything that their hints point at, each once; bounded."""
    return tuple(dict.fromkeys(_selectors(verbs)))[:_MOST_HINTS]


def _selectors(verbs: Iterable[Verb]) -> Iterator[Sought]:
    for verb in verbs:
        yield from (hint.sought for hint in hints_of(verb))
        if verb.within:
            yield Sought(verb.within)
        if verb.hand_over and verb.hand_over.at:
            yield Sought(verb.hand_over.at)
        for target in verb.targets:
            if target.at and not target.in_listing:
                yield Sought(target.at)
