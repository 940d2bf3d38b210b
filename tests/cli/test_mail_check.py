"""The check of the mailbox on the command line, against real servers of this machine."""

from collections.abc import Iterator

import pytest

from optout.rehearsal.mail.local_mail import LocalMail
from tests.cli.calling import Caller, Said

ADDRESS = "zebulina@quoxmail.example"
DRAFTS = f'[mailbox]\naddress = "{ADDRESS}"\nsend = "drafts"\n'


@pytest.fixture
def local() -> Iterator[LocalMail]:
    mail = LocalMail(ADDRESS, prefer_dovecot=False)
    mail.on_letter = lambda raw, _recipient: mail.post._deliver(raw)
    mail.start()
    yield mail
    mail.stop()


def configure(optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    box = local.mailbox
    optout.home.mkdir(parents=True, exist_ok=True)
    (optout.home / "settings.toml").write_text(
        f'[mailbox]\naddress = "{ADDRESS}"\nsecurity = "none"\n{more}'
        f'smtp_host = "127.0.0.1"\nsmtp_port = {box.smtp_port}\n'
        f'imap_host = "127.0.0.1"\nimap_port = {box.imap_port}\n'
    )
    monkeypatch.setenv("OPTOUT_MAIL_PASSWORD", box.password)


def silent_about_the_person(said: Said) -> bool:
    return "zebulina" not in (said.out + said.err).lower() and "quoxmail" not in said.out + said.err


def test_a_mailbox_that_works_is_told_what_it_can_do(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(optout, local, monkeypatch)

    said = optout("mail", "check", "--json")

    assert said.code == 0
    assert said.json == {
        "ok": True,
        "send": "smtp",
        "letters": {"ok": True, "security": "none", "why": "", "refused": False},
        "answers": {
            "ok": True,
            "security": "none",
            "why": "",
            "todo": "",
            "idle": True,
            "sent_folder": False,
            "spam_folder": False,
        },
        "plus_addresses": None,
        "test": None,
        "todo": [],
    }
    assert said.err == "Signing in where letters leave ...\nSigning in where answers arrive ...\n"
    assert silent_about_the_person(said)


def test_the_words_say_the_same(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(optout, local, monkeypatch, "read_spam = true\nkeep_sent = true\n")

    said = optout("mail", "check")

    assert said.out.splitlines() == [
        "Letters (none): signed in; nothing was sent",
        "Answers (none): signed in; nothing was read or altered",
        "  tells of new mail at once (IDLE): yes",
        "  folder of sent mail: no",
        "  folder of spam: no",
        "-> No folder of spam was found: read_spam does nothing.",
        "-> No folder of sent mail was found: keep_sent does nothing.",
    ]


def test_a_refused_password_exits_with_what_to_do(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(optout, local, monkeypatch)
    monkeypatch.setenv("OPTOUT_MAIL_PASSWORD", "wr0ng")

    said = optout("mail", "check")
    value = optout("mail", "check", "--json")

    assert (said.code, value.code) == (5, 5)
    assert (value.json["ok"], value.json["letters"]["refused"]) == (False, True)
    assert len(value.json["todo"]) == 1
    assert "-> Many providers want an app password" in said.out
    assert "wr0ng" not in said.out + said.err + value.out
    assert silent_about_the_person(said)


def test_servers_that_are_not_there_are_named(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(optout, local, monkeypatch)
    local.stop()

    said = optout("mail", "check")

    assert said.code == 5
    assert "Letters (none): not usable. The conversation broke off" in said.out
    assert "Answers (none): not usable. The mailbox's server could not be reached." in said.out
    assert "-> Check host, port and security" in said.out


def test_a_test_letter_shows_that_plus_addresses_work(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(optout, local, monkeypatch)

    said = optout("mail", "check", "--send-test", "--json")

    assert (said.code, said.json["plus_addresses"]) == (0, True)
    assert (said.json["test"]["took"], said.json["test"]["arrived"]) == (True, "inbox")
    assert "Sending one letter to yourself ..." in said.err
    assert silent_about_the_person(said)


def test_a_test_letter_that_is_refused_shows_that_they_do_not(
    optout: Caller, local: LocalMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_raw: bytes, _recipient: str) -> None:
        raise ValueError("no such address")

    local.on_letter = refuse
    configure(optout, local, monkeypatch, "plus_addresses = true\n")

    said = optout("mail", "check", "--send-test")

    assert said.code == 5
    assert "Test letter: refused. The mail server answered 500 (content)." in said.out
    assert "-> Remove plus_addresses." in said.out


def test_drafts_are_fine_without_any_server(optout: Caller) -> None:
    optout.home.mkdir()
    (optout.home / "settings.toml").write_text(DRAFTS)

    said = optout("mail", "check", "--send-test")

    assert said.code == 0
    assert said.out == (
        "Letters: left as drafts, which you send yourself.\n"
        "Answers: not read; tell optout yourself what came.\n"
    )
    assert said.err == "No test letter: that needs both servers.\n"


def test_without_a_mailbox_there_is_nothing_to_check(optout: Caller) -> None:
    said = optout("mail", "check", "--json")

    assert (said.code, said.json["todo"]) == (2, "Set one up: optout mail setup")
