"""Whether a mail greets somebody else than the person it was sent to."""

import re
from email.message import Message
from email.utils import getaddresses

from optout.channels.mail.headers import headers, words
from optout.channels.mail.parts import Readable
from optout.channels.mail.understanding.folding import fold_letters, visible

_GREETING = re.compile(
    r"^\W{0,3}(?:dear|hello|hi|hey|good (?:morning|day|afternoon)|hallo|guten (?:tag|morgen)"
    r"|liebe[r]?|sehr geehrte[r]?|grüezi|servus|moin"
    r"|bonjour|cher|chère|madame|monsieur|hola|estimad[oa]|querid[oa]|buen[oa]s (?:días|tardes|dia)"
    r"|apreciad[oa])\b"
    r"(?:[ ,]*(?:mr|mrs|ms|miss|mx|dr|herr|herrn|frau|madame|mme|monsieur|m|mlle|señor|señora|sr"
    r"|sra|don|doña|d|dña|prof)\b\.?)*",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[ ,]*((?:[A-ZÀ-Þ][\w'’-]{1,30}[ .]?){1,4})(?=\s*[,!:.;-]|\s*$)")
_NO_NAMES = """
    customer consumer user client valued sir madam all team there colleague friend member
    subscriber sender requester requestor data subject kunde kundin kunden kundinnen nutzer
    nutzerin damen herren interessent interessentin antragsteller antragstellerin alle zusammen
    leser leserin absender freunde client cliente madame monsieur utilisateur utilisatrice abonné
    abonnée tous toutes adhérent cliente usuario usuaria señor señora interesado interesada
    titular suscriptor amigo amiga solicitante lector lectora visitor person applicant reader
    mitglied mitglieder everyone folks happy good dear betroffene betroffener demandeur requérant
    day morning afternoon evening tag abend welcome merci danke thank thanks gracias we ihr your
"""
_NOBODY = frozenset(_NO_NAMES.split())


def is_for_somebody_else(message: Message, mail: Readable) -> bool:
    """Whether the greeting names a person, and no part of that name is in the recipient's address."""
    known = _known(message)
    if not known:
        return False
    for text in [*mail.plain, *(page.text for page in mail.pages)]:
        lines = [line.strip() for line in visible(text[:3000]).splitlines() if line.strip()][:5]
        for line in lines:
            greeting = _GREETING.match(line[:200])
            named = _NAME.match(line[greeting.end() : 200]) if greeting else None
            if named:
                return _is_other(named[1], known)
    return False


def _known(message: Message) -> set[str]:
    """The words of the recipients' names and addresses; none where they are no person's name."""
    found = getaddresses([words(value) for value in headers(message, "To")])
    names = [part for name, address in found for part in _parts(f"{name} {address.partition('@')[0]}")]
    return set(names) if len(set(names)) >= 2 else set()


def _is_other(named: str, known: set[str]) -> bool:
    parts = [part for part in _parts(named) if part not in _NOBODY]
    return bool(parts) and not any(_same(part, one) for part in parts for one in known)


def _same(part: str, other: str) -> bool:
    return part == other or (len(min(part, other, key=len)) == 1 and part[0] == other[0])


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[^a-z]+", fold_letters(text)) if part]
