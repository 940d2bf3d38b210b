"""Which class a mail is of: by its structure, by what is wrong with it, then by its words."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from optout.channels.mail.authentication import is_authentic, is_forged
from optout.channels.mail.headers import author_domain, header, referred, words
from optout.channels.mail.parts import MAX_READ, Readable, readable
from optout.channels.mail.understanding.addresses import named
from optout.channels.mail.understanding.asked import asked_for, day_named, ground_of
from optout.channels.mail.understanding.bounces import Bounce, read_bounce
from optout.channels.mail.understanding.codes import Code, code_in
from optout.channels.mail.understanding.deciding import Decision, Facts, decide, doubted
from optout.channels.mail.understanding.following import confirming, followed
from optout.channels.mail.understanding.hosts import is_within, organisation
from optout.channels.mail.understanding.lures import Scene, asks, is_foreign, traps
from optout.channels.mail.understanding.robots import is_automatic
from optout.channels.mail.understanding.sentences import Sentence, sentences
from optout.channels.mail.understanding.signals import languages_of, most_named, signals_in, unexplained
from optout.channels.mail.understanding.strangers import is_for_somebody_else
from optout.channels.mail.understanding.wording import names
from optout.channels.mail.understood import MailClass, Understood

_FORGED = "the receiving server says that the sender is not genuine"


@dataclass(frozen=True, slots=True)
class _Read:
    """A mail taken apart, before anything is concluded."""

    message: Message
    mail: Readable
    found: list[Sentence] = field(repr=False)
    languages: list[str]
    scene: Scene


def understand(raw: bytes, senders: Collection[str] = ()) -> Understood:
    """What the mail is, as far as its bytes tell. ``senders`` are the domains the provider writes from.

    A link is followable only where it is encrypted, leads to one of the senders' domains (where none
    are given: the author's own, for which the receiving server vouches), and is the one that confirms
    in a mail that is nothing but that. Never raises, whatever the bytes. Work is bounded: half a
    megabyte is read, whatever the size.
    """
    bounce = read_bounce(raw)
    read = _read(raw, frozenset(name.lower().strip(".") for name in senders))
    if bounce:
        return _bounced(bounce, read)
    trapped = _trapped(read)
    if trapped:
        return _plain(Decision(MailClass.SUSPICIOUS, 0.95, tuple(trapped)), read)
    facts = Facts(
        automatic=is_automatic(read.message),
        stranger=is_for_somebody_else(read.message, read.mail),
        code_points=_code(read).points,
        has_link=bool(read.scene.links),
        confirming=max(map(confirming, read.scene.links), default=0.0),
        names_confirming=any(
            names("confirming", one.words) for one in read.found if one.place != "footer"
        ),
        answers=bool(referred(read.message)),
        unexplained=unexplained(read.found, read.scene.said),
        most_named=most_named(read.found, read.languages),
    )
    decision = decide(read.scene.said, facts)
    return _concluded(decision if read.mail.whole else doubted(decision), read)


def _read(raw: bytes, domains: frozenset[str]) -> _Read:
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_READ])
    mail = readable(raw)
    texts = [*mail.plain, *(page.text for page in mail.pages)]
    found = sentences(words(header(message, "Subject")), texts)
    languages = languages_of(found)
    author = author_domain(message)
    vouched = is_authentic(message, lambda domain: _speaks_for(domain, author, domains))
    scene = Scene(message, author, domains, mail, named(mail), signals_in(found, languages), vouched)
    return _Read(message, mail, found, languages, scene)


def _speaks_for(domain: str, author: str | None, domains: frozenset[str]) -> bool:
    if author is None or (domains and not is_within(author, domains)):
        return False
    return is_within(domain, domains) or organisation(domain) == organisation(author)


def _trapped(read: _Read) -> list[str]:
    """Why the mail is not to be trusted; none for one that may be."""
    if is_forged(read.message):
        return [_FORGED, *traps(read.scene)]
    found = traps(read.scene)
    if is_foreign(read.scene) and (found or _is_about_request(read.scene)):
        return ["its author is not one of the provider's senders", *found]
    if not found and _vouched_for_other(read) and asks(read.scene):
        return ["the receiving server vouches for somebody else only"]
    return found


def _is_about_request(scene: Scene) -> bool:
    other = max(
        (scene.said[name].score for name in ("unrelated", "away") if name in scene.said), default=0
    )
    return asks(scene) or other < 0.4


def _vouched_for_other(read: _Read) -> bool:
    return not read.scene.vouched and is_authentic(read.message, lambda domain: True)


def _bounced(bounce: Bounce, read: _Read) -> Understood:
    why = (f"a mail server says that a letter did not arrive: {bounce.kind}",)
    return Understood(
        MailClass.BOUNCE,
        0.97,
        why,
        links=tuple(followed(read.scene.links, (), "it stands in a report of a mail server")),
        bounce=bounce.kind,
        language=next(iter(read.languages), ""),
        answers=bounce.references,
    )


def _plain(decision: Decision, read: _Read) -> Understood:
    refusal = f"the mail is {decision.mail_class.value}"
    return Understood(
        decision.mail_class,
        round(decision.confidence, 2),
        decision.why,
        links=tuple(followed(read.scene.links, (), refusal)),
        language=next(iter(read.languages), ""),
        answers=referred(read.message),
    )


def _concluded(decision: Decision, read: _Read) -> Understood:
    match decision.mail_class:
        case MailClass.CONFIRMATION_LINK:
            return _with_link(decision, read)
        case MailClass.CODE:
            return _with_code(decision, read)
        case _:
            return _with_details(_plain(decision, read), read)


def _with_link(decision: Decision, read: _Read) -> Understood:
    refusal = "" if read.mail.whole else "the mail was not read whole"
    links = tuple(followed(read.scene.links, _domains(read.scene), refusal))
    plain = _plain(decision, read)
    return replace(plain, links=links)


def _domains(scene: Scene) -> Collection[str]:
    if scene.domains:
        return scene.domains
    return [scene.author] if scene.author and scene.vouched else []


def _with_code(decision: Decision, read: _Read) -> Understood:
    code = _code(read)
    if code.value is None:
        decision = doubted(decision)
    plain = _plain(decision, read)
    return replace(plain, code=code.value, why=(*plain.why, code.why))


def _code(read: _Read) -> Code:
    texts = [*read.mail.plain, *(page.text for page in read.mail.pages)]
    return code_in(words(header(read.message, "Subject")), texts)


def _with_details(plain: Understood, read: _Read) -> Understood:
    said = read.scene.said
    match plain.mail_class:
        case MailClass.REFUSED:
            return replace(plain, ground=ground_of(said, read.languages))
        case MailClass.NEEDS_IDENTIFICATION | MailClass.NEEDS_DATA:
            return replace(plain, asks=asked_for(said, read.languages))
        case MailClass.EXTENDED:
            return replace(plain, extended_until=day_named(said, read.languages))
        case _:
            return plain
