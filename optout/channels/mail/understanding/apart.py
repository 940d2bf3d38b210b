"""A mail taken apart, before anything is concluded from it, and whether it is a trap."""

from collections.abc import Collection
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from optout.channels.mail.authentication import is_authentic, is_forged
from optout.channels.mail.headers import author_domain, header, referred, words
from optout.channels.mail.parts import MAX_READ, Readable, readable
from optout.channels.mail.understanding.addresses import named
from optout.channels.mail.understanding.codes import Code, code_in
from optout.channels.mail.understanding.deciding import Facts
from optout.channels.mail.understanding.following import confirming
from optout.channels.mail.understanding.hosts import is_within, organisation
from optout.channels.mail.understanding.lures import Scene, asks, is_foreign, traps
from optout.channels.mail.understanding.robots import is_automatic
from optout.channels.mail.understanding.sentences import Sentence, sentences
from optout.channels.mail.understanding.signals import languages_of, most_named, signals_in, unexplained
from optout.channels.mail.understanding.strangers import is_for_somebody_else
from optout.channels.mail.understanding.wording import names

_FORGED = "the receiving server says that the sender is not genuine"


@dataclass(frozen=True, slots=True)
class Apart:
    """``found`` are its sentences, ``code`` is what looks like one in it."""

    message: Message
    mail: Readable
    found: list[Sentence] = field(repr=False)
    languages: list[str]
    scene: Scene
    code: Code


def take_apart(raw: bytes, senders: Collection[str]) -> Apart:
    """The mail's parts. Never raises, whatever the bytes; half a megabyte is read, whatever the size."""
    domains = frozenset(name.lower().strip(".") for name in senders)
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_READ])
    mail = readable(raw)
    texts = [*mail.plain, *(page.text for page in mail.pages)]
    subject = words(header(message, "Subject"))
    found = sentences(subject, texts)
    languages = languages_of(found)
    author = author_domain(message)
    vouched = is_authentic(message, lambda domain: _speaks_for(domain, author, domains))
    scene = Scene(message, author, domains, mail, named(mail), signals_in(found, languages), vouched)
    return Apart(message, mail, found, languages, scene, code_in(subject, texts))


def facts_of(apart: Apart) -> Facts:
    """What is known of the mail beside what its sentences say."""
    links = apart.scene.links
    return Facts(
        automatic=is_automatic(apart.message),
        stranger=is_for_somebody_else(apart.message, apart.mail),
        code_points=apart.code.points,
        links=len(links),
        confirming=max(map(confirming, links), default=0.0),
        names_confirming=any(
            names("confirming", one.words) for one in apart.found if one.place != "footer"
        ),
        answers=bool(referred(apart.message)),
        unexplained=unexplained(apart.found, apart.scene.said),
        most_named=most_named(apart.found, apart.languages),
    )


def trapped(apart: Apart) -> list[str]:
    """Why the mail is not to be trusted; none for one that may be."""
    if is_forged(apart.message):
        return [_FORGED, *traps(apart.scene)]
    found = traps(apart.scene)
    if is_foreign(apart.scene) and (found or _is_about_request(apart.scene)):
        return ["its author is not one of the provider's senders", *found]
    if not found and _vouched_for_other(apart) and asks(apart.scene):
        return ["the receiving server vouches for somebody else only"]
    return found


def _speaks_for(domain: str, author: str | None, domains: frozenset[str]) -> bool:
    if author is None or (domains and not is_within(author, domains)):
        return False
    return is_within(domain, domains) or organisation(domain) == organisation(author)


def _is_about_request(scene: Scene) -> bool:
    other = max(
        (scene.said[name].score for name in ("unrelated", "away") if name in scene.said), default=0
    )
    return asks(scene) or other < 0.4


def _vouched_for_other(apart: Apart) -> bool:
    return not apart.scene.vouched and is_authentic(apart.message, lambda domain: True)
