"""What a twin shows when somebody was looked for: a list of records, or its own "nothing found"."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

from optout.rehearsal.pages import Site
from optout.rehearsal.register import Entry
from optout.rehearsal.states import STATES


@dataclass(frozen=True, slots=True)
class ResultList:
    """A site's way to show records.

    ``row`` is HTML in which {ident}, {name}, {age}, {city}, {state}, {state_name} and {former} (a past
    city and state) stand for one record; ``around`` holds the {rows}. ``nothing`` is HTML as well.
    """

    heading: str
    row: str
    no_heading: str
    nothing: str = ""
    around: str = "<div>{rows}</div>"

    def page(self, site: Site, found: Sequence[Entry]) -> HTMLResponse:
        if not found:
            return site.page(self.no_heading, self.nothing)
        return site.page(self.heading, self.html(found))

    def html(self, found: Sequence[Entry]) -> str:
        """The list alone."""
        return self.around.format(rows="".join(self.row.format(**_shown(entry)) for entry in found))


def _shown(entry: Entry) -> dict[str, str]:
    past = entry.subject.addresses[-1]
    values = {
        "ident": entry.ident,
        "name": entry.name,
        "age": str(entry.age),
        "city": entry.city,
        "state": entry.state,
        "state_name": STATES.get(entry.state, entry.state),
        "former": f"{past.locality}, {past.region}",
    }
    return {name: escape(value) for name, value in values.items()}
