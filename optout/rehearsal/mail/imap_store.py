"""The mails of the small IMAP server, in memory."""

import asyncio
import itertools
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stored:
    """A mail with its number. ``flags`` may change, nothing else does."""

    uid: int
    raw: bytes = field(repr=False)
    flags: set[str] = field(default_factory=set)


class Store:
    """``add`` may be called from any thread; the rest belongs to the server's event loop."""

    def __init__(self) -> None:
        self.uidvalidity = 1
        self.mails: list[Stored] = []
        self._uids = itertools.count(1)
        self._news = asyncio.Event()

    @property
    def next_uid(self) -> int:
        return self.mails[-1].uid + 1 if self.mails else 1

    def add(self, raw: bytes) -> None:
        self.mails = [*self.mails, Stored(next(self._uids), raw)]

    def renumber(self) -> None:
        """What a restored mailbox does: the same mails under a new UIDVALIDITY."""
        self.uidvalidity += 1
        self._uids = itertools.count(1)
        self.mails = [Stored(next(self._uids), mail.raw) for mail in self.mails]

    def announce(self) -> None:
        """Wake everybody who waits in ``changed``."""
        self._news.set()
        self._news = asyncio.Event()

    async def changed(self) -> None:
        """Return at the next announcement."""
        await self._news.wait()
