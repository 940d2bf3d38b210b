"""A letter to a provider: written from the definition and the declared facts, and nothing else."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt
from optout.errors import WrongInput
from optout.people.facts import MEANINGS, Facts
from optout.requests.actions import Action
from optout.requests.rights import Right
from optout.rights.letters import letter_text
from optout.rights.table import law

RIGHT_WORDS: dict[Right, tuple[str, str]] = {
    Right.DELETE: ("Request to delete personal data", "delete the personal data that you hold about me"),
    Right.OPT_OUT_OF_SALE: (
        "Opt-out of the sale and sharing of personal data",
        "stop selling and sharing the personal data that you hold about me",
    ),
    Right.OPT_OUT_OF_TRAINING: (
        "Opt-out of AI training",
        "not use data about me, or works of mine, to train AI models",
    ),
    Right.OBJECT: (
        "Objection to processing",
        "stop processing data about me, to which I object",
    ),
    Right.ACCESS: (
        "Request for access to personal data",
        "tell me what personal data you hold about me, and send me a copy",
    ),
    Right.TAKE_DOWN: ("Request to take content down", "take down the content that shows me"),
}
"""For each right: the subject line, and how "I ask you to ..." goes on."""

_ANY_LAW = "the data protection law that applies to you"

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_MAX_FACT = 2000


def compose(attempt: Attempt, sender: str) -> EmailMessage:
    """The letter of this attempt, plain text, from the address ``sender``; the same every time.

    Only facts that the step's ``needs`` list go in, the preferred value of each. ``Message-ID`` is
    ``<reference.attempt@domain of sender>``. Raises ``WrongInput`` (without personal data) for a
    step that is no mail step, an unknown letter, a fact with a line break and an unfit address.
    """
    step = mail_step(attempt)
    author = _address(sender, "The sender's")
    name = "reminder" if attempt.action == Action.ESCALATE else step.letter
    title, body = (part.format(**_words(attempt, step)) for part in letter_text(name))
    message = EmailMessage(policy=SMTP)
    message["From"] = author
    message["To"] = _address(step.to, "The provider's")
    message["Subject"] = title
    message["Date"] = format_datetime(attempt.at)
    message["Message-ID"] = f"<{_token(attempt.reference)}.{_token(attempt.id)}@{author.domain}>"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    return message


def mail_step(attempt: Attempt) -> MailStep:
    """The definition's step for this letter; a reminder goes where the request went."""
    provider = attempt.provider
    others = {Action.CONFIRM: provider.confirm}
    others |= {Action.SEARCH: provider.search, Action.RECHECK: provider.search}
    step = others.get(attempt.action, provider.submit)
    if not isinstance(step, MailStep):
        raise WrongInput(f"{provider.slug} is not written to by mail for the action {attempt.action}.")
    return step


def facts_told(step: MailStep, facts: Facts) -> dict[str, str]:
    """Meaning to value of what the letter says about the person: declared and given, one value each."""
    told = {meaning: value for meaning in step.needs if (value := facts.one(meaning))}
    for meaning, value in told.items():
        if _CONTROL.search(value) or len(value) > _MAX_FACT:
            raise WrongInput(f"The {MEANINGS[meaning]} has a line break or is too long for a letter.")
    return told


def _words(attempt: Attempt, step: MailStep) -> dict[str, str]:
    told = facts_told(step, attempt.facts)
    title, request = RIGHT_WORDS[attempt.provider.right]
    given = (told.get("given-name"), told.get("family-name"))
    signature = told.get("name") or " ".join(part for part in given if part)
    lines = [f"- {MEANINGS[meaning]}: {value}" for meaning, value in told.items()]
    return {
        "title": title,
        "request": request,
        "reference": _token(attempt.reference),
        "provider": " ".join(_CONTROL.sub(" ", attempt.provider.name).split()),
        "law": _law(attempt),
        "facts": "\n".join(lines) or "- the address from which this message comes",
        "signature": signature or "The person whose data it is",
    }


def _law(attempt: Attempt) -> str:
    slug, right = attempt.provider.law, attempt.provider.right
    return law(slug, right, attempt.at.date()).name if slug else _ANY_LAW


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise WrongInput("A reference or attempt id has a sign that a mail header cannot carry.")
    return value


def _address(value: str, whose: str) -> Address:
    # Quoted local parts and non-ASCII domains are legal somewhere, but never needed here.
    try:
        if _ADDRESS.fullmatch(value):
            return Address(addr_spec=value)
    except (ValueError, HeaderParseError):
        pass  # two dots in a row, a dot at the end: the sentence below says it
    raise WrongInput(f"{whose} mail address cannot be written to.")
