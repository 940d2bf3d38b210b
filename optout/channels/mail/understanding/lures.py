"""What about a mail says that it is a trap, whatever class its words would be."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message

from optout.channels.mail.headers import header, words
from optout.channels.mail.page import MAX_LINKS
from optout.channels.mail.parts import Readable
from optout.channels.mail.understanding.addresses import Named
from optout.channels.mail.understanding.hosts import (
    imitated,
    is_disguised,
    is_number,
    is_shortener,
    is_within,
    organisation,
)
from optout.channels.mail.understanding.signals import SAID, Said
from optout.channels.mail.web_address import split

_SHOWN_URL = re.compile(
    r"^\W{0,3}(?:https?://|www\.)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?=[/?#:\s]|\W{0,3}$)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\.(?:html?|shtml|xhtml|svg|exe|scr|com|bat|cmd|js|jse|vbs|vbe|wsf|hta|lnk|iso|img|msi|jar|apk"
    r"|ps1|docm|xlsm|pptm|one|chm|reg)$"
)
_PACKED = re.compile(r"\.(?:zip|rar|7z|gz|tar|ace|cab)$")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})", re.IGNORECASE)
_ASKING = ("confirm", "code", "identify", "data", "form", "lure")
_TRACKER = re.compile(
    r"^(?:click|clic|klick|clicks|track\w*|trk|links?|lnk|t|c|e|l|r|u|url\d*|email\w*|mail\w*|go"
    r"|news\w*|em\d*|ct|mkt|info|send\w*|enlaces?|liens?|redir\w*)\."
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a trap may show in. ``domains`` are the known senders, none where nobody said."""

    message: Message
    author: str | None
    domains: Collection[str]
    mail: Readable
    links: Sequence[Named] = field(repr=False)
    said: Mapping[str, Said] = field(repr=False)
    vouched: bool = False


def traps(scene: Scene) -> list[str]:
    """Why the mail is not to be trusted, in words without personal data; none where nothing is wrong."""
    found = [*_in_sender(scene), *_in_links(scene), *_in_parts(scene), *_in_words(scene)]
    return list(dict.fromkeys(found))


def asks(scene: Scene) -> bool:
    """Whether the mail wants anything from the person that a thief would want."""
    return any(scene.said[name].score >= 0.4 for name in _ASKING if name in scene.said)


def is_foreign(scene: Scene) -> bool:
    """Whether somebody wrote it who is not among the known senders."""
    if not scene.domains:
        return False
    return scene.author is None or not is_within(scene.author, scene.domains)


def _in_sender(scene: Scene) -> Iterator[str]:
    if scene.author and imitated(scene.author, scene.domains):
        yield "the author's domain imitates one of the sender's"
    if scene.author and is_disguised(scene.author):
        yield "the author's domain is written in look-alike letters"
    name = words(header(scene.message, "From")).rpartition("<")[0]
    shown = _ADDRESS.search(name)
    known = scene.author and is_within(scene.author, scene.domains)
    if shown and scene.author and not known and not _is_theirs(shown[1].lower(), scene):
        yield "the author's name is an address of somebody else"
    reply = _ADDRESS.search(words(header(scene.message, "Reply-To")))
    if reply and not _is_theirs(reply[1].lower(), scene) and (asks(scene) or scene.links):
        yield "answers would go to another domain than the author's"


def _is_theirs(host: str, scene: Scene) -> bool:
    if is_within(host, scene.domains):
        return True
    return bool(scene.author and organisation(host) == organisation(scene.author))


def _in_links(scene: Scene) -> Iterator[str]:
    if len(scene.links) >= MAX_LINKS:
        yield "more links than any honest mail has"
    for link in scene.links:
        reason = _wrong_with(link, scene)
        if reason:
            yield reason


def _wrong_with(link: Named, scene: Scene) -> str:
    if re.match(r"\s*(?:data|javascript|vbscript|file|blob)\s*:", link.url, re.IGNORECASE):
        return "a link is no address of a page"
    parts = split(link.url)
    if parts is None:
        return "" if not link.url.lower().startswith("http") else "a link can be read in two ways"
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc:
        return "a link hides its host behind a user name"
    if is_number(host):
        return "a link leads to a number instead of a name"
    if is_disguised(host) and host not in scene.domains:
        return "a link leads to a host in look-alike letters"
    if imitated(host, _own(scene)) and not _is_theirs(host, scene):
        return "a link leads to a host that imitates the sender's"
    if is_shortener(host, parts.path) and not _is_theirs(host, scene):
        return "a link is shortened, so that nobody sees where it leads"
    return _pretence(link, host, scene)


def _own(scene: Scene) -> Collection[str]:
    return scene.domains or ([scene.author] if scene.author else [])


def _pretence(link: Named, host: str, scene: Scene) -> str:
    if link.bare:
        return ""
    shown = _SHOWN_URL.match(link.shown)
    if not shown or organisation(shown[1].lower()) == organisation(host):
        return ""
    if _is_theirs(host, scene):
        return ""
    return "a link shows one host and leads to another"


def _in_parts(scene: Scene) -> Iterator[str]:
    for name in scene.mail.attached:
        if _PROGRAM.search(name):
            yield "a program or page is attached"
        elif _PACKED.search(name) and (asks(scene) or not scene.vouched):
            yield "a packed file is attached"
    if any(page.asks for page in scene.mail.pages):
        yield "it holds a form to be filled in"


def _in_words(scene: Scene) -> Iterator[str]:
    lure = scene.said.get("lure")
    if lure and lure.plainest >= SAID - 0.1:
        yield "its words are those of a lure"
    if (
        not scene.vouched
        and "confirm" in scene.said
        and any(_leads_away(one, scene) for one in scene.links)
        and not any(_is_own(one, scene) for one in scene.links)
    ):
        yield "it wants a page opened that is not the sender's, and nobody vouches for it"


def _is_own(link: Named, scene: Scene) -> bool:
    parts = split(link.url)
    return bool(parts and _is_theirs(parts.hostname or "", scene))


def _leads_away(link: Named, scene: Scene) -> bool:
    parts = split(link.url)
    host = (parts.hostname or "") if parts else ""
    return bool(host) and not _is_theirs(host, scene) and not _TRACKER.match(host) and link.bare
