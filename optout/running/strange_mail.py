"""A mail from elsewhere that quotes a letter of ours: for the person to read, or to be warned of."""

from dataclasses import replace

from optout.catalog.definition import Provider
from optout.channels.mail.reading import Meaning, Reading, read
from optout.channels.mail.understanding import understand
from optout.channels.mail.understood import MailClass
from optout.running.waiting import senders_of, written_to


def read_theirs(raw: bytes, provider: Provider, author: str | None) -> Reading | None:
    """The mail as the provider's; None where who writes (``author``, a domain) is none of its senders.

    Who answers from where we wrote to is one of them, whatever the definition names; but of such a mail
    no link is followed, and no code taken.
    """
    found = read(raw, provider)
    domain = written_to(provider)
    if found is not None or author is None or domain is None:
        return found
    if author != domain and not author.endswith("." + domain):
        return None
    named = {"domains": (*provider.domains, domain), "mail": None}
    found = read(raw, provider.model_copy(update=named))
    if found is None or found.meaning not in ("link", "code"):
        return found
    return replace(found, meaning="other", link=None, code=None)


def read_strange(raw: bytes, provider: Provider, author: str) -> Reading | None:
    """The mail whose author, at the domain ``author``, is not one of the provider's senders.

    Many providers answer from the address of whoever runs their helpdesk; so would whoever got hold of
    the letter. Nothing in it is followed or believed. None where it has no one author.
    """
    found = read(raw, provider.model_copy(update={"domains": (author,), "mail": None}))
    if found is None:
        return None
    trap = understand(raw, senders_of(provider)).mail_class == MailClass.SUSPICIOUS
    meaning: Meaning = "suspicious" if trap or found.meaning == "suspicious" else "other"
    return replace(found, meaning=meaning, link=None, code=None, authentic=False)
