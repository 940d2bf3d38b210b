"""What to do about a question that a provider's mail raised, step by step. Pure."""

from collections.abc import Collection, Mapping

from optout.channels.mail.reading import Reading
from optout.requests.events import PersonSays
from optout.requests.failures import Failure
from optout.requests.rights import Right
from optout.rights.identification import asked_words, identification
from optout.rights.law import Law

GROUNDS: Mapping[str, str] = {
    "processor-not-controller": "it says that it only works for somebody else: ask whom, and ask them",
    "exempt-public-record": "it says that the data is from public records",
    "not-applicable-law": "it says that the law does not bind it, or does not protect you",
    "unverifiable": "it says that it cannot be sure who you are",
    "legal-obligation": "it says that a law makes it keep the data",
    "excessive": "it says that you ask too often, or for too much",
    "legitimate-interest": "it says that its own interest outweighs yours",
    "security": "it says that it needs the data for security",
}
"""On what a refusal rests, in words."""

_NOT_BY_OPTOUT = "optout sent nothing, and will not."


def question_steps(
    failure: Failure, mail: Reading, law: Law | None, right: Right, answers: Collection[PersonSays] = ()
) -> tuple[str, ...]:
    """Instructions for the person, the first thing first; () where the failure is no such question.

    ``answers`` are those that they can give.
    """
    if failure in (Failure.NEEDS_IDENTIFICATION, Failure.NEEDS_DATA):
        judged = identification(law, right, mail.asks)
        asks = asked_words(mail.asks) or "Read in the mail what it asks for."
        return asks, judged.allowed, judged.least, _NOT_BY_OPTOUT
    if failure == Failure.FORM_ONLY:
        runs = ": the deadline stays as it is" if law and law.answer else ""
        return (
            "If you want to, fill in its form yourself; then answer done.",
            f"Otherwise answer not-done{runs}.",
        )
    if failure == Failure.CONFIRM_YOURSELF:
        return _confirm(mail)
    return _refused(mail, answers) if failure == Failure.REFUSED else ()


def _confirm(mail: Reading) -> tuple[str, ...]:
    if mail.code:
        return ("Read the code in the mail, and enter it where the provider's mail says.",)
    if mail.link:
        return ("Open the link below yourself: its address was checked, its page was not.",)
    return ("Look at the mail; its link could not be checked, so do not trust it blindly.",)


def _refused(mail: Reading, answers: Collection[PersonSays]) -> tuple[str, ...]:
    ground = GROUNDS.get(mail.ground or "")
    said = f"Its ground: {ground}." if ground else "Read in the mail why."
    choices = [words for answer, words in _CHOICES.items() if answer in answers]
    return said, " ".join([*choices, "let-be: nothing more is sent."])


_CHOICES: Mapping[PersonSays, str] = {
    PersonSays.APPEALS: "appeal: a letter asks it to think again.",
    PersonSays.COMPLAINS: "complain: to the regulator.",
}
