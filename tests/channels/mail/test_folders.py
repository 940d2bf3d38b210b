from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from imap_tools.errors import ImapToolsError

from optout.channels.mail.folders import INBOX, SENT, SPAM, Use, examine, find_folder
from optout.channels.mail.imap import Box, leave, open_box
from optout.rehearsal.mail.dovecot import Dovecot
from tests.channels.mail.dovecots import MarkedDovecot, box_at, put, running
from tests.channels.mail.imap_script import scripted


@contextmanager
def opened(*lines: bytes, capabilities: bytes = b"IMAP4rev1") -> Iterator[tuple[Box, list[str]]]:
    answers = {
        "CAPABILITY": b"* CAPABILITY " + capabilities + b"\r\n{tag} OK done\r\n",
        "LIST": b"".join(b"* LIST " + line + b"\r\n" for line in lines) + b"{tag} OK done\r\n",
    }
    with scripted(answers) as server:
        box = open_box(server.mailbox(), 5, None)
        yield box, server.heard
        leave(box)


@pytest.mark.parametrize(("use", "token"), [(SENT, "Outbound"), (SPAM, "Quarantine")])
def test_a_real_servers_marks_are_found(use: Use, token: str) -> None:
    with running(MarkedDovecot("secret")) as server:
        put(server, "Sent", b"Subject: x\r\n\r\n")
        box = open_box(box_at(server), 5, None)
        folder = find_folder(box, use)
        leave(box)

    assert folder is not None
    assert folder.token == token


def test_a_real_servers_names_are_found_where_it_marks_nothing() -> None:
    with running(Dovecot("secret")) as server:
        put(server, "&AMk-l&AOk-ments envoy&AOk-s", b"Subject: x\r\n\r\n")
        box = open_box(box_at(server), 5, None)
        sent, spam = find_folder(box, SENT), find_folder(box, SPAM)
        assert sent is not None
        examine(box, sent)
        leave(box)

    assert sent.plain == "éléments envoyés"
    assert spam is None


def test_a_mark_wins_over_a_name() -> None:
    lines = (b'(\\HasNoChildren) "/" Sent', b'(\\HasNoChildren \\SENT) "/" "My \\"old\\" mail"')
    with opened(*lines) as (box, _):
        folder = find_folder(box, SENT)

    assert folder is not None
    assert (folder.token, folder.plain) == ('"My \\"old\\" mail"', 'my "old" mail')


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b'(\\HasNoChildren) "/" "[Mail]/Spam"', True),
        (b'() "." INBOX.Junk', True),
        (b"() NIL Junk", True),
        (b'() "\\\\" "Old\\\\Junk"', True),
        (b'(\\Noselect \\Junk) "/" Junk', False),
        (b'(\\NonExistent) "/" Junk', False),
        (b'() "/" Junkyard', False),
        (b'() "/" "Junk', False),
        (b'() "/" {4}\r\nJunk', False),
        (b'() "/" Spam\xe9', False),
        (b'() "/" &AM', False),
        (b"nonsense", False),
    ],
)
def test_only_what_can_be_opened_and_has_the_name_is_found(line: bytes, found: bool) -> None:
    with opened(line) as (box, _):
        assert (find_folder(box, SPAM) is not None) == found


def test_marks_are_asked_for_where_a_server_wants_that() -> None:
    with opened(capabilities=b"IMAP4rev1 LIST-EXTENDED SPECIAL-USE") as (box, heard):
        assert find_folder(box, SENT) is None

    assert 'LIST "" "*" RETURN (SPECIAL-USE)' in heard


def test_a_folder_that_cannot_be_opened_is_an_error() -> None:
    with scripted({"EXAMINE": b"{tag} NO gone\r\n"}) as server:
        box = open_box(server.mailbox(), 5, None)
        with pytest.raises(ImapToolsError):
            examine(box, INBOX)
        leave(box)


def test_folders_that_are_not_listed_are_an_error() -> None:
    with scripted({"LIST": b"{tag} NO not today\r\n"}) as server:
        box = open_box(server.mailbox(), 5, None)
        with pytest.raises(ImapToolsError):
            find_folder(box, SENT)
        leave(box)
