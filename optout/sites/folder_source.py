"""A site as it lies in a folder, before it is published. Headers cannot be seen there."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from optout.signals.audit_reading import FileRead, PageRead, State
from optout.sites.answers import readable
from optout.sites.page_reading import Markup, markup
from optout.sites.page_text import page_text
from optout.sites.web_source import MOST_OF_A_FILE, MOST_OF_A_PAGE

_PAGES = (".html", ".htm", ".xhtml")
_IMAGES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".svg")


class FolderSource:
    """Reads files below ``folder`` only: an address that leads out of it has no file.

    Addresses are paths from the top of the site, whose host a folder does not know.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.start = "/"
        self.has_headers = False

    async def file(self, path: str, beside: str) -> FileRead:
        """The text file at ``path``; ``beside`` is always this folder."""
        content = _content(self._at(path), MOST_OF_A_FILE)
        if isinstance(content, FileRead):
            return content
        return readable(content, "in the folder", is_json=path.endswith(".json"))

    async def page(self, url: str) -> tuple[PageRead, Markup]:
        """The page or image that would be published at ``url``."""
        place = self._place(urlsplit(url).path)
        content = _content(place, MOST_OF_A_PAGE)
        if isinstance(content, FileRead):
            return PageRead(url, content.state, content.why), Markup()
        suffix = place.suffix.lower() if place else ""
        if suffix in (*_IMAGES, ".xml"):
            read = PageRead(url, State.SERVED, "in the folder", suffix in _IMAGES, content=content)
            return read, Markup()
        text = page_text(content)
        if text is None:
            return PageRead(url, State.UNREADABLE, "in an unknown encoding"), Markup()
        found = markup(text, url)
        if found is None:
            return PageRead(url, State.UNREADABLE, "its tags are too large to read"), Markup()
        return PageRead(url, State.SERVED, "in the folder", metas=found.metas), found

    def owns(self, url: str) -> bool:
        """Whether the address leads to a page or an image of this folder."""
        if not url.startswith("/") or url.startswith("//"):
            return False
        place = self._place(urlsplit(url).path)
        return place is not None and place.suffix.lower() in (*_PAGES, *_IMAGES)

    async def close(self) -> None:
        """Nothing is open."""

    def _place(self, path: str) -> Path | None:
        place = self._at(path)
        return place / "index.html" if place is not None and place.is_dir() else place

    def _at(self, path: str) -> Path | None:
        try:
            place = (self._folder / unquote(path).lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        return place if place.is_relative_to(self._folder) else None


def _content(place: Path | None, most: int) -> bytes | FileRead:
    """The bytes, or why there are none."""
    try:
        if place is None or not place.is_file():
            return FileRead(State.NONE, why="there is no such file in the folder")
        if place.stat().st_size > most:
            return FileRead(State.UNREADABLE, why="larger than is read")
        return place.read_bytes()
    except OSError:
        return FileRead(State.UNREADABLE, why="the file cannot be read")
