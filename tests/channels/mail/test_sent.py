import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from optout.channels.attempt import Attempt
from optout.channels.mail.drafts import as_draft
from optout.channels.mail.letter import compose
from optout.channels.mail.sent import KEPT, keep_in_sent, was_sent
from optout.errors import OutsideFailure
from optout.rehearsal.mail.dovecot import Dovecot
from tests.channels.mail.dovecots import MarkedDovecot, another_program, box_at, put, running, state_of
from tests.channels.mail.imap_script import CUT, DRIP, scripted

MakeAttempt = Callable[..., Attempt]
ADDRESS = "ada@mailbox.example"


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with running(MarkedDovecot("secret")) as server:
        yield server


@pytest.fixture
def letter(make_attempt: MakeAttempt) -> Callable[[str], bytes]:
    return lambda attempt: compose(make_attempt(id=attempt), ADDRESS).as_bytes()


def id_of(attempt: str) -> str:
    return f"<OPT-AAAABBBB22.{attempt}@mailbox.example>"


def test_a_letter_in_the_folder_of_sent_mail_was_sent(
    server: Dovecot, letter: Callable[[str], bytes]
) -> None:
    put(server, "Outbound", letter("a1"))

    assert was_sent(box_at(server), id_of("a1")) is True
    assert was_sent(box_at(server), id_of("a1").strip("<>")) is True


def test_a_letter_that_is_missing_beside_others_of_ours_was_not_sent(
    server: Dovecot, letter: Callable[[str], bytes]
) -> None:
    put(server, "Outbound", letter("a1"))

    assert was_sent(box_at(server), id_of("a2")) is False


def test_a_message_id_that_only_contains_ours_is_another_letter(
    server: Dovecot, letter: Callable[[str], bytes]
) -> None:
    put(server, "Outbound", letter("a11"))
    longer = letter("a1").replace(b"<OPT-", b"<x-OPT-")
    put(server, "Outbound", longer)

    assert was_sent(box_at(server), id_of("a1")) is False


def test_without_a_letter_of_ours_nothing_can_be_told(
    server: Dovecot, letter: Callable[[str], bytes]
) -> None:
    put(
        server, "Outbound", b"Message-ID: <1@mailbox.example>\r\nSubject: OPT-AAAABBBB22\r\n\r\nbody\r\n"
    )
    server.deliver(letter("a1"))  # our own letter in the INBOX is no sent letter

    assert was_sent(box_at(server), id_of("a1")) is None


def test_letters_that_the_server_did_not_keep_by_itself_prove_nothing(
    server: Dovecot, make_attempt: MakeAttempt, letter: Callable[[str], bytes]
) -> None:
    put(server, "Outbound", as_draft(compose(make_attempt(id="a1"), ADDRESS)))
    assert keep_in_sent(box_at(server), letter("a2"))

    assert was_sent(box_at(server), id_of("a3")) is None
    assert was_sent(box_at(server), id_of("a2")) is True


def test_without_a_folder_or_a_server_nothing_can_be_told(letter: Callable[[str], bytes]) -> None:
    with running(Dovecot("secret")) as plain:
        assert was_sent(box_at(plain), id_of("a1")) is None
        assert keep_in_sent(box_at(plain), letter("a1")) is False
        assert was_sent(replace(box_at(plain), imap_host="", imap_port=1), id_of("a1")) is None


@pytest.mark.parametrize("wrong", ['<a"b@x.example>', "<a\r\nb@x.example>", "<\u00e4@x.example>", ""])
def test_a_message_id_that_is_none_is_not_searched_for(server: Dovecot, wrong: str) -> None:
    with pytest.raises(OutsideFailure):
        was_sent(box_at(server), wrong)


def test_looking_alters_nothing(server: Dovecot, letter: Callable[[str], bytes]) -> None:
    put(server, "Outbound", letter("a1"))
    server.deliver(letter("a2"))
    before = state_of(server)

    was_sent(box_at(server), id_of("a1"))
    was_sent(box_at(server), id_of("a2"))

    assert state_of(server) == before
    assert len(before) == 3


def test_a_copy_is_kept_whole_marked_and_read_and_nothing_else_changes(
    server: Dovecot, letter: Callable[[str], bytes]
) -> None:
    server.deliver(letter("a2"))
    before = state_of(server)

    assert keep_in_sent(box_at(server), letter("a1"))

    after = state_of(server)
    assert [name for name in after if after[name] != before[name]] == ["Outbound"]
    with another_program(server) as client:
        client.select("Outbound", readonly=True)
        _, found = client.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")
    assert isinstance(found[0], tuple)
    assert found[0][1] == f"{KEPT}: 1\r\n".encode() + letter("a1")
    assert b"\\Seen" in found[0][0] + (found[1] if isinstance(found[1], bytes) else b"")


@pytest.mark.parametrize(
    "answers",
    [
        {"LIST": b"* LIST () NIL Sent\r\n{tag} OK done\r\n", "EXAMINE": b"{tag} NO no\r\n"},
        {"LIST": b"* LIST () NIL Sent\r\n{tag} OK done\r\n", "UID SEARCH": CUT},
        {"LIST": CUT},
    ],
)
def test_a_server_that_cannot_be_asked_is_a_sentence(answers: dict[str, bytes]) -> None:
    with scripted(answers) as broken, pytest.raises(OutsideFailure) as failure:
        was_sent(broken.mailbox(), id_of("a1"), timeout_s=2)

    assert failure.value.what == "The folder of sent mail could not be read."


def test_a_server_that_dawdles_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.channels.mail.sent.TOTAL_S", 0.3)
    start = time.monotonic()
    with scripted({"LIST": b"* LIST () NIL " + DRIP}) as slow, pytest.raises(OutsideFailure):
        was_sent(slow.mailbox(), id_of("a1"), timeout_s=5)

    assert time.monotonic() - start < 3


def test_a_server_that_takes_its_time_over_the_goodbye_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.channels.mail.imap.LEAVING_S", 0.3)
    start = time.monotonic()
    with scripted({"LIST": b"{tag} OK done\r\n", "LOGOUT": b"* BYE " + DRIP}) as slow:
        assert was_sent(slow.mailbox(), id_of("a1"), timeout_s=5) is None

    assert time.monotonic() - start < 3


def test_a_copy_that_is_refused_is_a_sentence(letter: Callable[[str], bytes]) -> None:
    answers = {"LIST": b"* LIST () NIL Sent\r\n{tag} OK done\r\n", "APPEND": b"{tag} NO full\r\n"}
    with scripted(answers) as full, pytest.raises(OutsideFailure) as failure:
        keep_in_sent(full.mailbox(), letter("a1"), timeout_s=2)

    assert failure.value.what == "The folder of sent mail could not be written."
