"""Answers in, over IMAP: read-only, so that the person's mailbox stays as it is."""

import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self, TypeVar

from imap_tools.errors import ImapToolsError

from optout.channels.mail.fetching import (
    MAX_BYTES,
    Delivered,
    fetch_mails,
    fetch_sizes,
    numbers_after,
    numbers_since,
)
from optout.channels.mail.folders import INBOX, SPAM, examine, find_folder
from optout.channels.mail.imap import BROKEN, Box, leave, open_box
from optout.channels.mail.security import check_security
from optout.errors import OutsideFailure
from optout.network import Mailbox

MAX_MAILS = 500
MAX_TOGETHER = 32 * 1024 * 1024
TIMEOUT_S = 30.0
TOTAL_S = 300.0
"""For one reading: 32 MB over a slow line."""
_IDLE_AT_MOST_S = 9 * 60.0  # home routers forget silent connections; RFC 2177 allows 29 minutes

T = TypeVar("T")


class Cursor(NamedTuple):
    """How far a mailbox has been read. A UID means nothing under another ``uidvalidity``."""

    uidvalidity: int
    uid: int


NOWHERE = Cursor(0, 0)
"""Where there is no folder to read."""


class Inbox:
    """The mailbox's INBOX, or with ``spam`` its folder of spam, opened by EXAMINE and read by BODY.PEEK.

    Blocking: use a thread. One connection is kept and opened anew when it broke. Every method raises
    ``OutsideFailure`` (without addresses) when the server cannot be reached or refuses; the constructor
    raises ``WrongInput`` for an unencrypted server elsewhere. ``timeout_s`` bounds each answer,
    ``total_s`` each reading. ``poll_s`` is used where IDLE is missing. A mailbox without a folder of
    spam is read as if it were empty.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        *,
        spam: bool = False,
        timeout_s: float = TIMEOUT_S,
        total_s: float = TOTAL_S,
        poll_s: float = 15.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        check_security(mailbox)
        self._mailbox = mailbox
        self.is_spam = spam
        self._timeout_s = timeout_s
        self._total_s = total_s
        self._poll_s = poll_s
        self._tls = tls
        self._box: Box | None = None
        self._seen: Cursor | None = None

    @property
    def address(self) -> str:
        """Whose mailbox it is, in small letters."""
        return self._mailbox.address.casefold()

    def new_mails(self, since: Cursor | None) -> tuple[list[Delivered], Cursor]:
        """Mails after ``since``, oldest first, and the cursor behind the last of them.

        At most 500, and about 32 MB: call again until the list is empty. ``None`` begins with
        the oldest mail. Under a cursor from before the server numbered its mails anew nothing is
        new, and the cursor is the end: see ``before`` for how to take up again what came in between.
        """
        mails, self._seen = self._with_box(lambda box: self._new_mails(box, since), self._total_s)
        return mails, self._seen

    def end(self) -> Cursor:
        """The cursor behind the last mail: where to begin when older mail is no concern of ours."""
        self._seen = self._with_box(self._examine, self._total_s)
        return self._seen

    def before(self, day: date) -> Cursor:
        """The cursor before the first mail that arrived on ``day`` or later; the end where none did."""
        return self._with_box(lambda box: self._before(box, day), self._total_s)

    def wait(self, seconds: float) -> bool:
        """Whether within ``seconds`` there is something that ``new_mails`` did not return yet.

        Before the first ``new_mails`` or ``end``: whether something arrives from now on.
        """
        deadline = time.monotonic() + seconds
        return self._with_box(lambda box: self._wait(box, deadline), seconds + self._total_s)

    def close(self) -> None:
        """Leave the server. The inbox can be used again."""
        box, self._box = self._box, None
        if box is not None:
            leave(box)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _with_box(self, work: Callable[[Box], T], seconds: float) -> T:
        """Do ``work``; where a kept connection turns out broken, once more on a new one."""
        if self._box is not None:
            try:
                with self._box.guard.within(seconds):
                    return work(self._box)
            except BROKEN:
                self.close()
        self._box = open_box(self._mailbox, self._timeout_s, self._tls)
        try:
            with self._box.guard.within(seconds):
                return work(self._box)
        except BROKEN:
            self.close()
            raise OutsideFailure("The mailbox could not be read.", todo="Try again later.") from None

    def _examine(self, box: Box) -> Cursor:
        """Open the folder for reading only; the cursor behind its last mail."""
        folder = find_folder(box, SPAM) if self.is_spam else INBOX
        if folder is None:
            return NOWHERE
        examine(box, folder)
        return Cursor(_number(box, "UIDVALIDITY"), _number(box, "UIDNEXT") - 1)

    def _before(self, box: Box, day: date) -> Cursor:
        end = self._examine(box)
        found = numbers_since(box.client, day) if end != NOWHERE else []
        return end._replace(uid=found[0] - 1) if found else end

    def _new_mails(self, box: Box, since: Cursor | None) -> tuple[list[Delivered], Cursor]:
        end = self._examine(box)
        after = since.uid if since else 0
        if end.uid <= after or (since and since.uidvalidity != end.uidvalidity):
            return [], end
        found, looked = numbers_after(box.client, after, end.uid)
        sizes = fetch_sizes(box.client, found[:MAX_MAILS])
        chosen = _bounded(sizes)
        last = max(chosen, default=after)
        if len(chosen) == len(sizes) and len(found) <= MAX_MAILS:
            last = max(last, looked)
        mails = [replace(mail, spam=self.is_spam) for mail in fetch_mails(box.client, chosen)]
        return mails, end._replace(uid=last)

    def _wait(self, box: Box, deadline: float) -> bool:
        end = self._examine(box)
        self._seen = self._seen or end
        while end == self._seen:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            if "IDLE" in box.client.capabilities and end != NOWHERE:
                box.idle.wait(min(left, _IDLE_AT_MOST_S))
            else:
                self._poll(box, deadline)
            end = self._examine(box)
        return True

    def _poll(self, box: Box, deadline: float) -> None:
        """Ask until the server speaks of new mail, or the time is over."""
        box.client.response("EXISTS")
        while (left := deadline - time.monotonic()) > 0:
            time.sleep(min(self._poll_s, left))
            box.client.noop()
            if box.client.response("EXISTS")[1] != [None]:
                return


def _number(box: Box, name: str) -> int:
    values = box.client.response(name)[1]
    if not values or not isinstance(values[-1], bytes) or not values[-1].isdigit():
        raise ImapToolsError(f"the server gave no {name}")
    return int(values[-1])


def _bounded(sizes: dict[int, int]) -> dict[int, int]:
    """The oldest mails that fit into one call, at least one."""
    chosen: dict[int, int] = {}
    total = 0
    for uid in sorted(sizes):
        total += min(sizes[uid], MAX_BYTES)
        if chosen and total > MAX_TOGETHER:
            break
        chosen[uid] = sizes[uid]
    return chosen
