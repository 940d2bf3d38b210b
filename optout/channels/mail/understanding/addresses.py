"""Every address of a page that a mail names, with the words that introduce it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from optout.channels.mail.page import MAX_LINKS
from optout.channels.mail.parts import Readable
from optout.channels.mail.understanding.folding import visible
from optout.channels.mail.understanding.quoting import own_lines
from optout.channels.mail.understanding.sentences import MAX_TEXT

_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|]{1,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?*_\u00bb\u201d\u2019"
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """``shown`` are the link's own words (of a bare address those before it), ``around`` its block."""

    url: str = field(repr=False)
    shown: str = field(repr=False, default="")
    around: str = field(repr=False, default="")
    bare: bool = False


def named(mail: Readable) -> list[Named]:
    """The distinct links of the mail's own words, those of its pages first; at most ``MAX_LINKS``."""
    found: dict[str, Named] = {}
    for one in (*_of_pages(mail), *_of_texts(mail)):
        if len(found) < MAX_LINKS:
            known = found.setdefault(one.url, one)
            if known is not one and not _LETTERS.search(_URL.sub("", known.shown)):
                found[one.url] = one
    return list(found.values())


def _of_pages(mail: Readable) -> Iterator[Named]:
    for page in mail.pages:
        for link in page.links:
            if link.href and not link.href.lower().startswith(("mailto:", "tel:", "#", "cid:")):
                yield Named(link.href, visible(link.shown)[:300], visible(link.around))
        yield from _bare(page.text)


def _of_texts(mail: Readable) -> Iterator[Named]:
    for text in mail.plain:
        yield from _bare("\n".join(own_lines(text[:MAX_TEXT])))


def _bare(text: str) -> Iterator[Named]:
    """Addresses that stand in a text, each with the rest of its line, or else with the line above."""
    before = ""
    for line in text[:MAX_TEXT].splitlines():
        matches = list(_URL.finditer(line))
        end = 0
        for match in matches[:20]:
            lead = line[end : match.start()].strip(" \t<(-*:>")
            lead = lead if _LETTERS.search(lead) else before
            yield Named(match[0].rstrip(_TRAILING), visible(lead)[-300:], visible(line), bare=True)
            end = match.end()
        rest = _URL.sub("", line).strip(" <>\t")
        if _LETTERS.search(rest) or not line.strip():
            before = rest if _LETTERS.search(rest) else before
