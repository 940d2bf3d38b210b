"""Asks a person for their mailbox, one short question at a time. Input and output are injected."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from optout.channels.mail.known_mailboxes import AS_OF, KnownMailbox, known_mailbox
from optout.channels.mail.security import is_loopback
from optout.errors import WrongInput

ATTEMPTS = 5
Ask = Callable[[str, str], str]
"""Question and default to answer; the default where only Enter was pressed."""
Secret = Callable[[str], str]
Agree = Callable[[str, bool], bool]
Tell = Callable[[str], None]

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-f:]{2,39}")
_ENCRYPTED = ("tls", "starttls")
_SECURITIES = (*_ENCRYPTED, "none")
_PORTS = {
    "smtp": {"tls": 465, "starttls": 587, "none": 25},
    "imap": {"tls": 993, "starttls": 143, "none": 143},
}
_WELCOME = (
    "Letters leave from your own address, and answers are read there: nothing is deleted or marked as "
    "read. Press Enter to take what stands in brackets."
)


@dataclass(frozen=True, slots=True)
class MailboxAnswers:
    """``settings`` are the keys and values of the section [mailbox]. ``password`` is "" with drafts."""

    settings: dict[str, str | int | bool] = field(repr=False)
    password: str = field(repr=False, default="")
    store: bool = False

    @property
    def address(self) -> str:
        return str(self.settings["address"])


def ask_for_mailbox(ask: Ask, secret: Secret, agree: Agree, tell: Tell) -> MailboxAnswers:
    """The mailbox that the person describes. ``WrongInput`` after five unusable answers to one."""
    return _Questions(ask, secret, agree, tell).mailbox()


class _Questions:
    def __init__(self, ask: Ask, secret: Secret, agree: Agree, tell: Tell) -> None:
        self._ask, self._secret, self._agree, self._tell = ask, secret, agree, tell

    def mailbox(self) -> MailboxAnswers:
        self._tell(_WELCOME)
        address = self._fitting("Your e-mail address, the first one of your profile", "", _ADDRESS)
        known = known_mailbox(address)
        if known:
            self._tell(f"{known.name}, as of {AS_OF}, not tried: {known.advice}")
        takes = known is None or known.takes_passwords
        if not self._agree(
            "May optout sign in and send letters itself (no: drafts for you to send)?", takes
        ):
            return MailboxAnswers({"address": address, "send": "drafts"})
        settings = self._servers(address, known)
        settings["username"] = self._needed("User name", address)
        password = self._password()
        stored = self._agree("Keep the password in the system's keyring?", True)
        return MailboxAnswers({"address": address, **settings}, password, stored)

    def _servers(self, address: str, known: KnownMailbox | None) -> dict[str, str | int | bool]:
        domain = address.rpartition("@")[2]
        smtp = known.smtp if known else (f"smtp.{domain}", 465, "tls")
        imap = known.imap if known else (f"imap.{domain}", 993, "tls")
        letters = self._server("Letters leave at", "smtp", smtp)
        answers = self._server("Answers arrive at", "imap", imap)
        found: dict[str, str | int | bool] = {
            "smtp_host": letters[0],
            "smtp_port": letters[1],
            "imap_host": answers[0],
            "imap_port": answers[1],
            "security": answers[2],
        }
        return found if letters[2] == answers[2] else {**found, "smtp_security": letters[2]}

    def _server(self, words: str, kind: str, guess: tuple[str, int, str]) -> tuple[str, int, str]:
        host = self._fitting(f"{words} (server's name)", guess[0], _HOST)
        offered = _SECURITIES if is_loopback(host) else _ENCRYPTED
        security = self._one_of(f"{words}: encryption", guess[2], offered)
        usual = guess[1] if security == guess[2] else _PORTS[kind][security]
        return host, self._port(f"{words}: port", usual), security

    def _port(self, question: str, default: int) -> int:
        for _ in range(ATTEMPTS):
            answer = self._ask(question, str(default)).strip()
            if answer.isdecimal() and 1 <= int(answer) <= 65535:
                return int(answer)
            self._tell("That is no port: a number from 1 to 65535.")
        raise _given_up()

    def _one_of(self, question: str, default: str, words: tuple[str, ...]) -> str:
        for _ in range(ATTEMPTS):
            answer = self._ask(f"{question} ({', '.join(words)})", default).strip().lower()
            if answer in words:
                return answer
            self._tell(f"One of: {', '.join(words)}.")
        raise _given_up()

    def _fitting(self, question: str, default: str, shape: re.Pattern[str]) -> str:
        for _ in range(ATTEMPTS):
            answer = self._ask(question, default).strip()
            if shape.fullmatch(answer):
                return answer
            self._tell("That cannot be one.")
        raise _given_up()

    def _needed(self, question: str, default: str) -> str:
        for _ in range(ATTEMPTS):
            answer = self._ask(question, default).strip()
            if answer and answer.isprintable():
                return answer
        raise _given_up()

    def _password(self) -> str:
        for _ in range(ATTEMPTS):
            answer = self._secret("Password (an app password, where there are such)")
            if answer:
                return answer
            self._tell("This one is needed.")
        raise _given_up()


def _given_up() -> WrongInput:
    return WrongInput(
        f"No answer to this question could be used in {ATTEMPTS} attempts.",
        kept="Nothing was stored.",
        todo="Start again, or write the section [mailbox] into settings.toml yourself.",
    )
