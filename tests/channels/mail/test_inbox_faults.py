"""Mail servers that are cut off, lie or send too much: nothing is lost, and nothing is endless."""

import time
from collections.abc import Sequence

import pytest

from optout.channels.mail.fetching import MAX_BYTES, MAX_HEADER
from optout.channels.mail.inbox import Cursor, Inbox
from optout.errors import OutsideFailure
from tests.channels.mail.imap_script import CUT, DRIP, HANG, RAW, scripted

FETCH = "UID FETCH 1 (UID BODY"
SIZE = "UID FETCH 1 (UID RFC822.SIZE)"
BEGINNING = b"* 1 FETCH (UID 1 BODY[]<0> "


def sized(size: int) -> bytes:
    return f"* 1 FETCH (UID 1 RFC822.SIZE {size})\r\n".encode() + b"{tag} OK done\r\n"


def test_the_script_is_a_mailbox_with_one_mail() -> None:
    with scripted({}) as server, Inbox(server.mailbox(), timeout_s=2) as inbox:
        mails, cursor = inbox.new_mails(None)

    assert [mail.raw for mail in mails] == [RAW]
    assert cursor == Cursor(7, 1)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (FETCH, BEGINNING + b"{20}\r\nSubject: a\r\n" + CUT),
        (FETCH, BEGINNING + b"{20}\r\n" + RAW + CUT),
        (FETCH, BEGINNING + b"{20}\r\n" + RAW + b")\r\n" + CUT),
        (FETCH, BEGINNING + b"{20}\r\nSubject: a\r\n" + HANG),
        (FETCH, BEGINNING + b"{3}\r\n" + RAW + b")\r\n{tag} OK done\r\n"),
        (FETCH, BEGINNING + b"{50}\r\n" + RAW + b")\r\n{tag} OK done\r\n" + HANG),
        (FETCH, BEGINNING + b"{9999999999}\r\nSubject: a\r\n" + HANG),
        (FETCH, BEGINNING + b"{20"),
        (FETCH, b"{tag} NO [SERVERBUG] internal error\r\n"),
        (SIZE, b"* 1 FETCH (UID 1 RFC822.SIZE " + CUT),
        ("UID SEARCH", b"* SEARCH " + b"1 " * 600_000 + b"\r\n{tag} OK done\r\n"),
        ("UID SEARCH", b"* SEARCH " + CUT),
        ("EXAMINE", b"{tag} OK [READ-ONLY] opened\r\n"),
        ("EXAMINE", b"* OK [UIDVALIDITY x] v\r\n* OK [UIDNEXT 2] n\r\n{tag} OK [READ-ONLY] opened\r\n"),
        ("CAPABILITY", b"* BYE no\r\n" + CUT),
    ],
)
def test_what_was_cut_off_is_a_failure_and_comes_whole_the_next_time(
    command: str, answer: bytes
) -> None:
    answer = answer if answer.endswith(b">") else answer + CUT
    with (
        scripted({command: answer}) as broken,
        pytest.raises(OutsideFailure),
        Inbox(broken.mailbox(), timeout_s=0.4) as inbox,
    ):
        inbox.new_mails(Cursor(7, 0))
    with scripted({}) as mended, Inbox(mended.mailbox(), timeout_s=2) as inbox:
        mails, _ = inbox.new_mails(Cursor(7, 0))

    assert [mail.raw for mail in mails] == [RAW]


def test_a_connection_that_was_cut_is_opened_anew_and_nothing_is_lost() -> None:
    answers: dict[str, bytes | Sequence[bytes]] = {
        FETCH: [
            BEGINNING + b"{20}\r\nSub" + CUT,
            BEGINNING + b"{20}\r\n" + RAW + b")\r\n{tag} OK done\r\n",
        ]
    }
    with scripted(answers) as server, Inbox(server.mailbox(), timeout_s=2) as inbox:
        inbox.end()
        mails, cursor = inbox.new_mails(Cursor(7, 0))

    assert ([mail.raw for mail in mails], cursor) == ([RAW], Cursor(7, 1))
    assert server.heard.count(next(one for one in server.heard if one.startswith(FETCH))) == 2


def test_a_mail_that_is_larger_than_the_server_said_is_cut_to_its_header() -> None:
    raw = b"Subject: a\r\n\r\n" + b"x" * (MAX_BYTES + 1 - 14)
    literal = BEGINNING + f"{{{len(raw)}}}\r\n".encode() + raw + b")\r\n{tag} OK done\r\n"
    with (
        scripted({SIZE: sized(20), FETCH: literal}) as server,
        Inbox(server.mailbox(), timeout_s=5) as inbox,
    ):
        [mail], cursor = inbox.new_mails(None)

    assert (mail.raw, mail.too_large) == (b"Subject: a\r\n\r\n", True)
    assert cursor == Cursor(7, 1)
    assert f"UID FETCH 1 (UID BODY.PEEK[]<0.{MAX_BYTES + 1}>)" in server.heard


def test_a_mail_of_just_the_size_that_is_accepted_is_whole() -> None:
    raw = b"Subject: a\r\n\r\n" + b"x" * (MAX_BYTES - 14)
    literal = BEGINNING + f"{{{len(raw)}}}\r\n".encode() + raw + b")\r\n{tag} OK done\r\n"
    with (
        scripted({SIZE: sized(MAX_BYTES), FETCH: literal}) as server,
        Inbox(server.mailbox(), timeout_s=5) as inbox,
    ):
        [mail], _ = inbox.new_mails(None)

    assert (len(mail.raw), mail.too_large) == (MAX_BYTES, False)


def test_a_mail_without_an_end_of_its_header_is_cut() -> None:
    raw = b"x" * (MAX_BYTES + 1)
    literal = BEGINNING + f"{{{len(raw)}}}\r\n".encode() + raw + b")\r\n{tag} OK done\r\n"
    with (
        scripted({SIZE: sized(20), FETCH: literal}) as server,
        Inbox(server.mailbox(), timeout_s=5) as inbox,
    ):
        [mail], _ = inbox.new_mails(None)

    assert (len(mail.raw), mail.too_large) == (MAX_HEADER, True)


@pytest.mark.parametrize(
    "flood",
    [(BEGINNING + b"{1000}\r\n" + b"x" * 1000 + b")\r\n") * 1000, b"* 7 EXISTS\r\n" * 50_000],
    ids=["of mails", "of lines"],
)
def test_a_server_that_sends_more_than_it_was_asked_for_is_left(
    flood: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.mail.guard.MOST_BYTES", 200_000)
    with scripted({FETCH: flood + HANG}) as server, Inbox(server.mailbox(), timeout_s=5) as inbox:
        start = time.monotonic()
        with pytest.raises(OutsideFailure):
            inbox.new_mails(None)

    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "beginning", [BEGINNING + b"{20}\r\n", b"* 1 FETCH (UID 1 "], ids=["in a mail", "in a line"]
)
def test_a_server_that_dawdles_is_left_when_the_time_is_over(beginning: bytes) -> None:
    with (
        scripted({FETCH: beginning + DRIP}) as server,
        Inbox(server.mailbox(), timeout_s=5, total_s=0.3) as inbox,
    ):
        start = time.monotonic()
        with pytest.raises(OutsideFailure):
            inbox.new_mails(None)

    assert time.monotonic() - start < 3


@pytest.mark.parametrize("place", ["greeting", "LOGIN"])
def test_a_server_that_dawdles_at_the_door_is_left_as_well(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.mail.imap.OPENING_S", 0.3)
    greeting = b"* OK hel" + DRIP if place == "greeting" else b"* OK hello\r\n"
    with scripted({"LOGIN": b"* OK " + DRIP}, greeting) as server:
        start = time.monotonic()
        with pytest.raises(OutsideFailure):
            Inbox(server.mailbox(), timeout_s=5).end()

    assert time.monotonic() - start < 3


def test_numbers_are_asked_for_in_lines_that_can_be_read() -> None:
    many = b"* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 200002] n\r\n{tag} OK [READ-ONLY] opened\r\n"
    answers = {
        "EXAMINE": many,
        "UID SEARCH": b"* SEARCH\r\n{tag} OK done\r\n",
        "UID SEARCH UID 160002:200001": b"* SEARCH 200001 1 300000 x\r\n{tag} OK done\r\n",
        "UID FETCH 200001": b"{tag} OK done\r\n",
    }
    with scripted(answers) as server, Inbox(server.mailbox(), timeout_s=2) as inbox:
        mails, cursor = inbox.new_mails(Cursor(7, 1))

    searches = [one.removeprefix("UID SEARCH UID ") for one in server.heard if "SEARCH" in one]
    assert searches == ["2:80001", "80002:160001", "160002:200001"]
    assert (mails, cursor) == ([], Cursor(7, 200001))
    assert "UID FETCH 200001 (UID RFC822.SIZE)" in server.heard


def test_a_gap_without_end_is_crossed_a_piece_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.channels.mail.fetching._WINDOWS", 2)
    many = b"* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4000000002] n\r\n{tag} OK [READ-ONLY] opened\r\n"
    answers = {"EXAMINE": many, "UID SEARCH": b"* SEARCH\r\n{tag} OK done\r\n"}
    with scripted(answers) as server, Inbox(server.mailbox(), timeout_s=2) as inbox:
        mails, cursor = inbox.new_mails(None)

    assert (mails, cursor) == ([], Cursor(7, 160_000))
