"""Small forms of our own, in many languages and styles, with what each control asks for.

A page begins with ``=== title language``. ``data-asks`` is the expected meaning of a control; where it
is missing, none is expected. It is taken away before a page is read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from optout.channels.web.markup import Markup
from optout.channels.web.surroundings import is_filled
from optout.channels.web.understanding import meanings_of

_ASKS = re.compile(r"\sdata-asks=[\w-]+")


@dataclass(frozen=True, slots=True)
class Page:
    file: str
    title: str
    language: str
    source: str

    @property
    def expected(self) -> list[str | None]:
        return [one.get("data-asks") for one in html.fromstring(self.source).iter() if is_filled(one)]

    @property
    def understood(self) -> list[str | None]:
        bare = f'<html lang="{self.language}"><body>{_ASKS.sub("", self.source)}</body></html>'
        controls = Markup(bare, "https://page.example/", 200).seen.controls
        asked = zip(controls, meanings_of(controls), strict=True)
        return [meaning for control, meaning in asked if not control.is_pressed]


def _pages() -> tuple[Page, ...]:
    files = sorted(Path(__file__).parent.glob("*.html"))
    return tuple(page for file in files for page in _pages_of(file.stem, file.read_text("utf-8")))


def _pages_of(file: str, text: str) -> list[Page]:
    parts = re.split(r"^=== (.*) ([\w-]+)$", text, flags=re.MULTILINE)
    triples = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return [Page(file, title, language, source.strip()) for title, language, source in triples]


PAGES = _pages()


def judged(pages: Iterable[Page] = PAGES) -> tuple[int, int, int, int]:
    """Right and all controls that ask for something; wrongly and all that ask for nothing."""
    pairs = [pair for page in pages for pair in zip(page.expected, page.understood, strict=True)]
    asking = [pair for pair in pairs if pair[0]]
    silent = [pair for pair in pairs if not pair[0]]
    right = sum(expected == understood for expected, understood in asking)
    return right, len(asking), sum(understood is not None for _, understood in silent), len(silent)
