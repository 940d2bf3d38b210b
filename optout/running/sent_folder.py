"""Doubtful letters: the folder of sent mail tells whether one left, before the person is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from optout.channels.mail.reference import mail_reference
from optout.channels.mail.sent import was_sent
from optout.errors import OutsideFailure
from optout.network import Mailbox
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.resting import READS
from optout.requests.state import Standing, State
from optout.running.begun import begun_deadline
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.storage.requests import events_of, find_requests
from optout.storage.settings import keep_setting, setting

MOST = 20
"""How many doubtful letters are looked up at one go: each is a conversation with the mail server."""

_LAST = "last doubtful letter"  # the request that was looked up last
Look = Callable[[Mailbox, str], bool | None]


@dataclass(frozen=True, slots=True)
class SentFolder:
    """Looks letters up. Without a ``mailbox`` nothing can be known, and nothing is changed."""

    installation: Installation
    journal: Journal
    mailbox: Mailbox | None = None
    look: Look = was_sent

    def settle(self, request_id: str) -> bool:
        """Whether the doubtful letter of this request was found: then it counts as sent when it was.

        One that is not found stays in doubt, and is not sent again for that. Blocks for the server.
        """
        known = self.journal.read(request_id)
        attempt = _doubtful(known.standing)
        if attempt is None or self.mailbox is None:
            return False
        try:
            found = self.look(self.mailbox, message_id_of(known.row.id, attempt, self.mailbox))
        except OutsideFailure:
            return False  # it cannot be known now: the doubt stays
        if found:
            self._settled(known, attempt)
        return bool(found)

    def settle_all(self) -> int:
        """Look up letters that are in doubt; returns how many were found.

        ``MOST`` at one go, the next ones the next time, so that in the end each has its turn.
        """
        if self.mailbox is None:
            return 0
        turn = self._in_turn()
        found = sum(self.settle(request_id) for request_id in turn)
        if turn:
            with self.installation.database.transaction() as tx:
                keep_setting(tx, _LAST, turn[-1])
        return found

    def _in_turn(self) -> list[str]:
        with self.installation.database.transaction(write=False) as tx:
            rows, last = find_requests(tx), setting(tx, _LAST) or ""
        unsure = [row.id for row in rows if row.task == "unsure" or row.state == State.UNSURE.value]
        doubtful = sorted(one for one in unsure if _doubtful(self.journal.read(one).standing))
        return sorted(doubtful, key=lambda one: one <= last)[:MOST]

    def _settled(self, known: Known, attempt: str) -> None:
        with self.installation.database.transaction(write=False) as tx:
            left_at = _left_at(events_of(tx, known.row.id), attempt)
        now = self.journal.moment(known)
        outcome = Outcome(Answer.DONE, detail="it is in the folder of sent mail", sent=Sent.YES)
        action = known.standing.doubt.action if known.standing.doubt else Action.SUBMIT
        by = begun_deadline(self.installation, known, action, outcome, left_at or now)
        self.journal.append_to_latest(known, [Concluded(now, attempt, outcome, by)])


def message_id_of(request_id: str, attempt: str, mailbox: Mailbox) -> str:
    """The Message-ID of the letter that this attempt sent, or would have."""
    return f"{mail_reference(request_id)}.{attempt}@{mailbox.address.rpartition('@')[2]}"


def _doubtful(standing: Standing) -> str | None:
    """The attempt whose letter may have left."""
    doubt, last = standing.doubt, standing.cut_off
    if doubt is None or last is None or not standing.by_mail or standing.running is not None:
        return None
    return last[0] if last[1] == doubt.action and doubt.action not in READS else None


def _left_at(events: Sequence[Event], attempt: str) -> datetime | None:
    return next((e.at for e in events if isinstance(e, Intended) and e.attempt == attempt), None)
