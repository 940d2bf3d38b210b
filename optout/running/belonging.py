"""Which open requests a provider's mail may belong to, and what it may be taken to say."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from optout.channels.mail.alias import belongs
from optout.channels.mail.reading import Reading
from optout.channels.mail.reference import find_reference, mail_reference
from optout.requests.actions import Action
from optout.requests.events import Event, Intended, MailSays

WRONG_BY = timedelta(hours=14)
"""How far a mail's own date may be off: one without its time zone by as much as there are zones."""


def quotes(reading: Reading, request_id: str) -> bool:
    """Whether the mail answers a letter of this request: by its token, or by our Message-ID."""
    return mail_reference(request_id) in _tokens(reading)


def is_for(reading: Reading, request_id: str, addresses: Collection[str]) -> bool:
    """Whether the mail is about this request of the person with these e-mail addresses.

    A token decides, whatever the address: it is somebody's, even where it is nobody's here. Mail to
    an alias of an address, which one provider was told, is mail to that address.
    """
    if _tokens(reading):
        return quotes(reading, request_id)
    return any(belongs(to, address) for to in reading.to for address in addresses)


def may_answer(events: Sequence[Event], written_at: datetime | None) -> bool:
    """Whether a mail with this date can be an answer: something was about to be sent before it.

    The mail's own date is what counts (a mailbox's date of arrival is that of its last move), and
    a mail without one may always be. Nothing answers a request that was never made.
    """
    asked = next((e.at for e in events if isinstance(e, Intended) and e.action == Action.SUBMIT), None)
    return asked is not None and (written_at is None or written_at >= asked - WRONG_BY)


def believed(
    reading: Reading,
    request_id: str,
    people: int,
    *,
    spam: bool = False,
    alone: bool = True,
    by_letter: bool = False,
) -> MailSays:
    """What the mail is taken to say to this request, where it fits requests of so many people.

    One that fits several people's and quotes no letter is for them to read; so is one that decides
    something, where it fits several requests (not ``alone``), also of providers that share a sender.
    What would end the request, move its deadline or make the person tell more is believed to a sender
    who is vouched for, or knows what only our letter told. Of a mail that the mail server takes for
    ``spam`` no link is followed and no code taken, unless its sender is vouched for. That a request
    made ``by_letter`` arrived is believed likewise: else its bounce would be taken for an error.
    """
    said = MailSays(reading.meaning)
    if said == MailSays.SUSPICIOUS:
        return said
    if people > 1 and not quotes(reading, request_id):
        return MailSays.OTHER
    if spam and not reading.authentic and said in (MailSays.LINK, MailSays.CODE):
        return MailSays.OTHER
    if not alone and not quotes(reading, request_id) and said in _TO_BE_TRUSTED:
        return MailSays.OTHER
    trusted = reading.authentic or quotes(reading, request_id)
    if not trusted and by_letter and said == MailSays.ACKNOWLEDGED:
        return MailSays.AUTOMATIC
    return said if trusted or said not in _TO_BE_TRUSTED else MailSays.OTHER


_TO_BE_TRUSTED = frozenset(
    {
        MailSays.GRANTED,
        MailSays.NOT_FOUND,
        MailSays.REFUSED,
        MailSays.EXTENDED,
        MailSays.BOUNCED,
        MailSays.NEEDS_IDENTIFICATION,
        MailSays.NEEDS_DATA,
        MailSays.FORM_ONLY,
    }
)


def as_said(reading: Reading, said: MailSays) -> Reading:
    """The reading to keep: without a link or code where nobody may follow it."""
    if said.value == reading.meaning:
        return reading
    return replace(reading, meaning=said.value, link=None, code=None)


def _tokens(reading: Reading) -> set[str]:
    found = [reading.subject_has, *(find_reference(one) for one in reading.references)]
    return {token for token in found if token}
