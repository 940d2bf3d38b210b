"""Links that a twin mails, for the person to confirm a request."""

from datetime import timedelta

from optout.rehearsal.books import Received
from optout.rehearsal.broker import Broker
from optout.rehearsal.register import Entry

VALID = timedelta(days=3)
_TEXT = """Hello,

somebody asked {name} to remove a record. If that was you, please confirm it:

  {link}

The link is good for three days. If it was not you, do nothing.

Privacy policy: https://{domain}/privacy
"""


class MailedLinks:
    """A broker's links. ``path`` is where they lead; the token follows it."""

    def __init__(self, broker: Broker, sender: str, path: str) -> None:
        self._broker = broker
        self._sender = sender
        self._path = path
        self._open: dict[str, tuple[Received, Entry]] = {}

    def send(self, received: Received, entry: Entry, to: str) -> None:
        """Mail a link for this submission within half an hour."""
        broker, token = self._broker, self._broker.secret()
        self._open[token] = (received, entry)
        broker.process(received, received.at + VALID)
        link = f"https://{broker.domain}{self._path}{token}"
        broker.world.post.send(
            sender=self._sender,
            to=to,
            subject=f"{broker.site.name}: please confirm your request",
            text=_TEXT.format(name=broker.site.name, link=link, domain=broker.domain),
            at=received.at + timedelta(minutes=broker.rng.randint(2, 25)),
        )

    def are_good(self, token: str) -> bool:
        """Whether there is such a link, and it was used or is not too old."""
        received, _ = self._open.get(token, (None, None))
        if received is None:
            return False
        return received.confirmed_at is not None or self._broker.now <= received.at + VALID

    def confirm(self, token: str, days: tuple[int, int]) -> None:
        """The person confirmed: the record goes within ``days``. Only the first time counts."""
        received, entry = self._open[token]
        if received.confirmed_at is None:
            received.confirmed_at = self._broker.now
            self._broker.process(received, self._broker.remove_after(entry, days))

    def waiting(self, person: str) -> str | None:
        """The token of the last good link to this person (a twins' key) that was not used yet."""
        return next(
            (
                token
                for token, (received, entry) in reversed(self._open.items())
                if entry.person == person and received.confirmed_at is None and self.are_good(token)
            ),
            None,
        )
