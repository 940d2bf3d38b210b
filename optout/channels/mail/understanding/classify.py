"""Which class a mail is of: by its structure, by what is wrong with it, then by its words."""

from collections.abc import Collection
from email.parser import BytesHeaderParser
from email.policy import compat32

from optout.channels.mail.headers import header, words
from optout.channels.mail.parts import MAX_READ, readable
from optout.channels.mail.understanding.deciding import decide
from optout.channels.mail.understanding.sentences import sentences
from optout.channels.mail.understanding.signals import languages_of, signals_in
from optout.channels.mail.understood import Understood


def understand(raw: bytes, senders: Collection[str] = ()) -> Understood:
    """What the mail is, as far as its bytes tell. ``senders`` are the domains the provider writes from.

    Never raises, whatever the bytes. Work is bounded: half a megabyte is read, whatever the size.
    """
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_READ])
    mail = readable(raw)
    found = sentences(words(header(message, "Subject")), mail.texts)
    languages = languages_of(found)
    decision = decide(signals_in(found, languages))
    return Understood(
        decision.mail_class, decision.confidence, decision.why, language=next(iter(languages), "")
    )
