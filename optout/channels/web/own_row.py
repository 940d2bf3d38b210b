"""Which row of a result list is the person's own, and whether it is still there at the press."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from optout.catalog.reading import Rows
from optout.channels.web.looked import Looked
from optout.channels.web.rows import ShownRow, shown_rows
from optout.channels.web.seeking import MAX_MATCHES, Around, Sought
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_READINGS = 3
_NAMES = ("name", "given-name", "family-name")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """Row ``number``, from 0, of ``rows`` as the page's source had them when it was recognised."""

    selector: str
    number: int
    rows: tuple[ShownRow, ...] = field(repr=False)

    @property
    def sought(self) -> Sought:
        """The row itself."""
        return Sought(".", self.selector, self.number)

    def is_at_its_place(self, looked: Looked) -> bool:
        """Whether what is there now shows the person's name and is like this row most of all."""
        shown = looked.of(self.sought).text
        own = self.rows[self.number]
        names = " ".join(own.fields.get(name, "") for name in _NAMES)
        says_them = _words(names).keys() <= _words(shown).keys()
        return says_them and own.text in _nearest(self.rows, _words(shown))

    def around(self, looked: Looked) -> Around:
        """What has to be around whatever is pressed, at the press still."""
        return Around(self.sought, looked.of(self.sought).text)


async def own_row(walk: Walk, rows: Rows) -> OwnRow | Outcome:
    """The outcome where no row is surely the person's, or the list does not stand still.

    Of several that are, the one that fits best; of equals the first.
    """
    sought = Sought(rows.row)
    for _ in range(_READINGS):
        looked = await walk.look(lambda one: one.of(sought).count > 0, (sought,))
        if not looked.of(sought).count:
            return walk.judged(looked.seen, "there is no row in which to look")
        source = await walk.visit.source()
        read = await asyncio.to_thread(shown_rows, source, looked.seen.url, rows)
        if len(read[:MAX_MATCHES]) == looked.of(sought).count:
            return _best(walk, rows, read)
    return walk.failed(Failure.LAYOUT_UNKNOWN, "the rows that show are not those of the page's source")


def _best(walk: Walk, rows: Rows, read: tuple[ShownRow, ...]) -> OwnRow | Outcome:
    scores = _scores(read[:MAX_MATCHES], walk.attempt.recognise)
    if not scores:
        return walk.failed(Failure.POSSIBLE_MATCH, "no row is surely the person's own")
    return OwnRow(rows.row, max(scores, key=lambda number: scores[number]), read)


def _scores(
    read: tuple[ShownRow, ...], recognise: Callable[[Mapping[str, str]], float | None] | None
) -> dict[int, float]:
    """By the number of the row, where it is surely the person's."""
    if recognise is None:
        return {}
    scores = {number: recognise(row.fields) for number, row in enumerate(read)}
    return {number: score for number, score in scores.items() if score is not None}


def _nearest(rows: tuple[ShownRow, ...], words: Counter[str]) -> set[str]:
    """The texts that have most words in common with these, and fewest besides."""
    apart = {row.text: _distance(_words(row.text), words) for row in rows}
    least = min(apart.values())
    return {text for text, distance in apart.items() if distance == least}


def _distance(one: Counter[str], other: Counter[str]) -> int:
    return (one - other).total() + (other - one).total()


def _words(text: str) -> Counter[str]:
    """Style sheets write in capitals what the source does not."""
    return Counter("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
