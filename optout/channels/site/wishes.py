"""What a site's files must say for a wish, whether they say it, and how it is added to them. Pure."""

from collections.abc import Iterator
from typing import Protocol

from optout.catalog.steps import Published
from optout.channels.site.ai_txt_wish import AiTxtWish
from optout.channels.site.robots_wish import RobotsWish
from optout.channels.site.tdm_wish import TdmWish


class Wish(Protocol):
    """What one file of a site is to say. ``file`` is its path from the top of the site."""

    @property
    def file(self) -> str: ...

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person would write into the file."""
        ...

    def lacks(self, text: str) -> str | None:
        """Why the file, as served, leaves something of the site unprotected; None: it does not."""
        ...

    def in_the_way(self, text: str) -> str | None:
        """Which line of the person's own would win over the wish if it were added; None: it works."""
        ...

    def added_to(self, text: str) -> str:
        """The file's text with the wish in it; everything else stays. ``WrongInput`` where it cannot."""
        ...


def wishes_of(published: Published) -> tuple[Wish, ...]:
    """One for each file that is concerned."""
    return tuple(_wishes(published))


def _wishes(published: Published) -> Iterator[Wish]:
    if published.robots or published.content_usage or published.content_signal:
        yield RobotsWish(published.robots, published.content_usage, published.content_signal)
    if published.ai_txt:
        yield AiTxtWish()
    if published.tdm:
        yield TdmWish()
