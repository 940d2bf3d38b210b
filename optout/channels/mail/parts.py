"""The readable parts of a mail, within bounds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from lxml import etree, html

from optout.channels.mail.headers import text_of, words
from optout.channels.mail.page import Page, read_page

MAX_READ = 512 * 1024
_MAX_BOUNDARIES = 20
_MAX_PARTS = 50
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in an HTML part: what is shown, and where it leads."""

    shown: str = field(repr=False)
    href: str = field(repr=False)


@dataclass(slots=True)
class Readable:
    """What a person would see: running text and anchors. ``whole`` is false where a bound was met.

    ``texts`` and ``anchors`` are of all parts; ``plain`` are the text/plain parts alone, ``pages`` the
    HTML parts as they are laid out. ``attached`` are the names of what is attached, which is not read.
    """

    texts: list[str] = field(default_factory=list, repr=False)
    anchors: list[Anchor] = field(default_factory=list, repr=False)
    plain: list[str] = field(default_factory=list, repr=False)
    pages: list[Page] = field(default_factory=list, repr=False)
    attached: list[str] = field(default_factory=list, repr=False)
    whole: bool = True


def readable(raw: bytes) -> Readable:
    """The texts and anchors of the mail's text/plain and text/html parts; attachments are not read."""
    result = Readable(whole=len(raw) <= MAX_READ)
    raw = raw[:MAX_READ]
    if not countable(raw):
        return Readable(whole=False)
    try:
        parts = list(_leaves(BytesParser(policy=compat32).parsebytes(raw)))
    except RecursionError:  # it calls itself for every mail inside a mail
        return Readable(whole=False)
    for part in parts[:_MAX_PARTS]:
        _read_part(part, result)
    result.whole = result.whole and len(parts) <= _MAX_PARTS
    return result


def countable(raw: bytes) -> bool:
    """Whether a mail has few enough boundaries: the parser tries every open one on every line."""
    return len(re.findall(rb"boundary", raw[:MAX_READ], re.IGNORECASE)) <= _MAX_BOUNDARIES


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold content; a mail inside the mail is somebody else's words."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
        return
    for inner in part.get_payload():
        if isinstance(inner, Message):
            yield from _leaves(inner)


def _read_part(part: Message, result: Readable) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    if name:
        result.attached.append(name)
    if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
        return
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return
    text = text_of(payload, part.get_content_charset())
    if kind == "text/plain":
        result.plain.append(text)
        result.texts.append(text)
    else:
        result.pages.append(read_page(text))
        _read_html(text, result)


def _file_name(part: Message) -> str:
    """The name of an attached file in small letters, or "" where the part is none or has no name."""
    name = part.get_filename(failobj="")
    return words(str(name))[:_MAX_NAME].strip().lower()


def _read_html(text: str, result: Readable) -> None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return  # nothing in it is a page
    etree.strip_elements(page, "script", "style", "template", with_tail=False)
    for link in page.iter("a", "area"):
        shown = " ".join("".join(map(str, link.itertext())).split())
        result.anchors.append(Anchor(shown, link.get("href") or ""))
    result.texts.append("\n".join(anchor.shown for anchor in result.anchors))
    etree.strip_elements(page, "a", "area", with_tail=False)
    result.texts.append("\n".join(str(piece) for piece in page.itertext()))
