"""How far a mailbox was read, kept between runs: nothing is read twice, and nothing is passed over."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from optout.channels.mail.fetching import Delivered
from optout.channels.mail.inbox import Cursor, Inbox
from optout.people.vault import commitment
from optout.running.installation import Installation

_BEFORE = timedelta(days=1)  # the server's days begin at another hour than ours


class Bookmark:
    """The place in one folder of one mailbox. Another mailbox's place is no place in this one."""

    def __init__(self, installation: Installation, inbox: Inbox) -> None:
        self._installation = installation
        self._inbox = inbox
        self._name = "mail cursor of spam" if inbox.is_spam else "mail cursor"

    def begin(self) -> None:
        """Begin with the mails that come from now on; where this mailbox was read before, go on."""
        if self._kept() is None:
            self.move_to(self._inbox.end())

    def new_mails(self) -> tuple[Sequence[Delivered], Cursor]:
        """The mails behind the bookmark, and where to move it when they are taken in.

        Where the server has numbered its mails anew, all that arrived since the day of the last
        reading come again: some of them a second time. Raises ``OutsideFailure``.
        """
        kept = self._kept()
        since, day = kept or (None, self._today())
        mails, cursor = self._inbox.new_mails(since)
        if since is None or cursor.uidvalidity == since.uidvalidity:
            return mails, cursor
        return self._inbox.new_mails(self._inbox.before(day - _BEFORE))

    def move_to(self, cursor: Cursor) -> None:
        with self._installation.database.transaction() as tx:
            tx.run(
                """INSERT INTO setting (name, value) VALUES (:name, :value)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
                name=self._name,
                value=json.dumps([*cursor, self._mailbox(), self._today().isoformat()]),
            )

    def _kept(self) -> tuple[Cursor, date] | None:
        """The place and the day of the last reading; None where another mailbox was read, or none."""
        with self._installation.database.transaction(write=False) as tx:
            value = tx.value("SELECT value FROM setting WHERE name = :name", name=self._name)
        if not value:
            return None
        uidvalidity, uid, *more = json.loads(value)  # earlier versions kept no day, or no mailbox
        if more[:1] not in ([], [self._mailbox()]):
            return None
        day = date.fromisoformat(more[1]) if more[1:] else self._today()
        return Cursor(uidvalidity, uid), day

    def _today(self) -> date:
        return self._installation.clock.now().date()

    def _mailbox(self) -> str:
        """Tells this mailbox from others, and its address to nobody."""
        key = self._installation.signing_key.seed
        return commitment(key, b"mailbox\n" + self._inbox.address.encode())
