"""What was read of a site, before it is judged. Filled by ``optout.sites``, judged by ``audit``."""

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How the reading of one file or page ended. Only ``NONE`` is ever called missing."""

    SERVED = "served"
    NONE = "none"  # 404 or 410, or no such file
    UNAVAILABLE = "unavailable"  # another 4xx; RFC 9309, section 2.3.1.3, lets crawlers take it for none
    UNREADABLE = "unreadable"  # 5xx, no answer, too large, off the site, HTML where text was expected
    UNSEEN = "unseen"  # cannot be seen from where we look: a folder has no headers


@dataclass(frozen=True, slots=True)
class FileRead:
    """``why`` tells how it was read, or what kept us from it."""

    state: State
    text: str = field(default="", repr=False)
    why: str = ""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page or an image. ``headers`` are lines as served; ``metas`` are names and contents of tags."""

    url: str
    state: State
    why: str = ""
    is_image: bool = False
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    metas: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes = field(default=b"", repr=False)  # of an image, or of XML


@dataclass(frozen=True, slots=True)
class SiteRead:
    """``address`` is the given page's after redirects, or the folder; ``pages[0]`` is that page.

    ``licenses`` are the RSL documents on the site that robots.txt names. ``has_headers`` is False for
    a folder, where no header can be seen.
    """

    address: str
    robots: FileRead
    ai_txt: FileRead
    tdmrep: FileRead
    pages: tuple[PageRead, ...]
    licenses: tuple[PageRead, ...] = ()
    has_headers: bool = True
