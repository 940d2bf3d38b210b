"""A letter to a provider as an e-mail: the facts of the attempt in the texts of its law, no others."""

import re
from dataclasses import replace
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt
from optout.errors import WrongInput
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.rights.letters import Letter, Stage, Wanted, require_complete, write_letter
from optout.rights.letters.fitness import LISTED, MAX_LINES, REFERENCE, check_fact
from optout.rights.letters.letter import Paragraph

_STAGES = {Action.REMIND: Stage.REMINDER, Action.ESCALATE: Stage.REMINDER, Action.APPEAL: Stage.APPEAL}
_BETWEEN = ", "
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")


def compose(attempt: Attempt, sender: str) -> EmailMessage:
    """The letter of this attempt, plain text, from the address ``sender``; the same every time.

    Only facts that the step's ``needs`` list go in, the preferred value of each or, where the step
    says so, every value. ``Message-ID`` is
    ``<reference.attempt@domain of sender>``. Raises ``WrongInput`` (without personal data) for a
    step that is no mail step, an unknown letter, a fact with a line break and an unfit address, and
    ``LetterIncomplete`` for a letter that lacks what its law asks for.
    """
    author = _address(sender, "The sender's")
    recipient = _address(mail_step(attempt).to, "The provider's")
    letter = letter_of(attempt)
    require_complete(letter)
    message = EmailMessage(policy=SMTP)
    message["From"] = author
    message["To"] = recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(attempt.at)
    message["Message-ID"] = _message_id(attempt, attempt.id, author)
    if attempt.first_letter:
        message["In-Reply-To"] = _message_id(attempt, attempt.first_letter, author)
        message["References"] = _message_id(attempt, attempt.first_letter, author)
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = letter.language
    return message


def letter_of(attempt: Attempt) -> Letter:
    """The attempt's letter before it is an e-mail; it may lack what its law asks for.

    The answer goes to whoever sends it. Raises ``WrongInput`` as ``compose`` does.
    """
    step = mail_step(attempt)
    wanted = Wanted(
        law=attempt.law,
        right=attempt.provider.right,
        provider=" ".join(_CONTROL.sub(" ", attempt.provider.name).split()),
        facts=_in_words(step, attempt.facts),
        reference=attempt.reference,
        stage=_STAGES.get(attempt.action, Stage.REQUEST),
        language=step.language,
        role="agent" if attempt.agent else "person",
        agent=attempt.agent,
        reasons=attempt.reasons,
        is_marketing=attempt.is_marketing,
        signed=attempt.signed,
        replies_to_sender=True,
        asked_on=attempt.asked_on,
        answer_by=attempt.answer_by,
        refused_on=attempt.refused_on,
        ground=attempt.ground,
        written_on=attempt.at.date(),
    )
    letter = write_letter(wanted)
    return _with_words(letter, step.says) if step.says and wanted.stage == Stage.REQUEST else letter


def _in_words(step: MailStep, facts: Facts) -> dict[str, str]:
    """What the letter says of each fact; of addresses one on a line, and how many of how many."""
    words = {}
    for meaning, told in facts_told(step, facts).items():
        count = len(facts.every(meaning))
        more = (f"… {len(told)}/{count}",) if meaning in step.every and count > len(told) else ()
        words[meaning] = ("\n" if meaning in LISTED else _BETWEEN).join((*told, *more))
    return words


def _with_words(letter: Letter, words: str) -> Letter:
    """The letter with the definition's own paragraph, after the facts."""
    places = [n for n, one in enumerate(letter.paragraphs) if one.id.startswith(("request.", "facts."))]
    after = max(places, default=len(letter.paragraphs) - 1) + 1
    own = Paragraph("step.says", " ".join(words.split()))
    paragraphs = (*letter.paragraphs[:after], own, *letter.paragraphs[after:])
    body = "\n\n".join(one.text for one in paragraphs) + "\n"
    return replace(letter, paragraphs=paragraphs, body=body)


def mail_step(attempt: Attempt) -> MailStep:
    """The definition's step for this letter; a reminder and an appeal go where the request went."""
    provider = attempt.provider
    others = {Action.CONFIRM: provider.confirm}
    others |= {Action.SEARCH: provider.search, Action.RECHECK: provider.search}
    step = others.get(attempt.action, provider.submit)
    if not isinstance(step, MailStep):
        raise WrongInput(f"{provider.slug} is not written to by mail for the action {attempt.action}.")
    if step.letter != "request":
        raise WrongInput(f"There is no letter named {step.letter!r}.", todo="Use 'request'.")
    return step


def facts_told(step: MailStep, facts: Facts) -> dict[str, tuple[str, ...]]:
    """Meaning to values of what the letter says about the person: declared and given.

    One value each, or the first 40 where the step says ``every``. Raises ``WrongInput``.
    """
    known = {meaning: facts.every(meaning) for meaning in step.needs if meaning in facts}
    told = {one: values[: MAX_LINES if one in step.every else 1] for one, values in known.items()}
    for meaning, values in told.items():
        for value in values:
            check_fact(meaning, value)
    return told


def _message_id(attempt: Attempt, attempt_id: str, author: Address) -> str:
    for token in (attempt.reference, attempt_id):
        if not REFERENCE.fullmatch(token):
            raise WrongInput("A reference or attempt id has a sign that a mail header cannot carry.")
    return f"<{attempt.reference}.{attempt_id}@{author.domain}>"


def _address(value: str, whose: str) -> Address:
    # Quoted local parts and non-ASCII domains are legal somewhere, but never needed here.
    try:
        if _ADDRESS.fullmatch(value):
            return Address(addr_spec=value)
    except (ValueError, HeaderParseError):
        pass  # two dots in a row, a dot at the end: the sentence below says it
    raise WrongInput(f"{whose} mail address cannot be written to.")
