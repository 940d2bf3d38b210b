"""Looks at the person's own addresses: is the photo, or the page with photos, public now?"""

from collections.abc import Iterable, Mapping

from optout.exposure.exposure import Looked, Shown
from optout.http import Transport
from optout.signals.audit_reading import PageRead, State
from optout.signals.images.marks import marks_of
from optout.sites.page_reading import Markup
from optout.sites.web_source import WebSource

_STATES: Mapping[State, Shown] = {State.SERVED: Shown.PUBLIC, State.NONE: Shown.GONE}
MOST = 100
_NOT_WHOLE = "but what the picture says inside could not all be read"


async def look_at(addresses: Iterable[str], transport: Transport | None = None) -> dict[str, Looked]:
    """What each address showed, one after the other, at most 100. Never raises for what a site does."""
    return {address: await _look(address, transport) for address in list(addresses)[:MOST]}


async def _look(address: str, transport: Transport | None) -> Looked:
    source = WebSource(address, transport)
    try:
        page, markup = await source.page(address)
    finally:
        await source.close()
    return _looked(page, markup)


def _looked(page: PageRead, markup: Markup) -> Looked:
    shown = _STATES.get(page.state, Shown.UNKNOWN)
    if shown != Shown.PUBLIC:
        return Looked(shown, why=page.why)
    if not page.is_image:
        return Looked(shown, photos=len(markup.images), why=page.why)
    marks = marks_of(page.content)
    if marks.media_type is None:
        return Looked(Shown.UNKNOWN, why="the answer is no picture of a known kind")
    why = f"{page.why}, {_NOT_WHOLE}" if marks.unreadable else page.why
    return Looked(shown, 1, is_image=True, refuses=marks.refuses_training, why=why)
