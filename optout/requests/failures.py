"""The closed list of failures: each has one disposition and one sentence for a human."""

from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """What happens next after a failure."""

    RETRY = "retry"
    WAIT = "wait"
    PAUSE_PROVIDER = "pause provider"
    ASK_USER = "ask the user"
    ASK_MAINTAINER = "ask a maintainer"  # the provider is paused until a definition is mended


class Failure(StrEnum):
    """Why an attempt was neither done nor proven absent."""

    TIMEOUT = "timeout"
    NO_CONNECTION = "no-connection"
    SERVER_ERROR = "server-error"
    RATE_LIMITED = "rate-limited"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    LOGIN_WALL = "login-wall"
    EMPTY_PAGE = "empty-page"
    LAYOUT_UNKNOWN = "layout-unknown"
    FORM_CHANGED = "form-changed"
    BAD_ANSWER = "bad-answer"
    PARTIAL_ANSWER = "partial-answer"
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    OFF_DOMAIN = "off-domain"
    MAIL_REFUSED = "mail-refused"
    MAIL_UNREACHABLE = "mail-unreachable"
    NOT_AUTHORISED = "not-authorised"
    MANDATE_ENDED = "mandate-ended"
    NO_MAILBOX = "no-mailbox"
    SETTING_MISSING = "setting-missing"
    FACT_MISSING = "fact-missing"
    NOT_AGREED = "not-agreed"
    POSSIBLE_MATCH = "possible-match"
    PARENT_PENDING = "parent-pending"
    PARENT_TO_ASK = "parent-to-ask"
    ASKED_OFTEN = "asked-often"
    NOT_LASTING = "not-lasting"
    BY_HAND = "by-hand"
    ATTEST_AGAIN = "attest-again"
    COMPLAINT = "complaint"
    UNSURE = "unsure"
    MAIL_MISSING = "mail-missing"
    MAIL_UNCLEAR = "mail-unclear"
    MAIL_SUSPICIOUS = "mail-suspicious"
    NEEDS_IDENTIFICATION = "needs-identification"
    NEEDS_DATA = "needs-data"
    FORM_ONLY = "form-only"
    CONFIRM_YOURSELF = "confirm-yourself"
    REFUSED = "refused"
    ADDRESS_DEAD = "address-dead"
    DRAFT = "draft"
    SIGNATURE = "signature"
    LETTER_INCOMPLETE = "letter-incomplete"
    OWN_FAULT = "own-fault"
    NO_BROWSER = "no-browser"
    UNHEALTHY = "unhealthy"


@dataclass(frozen=True, slots=True)
class Meaning:
    disposition: Disposition
    sentence: str


_R, _W, _P = Disposition.RETRY, Disposition.WAIT, Disposition.PAUSE_PROVIDER
_U, _M = Disposition.ASK_USER, Disposition.ASK_MAINTAINER

MEANING: dict[Failure, Meaning] = {
    Failure.TIMEOUT: Meaning(_R, "The provider did not answer in time."),
    Failure.NO_CONNECTION: Meaning(_R, "The provider could not be reached."),
    Failure.SERVER_ERROR: Meaning(_R, "The provider's server reported a fault of its own."),
    Failure.RATE_LIMITED: Meaning(_W, "The provider asked us to slow down."),
    Failure.FORBIDDEN: Meaning(_R, "The provider refused to show the page."),
    Failure.CHALLENGE: Meaning(_U, "The provider wants to see a human; only you can continue."),
    Failure.LOGIN_WALL: Meaning(_U, "The provider wants you to sign in first."),
    Failure.EMPTY_PAGE: Meaning(_R, "The provider sent an empty page, which proves nothing."),
    Failure.LAYOUT_UNKNOWN: Meaning(_M, "The page is not one that the definition knows."),
    Failure.FORM_CHANGED: Meaning(_M, "The form changed; nothing was sent."),
    Failure.BAD_ANSWER: Meaning(_R, "The provider's answer could not be understood."),
    Failure.PARTIAL_ANSWER: Meaning(_R, "The provider looked at a part only, which proves nothing."),
    Failure.TOO_LARGE: Meaning(_M, "The answer was larger than we accept."),
    Failure.TOO_MANY_REDIRECTS: Meaning(_M, "The provider sent us in circles."),
    Failure.OFF_DOMAIN: Meaning(_M, "The provider sent us to a domain its definition does not name."),
    Failure.MAIL_REFUSED: Meaning(_P, "The provider's mail server refused the letter."),
    Failure.MAIL_UNREACHABLE: Meaning(_R, "The mail server could not be reached."),
    Failure.NOT_AUTHORISED: Meaning(_U, "The provider did not accept our key or sign-in."),
    Failure.MANDATE_ENDED: Meaning(
        _U, "The person's permission does not cover this day; nothing was sent in their name."
    ),
    Failure.NO_MAILBOX: Meaning(
        _U, "There is no mailbox of yours to write from or to read codes in; set one up."
    ),
    Failure.SETTING_MISSING: Meaning(_U, "A setting of yours is missing; nobody was asked."),
    Failure.FACT_MISSING: Meaning(_U, "The provider needs a fact that your profile does not have."),
    Failure.NOT_AGREED: Meaning(_U, "The provider would learn more than you agreed to; plan it anew."),
    Failure.POSSIBLE_MATCH: Meaning(_U, "A listing may be you; only you can say."),
    Failure.PARENT_PENDING: Meaning(_W, "Its parent is asked first; what it takes down goes here too."),
    Failure.PARENT_TO_ASK: Meaning(_U, "It takes down what its parent takes down: ask there yourself."),
    Failure.ASKED_OFTEN: Meaning(_U, "It was asked as often as its definition allows; ask it yourself."),
    Failure.NOT_LASTING: Meaning(
        _U,
        "It was done several times, and each time looks afterwards found it undone: see to it yourself.",
    ),
    Failure.BY_HAND: Meaning(_U, "This step can only be done by you."),
    Failure.ATTEST_AGAIN: Meaning(
        _U, "You set it yourself a while ago, and settings get reset: look whether it still is so."
    ),
    Failure.COMPLAINT: Meaning(_U, "It is late, or it refused; only you can complain to the regulator."),
    Failure.UNSURE: Meaning(_U, "We were stopped while sending; only you can see whether it arrived."),
    Failure.MAIL_MISSING: Meaning(_U, "The provider's mail did not come; look in your spam folder."),
    Failure.MAIL_UNCLEAR: Meaning(_U, "The provider wrote something that you should read yourself."),
    Failure.MAIL_SUSPICIOUS: Meaning(_U, "A mail imitates the provider; do not follow its links."),
    Failure.NEEDS_IDENTIFICATION: Meaning(
        _U, "The provider asks who you are; nothing was sent, so see first what it may ask for."
    ),
    Failure.NEEDS_DATA: Meaning(_U, "The provider asks for more facts about you; nothing was sent."),
    Failure.FORM_ONLY: Meaning(_U, "The provider takes this request through its own form only."),
    Failure.CONFIRM_YOURSELF: Meaning(_U, "The provider wants a confirmation that only you can give."),
    Failure.REFUSED: Meaning(_U, "The provider refused; you choose what follows."),
    Failure.ADDRESS_DEAD: Meaning(_P, "The provider's mail address does not exist any more."),
    Failure.DRAFT: Meaning(_U, "The letter is ready as a draft; send it from your own mail program."),
    Failure.SIGNATURE: Meaning(_U, "The letter makes a statement that only you can sign."),
    Failure.LETTER_INCOMPLETE: Meaning(_U, "The letter lacks something that the law asks for."),
    Failure.OWN_FAULT: Meaning(_R, "Something went wrong on our side; nothing is assumed."),
    Failure.NO_BROWSER: Meaning(_R, "No browser could be started on this machine; nothing was sent."),
    Failure.UNHEALTHY: Meaning(_M, "A check of the provider failed: see optout providers health."),
}


def sentence_of(name: str) -> str:
    """The sentence of the failure of this name; the words themselves where they name none."""
    return MEANING[Failure(name)].sentence if name in set(Failure) else name
