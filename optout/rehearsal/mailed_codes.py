"""Codes that a twin mails, to see that an address is read by who typed it."""

from optout.rehearsal.broker import Broker

_TEXT = """Hello,

your verification code is {code}. It is good for ten minutes.
"""


class MailedCodes:
    """A broker's codes of six digits, one for each session."""

    def __init__(self, broker: Broker, sender: str) -> None:
        self._broker = broker
        self._sender = sender
        self._codes: dict[str, tuple[str, str]] = {}

    def send(self, session: str, to: str) -> None:
        """Mail a new code at once."""
        broker = self._broker
        code = f"{broker.rng.randrange(10**6):06d}"
        self._codes[session] = (code, to)
        broker.world.post.send(
            sender=self._sender,
            to=to,
            subject=f"{broker.site.name}: your verification code",
            text=_TEXT.format(code=code),
            at=broker.now,
        )

    def fits(self, session: str, code: str) -> bool:
        return session in self._codes and self._codes[session][0] == code.strip()

    def sent_to(self, session: str) -> str:
        """The address that the session's code went to."""
        return self._codes[session][1]
