"""A small IMAP4rev1 server (RFC 3501, with IDLE, RFC 2177) for where there is no Dovecot.

One user, one mailbox (INBOX), kept in memory; as much of the protocol as reading needs.
"""

import asyncio
import hmac
from collections.abc import Callable, Iterable

from optout.rehearsal.mail.imap_store import Store, Stored
from optout.rehearsal.mail.imap_syntax import (
    Refused,
    arguments,
    in_set,
    searched,
    section,
    wanted_items,
)
from optout.rehearsal.mail.loop import LoopThread

CAPABILITIES = "IMAP4rev1 IDLE"
_MAX_LINE = 64 * 1024


class ImapServer:
    """``deliver`` may be called from any thread. ``capabilities`` can leave IDLE out."""

    name = "own"

    def __init__(self, username: str, password: str, *, capabilities: str = CAPABILITIES) -> None:
        self.store = Store()
        self.capabilities = capabilities
        self.port = 0
        self._login = (username, password)
        self._server: asyncio.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, thread: LoopThread) -> None:
        """Listen on a free port of the loopback interface."""
        self._loop = thread.loop
        self._server = thread.run(asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MAX_LINE))
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Listen no more. Sessions end with their thread's loop."""
        if self._server is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._server.close)
            self._server = None

    def deliver(self, raw: bytes) -> None:
        """Put a mail into the mailbox, and tell whoever waits."""
        self.store.add(raw)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.store.announce)

    def accepts(self, username: str, password: str) -> bool:
        mine, given = "\0".join(self._login), f"{username}\0{password}"
        return hmac.compare_digest(mine.encode(), given.encode())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Session(self, reader, writer).run()
        except (ConnectionError, ValueError, asyncio.IncompleteReadError):
            pass  # a client that hangs up or sends an endless line: its session is over
        finally:
            writer.close()


class _Session:
    """One client. ``_view`` is what the client was told of the mailbox: numbers follow from it."""

    def __init__(
        self, server: ImapServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self._signed_in = False
        self._read_only = True
        self._view: list[Stored] | None = None
        self._over = False

    async def run(self) -> None:
        self._say(f"* OK [CAPABILITY {self._server.capabilities}] rehearsal ready")
        while not self._over:
            await self._writer.drain()
            line = await self._reader.readline()
            if not line.endswith(b"\n"):
                return
            await self._answer(line.decode("ascii", "replace").strip())

    async def _answer(self, line: str) -> None:
        tag, _, rest = line.partition(" ")
        name, _, words = rest.partition(" ")
        try:
            done = await self._command(name.upper(), words)
        except Refused as refusal:
            self._say(f"{tag} {refusal}")
            return
        self._tell_news()
        self._say(f"{tag} OK {done}")

    async def _command(self, name: str, words: str) -> str:
        if name == "UID":
            name, _, words = words.partition(" ")
            name = "UID " + name.upper()
        if name == "IDLE" and "IDLE" in self._server.capabilities:
            return await self._idle()
        commands: dict[str, Callable[[str], str]] = {
            "CAPABILITY": self._capability,
            "NOOP": lambda _: "nothing done",
            "LOGOUT": self._logout,
            "LOGIN": self._sign_in,
        }
        if self._signed_in:
            commands |= {"LIST": self._list, "STATUS": self._status, "SELECT": self._select}
            commands |= {"EXAMINE": lambda box: self._select(box, read_only=True)}
        if self._view is not None:
            commands |= {"UID SEARCH": self._search, "UID FETCH": self._fetch}
        if name not in commands:
            raise Refused("BAD unknown here")
        return commands[name](words)

    def _capability(self, _: str) -> str:
        self._say(f"* CAPABILITY {self._server.capabilities}")
        return "told"

    def _logout(self, _: str) -> str:
        self._say("* BYE until next time")
        self._over = True
        return "gone"

    def _sign_in(self, words: str) -> str:
        given = arguments(words)
        if len(given) != 2 or not self._server.accepts(*given):
            raise Refused("NO [AUTHENTICATIONFAILED] wrong user name or password")
        self._signed_in = True
        return "signed in"

    def _list(self, _: str) -> str:
        self._say('* LIST (\\HasNoChildren) "/" INBOX')
        return "listed"

    def _status(self, words: str) -> str:
        self._only_inbox(words.partition(" ")[0])
        store = self._server.store
        self._say(
            f"* STATUS INBOX (MESSAGES {len(store.mails)} UIDNEXT {store.next_uid}"
            f" UIDVALIDITY {store.uidvalidity})"
        )
        return "told"

    def _select(self, words: str, read_only: bool = False) -> str:
        self._only_inbox(words)
        store = self._server.store
        self._view, self._read_only = list(store.mails), read_only
        self._say("* FLAGS (\\Seen)")
        self._say(f"* {len(self._view)} EXISTS")
        self._say("* 0 RECENT")
        self._say(f"* OK [UIDVALIDITY {store.uidvalidity}] valid")
        self._say(f"* OK [UIDNEXT {store.next_uid}] next")
        return "[READ-ONLY] opened" if read_only else "[READ-WRITE] opened"

    def _search(self, words: str) -> str:
        wanted = searched(words)
        uids = [
            mail.uid
            for mail in self._view or ()
            if wanted is None or in_set(mail.uid, wanted, self._last())
        ]
        self._say(" ".join(["* SEARCH", *map(str, uids)]))
        return "searched"

    def _fetch(self, words: str) -> str:
        uids, items = wanted_items(words)
        for number, mail in enumerate(self._view or (), start=1):
            if in_set(mail.uid, uids, self._last()):
                self._show(number, mail, items)
        return "fetched"

    def _show(self, number: int, mail: Stored, items: Iterable[str]) -> None:
        self._writer.write(f"* {number} FETCH (".encode())
        for place, item in enumerate(items):
            self._writer.write(b" " if place else b"")
            self._writer.write(section(mail, item))
            if item.startswith("BODY[") and not self._read_only:
                mail.flags.add("\\Seen")
        self._say(")")

    async def _idle(self) -> str:
        """Tell of new mails until the client says DONE."""
        self._say("+ idling")
        done = asyncio.ensure_future(self._reader.readline())
        while not done.done():
            news = asyncio.ensure_future(self._server.store.changed())
            self._tell_news()
            await self._writer.drain()
            await asyncio.wait({done, news}, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
        if done.result().strip().upper() != b"DONE":
            raise Refused("BAD expected DONE")
        return "idled"

    def _tell_news(self) -> None:
        if self._view is not None and len(self._server.store.mails) > len(self._view):
            self._view = list(self._server.store.mails)
            self._say(f"* {len(self._view)} EXISTS")

    def _last(self) -> int:
        return self._view[-1].uid if self._view else 0

    def _only_inbox(self, words: str) -> None:
        if [name.upper() for name in arguments(words)] != ["INBOX"]:
            raise Refused("NO there is only INBOX")

    def _say(self, line: str) -> None:
        self._writer.write(line.encode() + b"\r\n")
