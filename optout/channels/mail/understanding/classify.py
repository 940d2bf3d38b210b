"""Which class a mail is of: by its structure, by what is wrong with it, then by its words."""

from collections.abc import Collection
from dataclasses import replace

from optout.channels.mail.headers import referred
from optout.channels.mail.understanding.apart import Apart, facts_of, take_apart, trapped
from optout.channels.mail.understanding.asked import asked_for, day_named, ground_of
from optout.channels.mail.understanding.bounces import Bounce, read_bounce
from optout.channels.mail.understanding.combining import combined
from optout.channels.mail.understanding.deciding import Decision, decide, doubted
from optout.channels.mail.understanding.following import followed
from optout.channels.mail.understanding.learned.opinion import opinion
from optout.channels.mail.understanding.lures import Scene
from optout.channels.mail.understood import MailClass, Understood


def understand(raw: bytes, senders: Collection[str] = ()) -> Understood:
    """What the mail is, as far as its bytes tell. ``senders`` are the domains the provider writes from.

    A link is followable only where it is encrypted, leads to one of the senders' domains (where none
    are given: the author's own, for which the receiving server vouches), and is the one that confirms
    in a mail that is nothing but that. Never raises, whatever the bytes. Work is bounded: half a
    megabyte is read, whatever the size.
    """
    bounce = read_bounce(raw)
    apart = take_apart(raw, senders)
    if bounce:
        return _bounced(bounce, apart)
    trap = trapped(apart)
    if trap:
        return _plain(Decision(MailClass.SUSPICIOUS, 0.95, tuple(trap)), apart)
    facts = facts_of(apart)
    by_rules = decide(apart.scene.said, facts)
    decision = combined(by_rules, opinion(apart.found, facts, apart.scene.said))
    return _concluded(decision if apart.mail.whole else doubted(decision), apart)


def _bounced(bounce: Bounce, apart: Apart) -> Understood:
    why = (f"a mail server says that a letter did not arrive: {bounce.kind}",)
    return Understood(
        MailClass.BOUNCE,
        0.97,
        why,
        links=tuple(followed(apart.scene.links, (), "it stands in a report of a mail server")),
        bounce=bounce.kind,
        language=next(iter(apart.languages), ""),
        answers=bounce.references,
    )


def _plain(decision: Decision, apart: Apart) -> Understood:
    refusal = f"the mail is {decision.mail_class.value}"
    return Understood(
        decision.mail_class,
        round(decision.confidence, 2),
        decision.why,
        links=tuple(followed(apart.scene.links, (), refusal)),
        language=next(iter(apart.languages), ""),
        answers=referred(apart.message),
    )


def _concluded(decision: Decision, apart: Apart) -> Understood:
    match decision.mail_class:
        case MailClass.CONFIRMATION_LINK:
            return _with_link(decision, apart)
        case MailClass.CODE:
            return _with_code(decision, apart)
        case _:
            return _with_details(_plain(decision, apart), apart)


def _with_link(decision: Decision, apart: Apart) -> Understood:
    refusal = "" if apart.mail.whole else "the mail was not read whole"
    links = tuple(followed(apart.scene.links, _domains(apart.scene), refusal))
    return replace(_plain(decision, apart), links=links)


def _domains(scene: Scene) -> Collection[str]:
    if scene.domains:
        return scene.domains
    return [scene.author] if scene.author and scene.vouched else []


def _with_code(decision: Decision, apart: Apart) -> Understood:
    if apart.code.value is None:
        decision = doubted(decision)
    plain = _plain(decision, apart)
    return replace(plain, code=apart.code.value, why=(*plain.why, apart.code.why))


def _with_details(plain: Understood, apart: Apart) -> Understood:
    said = apart.scene.said
    match plain.mail_class:
        case MailClass.REFUSED:
            return replace(plain, ground=ground_of(said, apart.languages))
        case MailClass.NEEDS_IDENTIFICATION | MailClass.NEEDS_DATA:
            return replace(plain, asks=asked_for(said, apart.languages))
        case MailClass.EXTENDED:
            return replace(plain, extended_until=day_named(said, apart.languages))
        case _:
            return plain
