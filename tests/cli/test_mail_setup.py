"""Setting up the mailbox on the command line, and what it leaves behind."""

import io
import tomllib
from collections.abc import Iterator

import pytest

from optout.rehearsal.mail.local_mail import LocalMail
from optout.settings import load_settings
from tests.cli.calling import Caller

ADDRESS = "zebulina@quoxmail.example"


@pytest.fixture
def local() -> Iterator[LocalMail]:
    mail = LocalMail(ADDRESS, prefer_dovecot=False)
    mail.start()
    yield mail
    mail.stop()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types, one line for each question; the last lines are taken as they are asked."""
    lines: list[str] = []

    def answer(prompt: str = "") -> str:
        return lines.pop(0)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    monkeypatch.setattr("click.termui.hidden_prompt_func", answer)
    return lines


def servers(local: LocalMail) -> list[str]:
    box = local.mailbox
    letters = ["127.0.0.1", "none", str(box.smtp_port)]
    answers = ["127.0.0.1", "none", str(box.imap_port)]
    return [ADDRESS, "y", *letters, *answers, "", box.password]


def test_a_few_answers_become_a_mailbox_that_works(
    optout: Caller, local: LocalMail, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda *names: kept.update({names[:2]: names[2]}))
    typed += [*servers(local), "y"]

    said = optout("mail", "setup", "--json")

    file = optout.home / "settings.toml"
    assert (said.code, typed) == (0, [])
    assert (said.json["file"], said.json["password_stored"]) == (str(file), True)
    assert said.json["check"]["ok"]
    assert kept == {("optout-mail", ADDRESS): local.mailbox.password}
    assert file.stat().st_mode & 0o777 == 0o600
    assert local.mailbox.password not in file.read_text() + said.out + said.err
    assert tomllib.loads(file.read_text())["mailbox"] == {
        "address": ADDRESS,
        "smtp_host": "127.0.0.1",
        "smtp_port": local.mailbox.smtp_port,
        "imap_host": "127.0.0.1",
        "imap_port": local.mailbox.imap_port,
        "security": "none",
        "username": ADDRESS,
    }


def test_what_stands_in_the_settings_stays(optout: Caller, typed: list[str]) -> None:
    optout.home.mkdir()
    file = optout.home / "settings.toml"
    file.write_text('# mine\nschedule = "careful"\n\n[secrets]\nkey = "x"\n')
    typed += [ADDRESS, "n"]

    said = optout("mail", "setup")

    assert said.code == 0
    assert file.read_text() == (
        '# mine\nschedule = "careful"\n\n[secrets]\nkey = "x"\n\n'
        f'[mailbox]\naddress = "{ADDRESS}"\nsend = "drafts"\n'
    )
    found = load_settings({}, optout.home)
    assert found.schedule == "careful"
    assert found.mailbox is not None
    assert found.mailbox.send == "drafts"
    assert "Letters: left as drafts" in said.out
    assert sorted(path.name for path in optout.home.iterdir()) == ["settings.toml"]


def test_a_mailbox_that_is_there_is_not_replaced(optout: Caller, typed: list[str]) -> None:
    optout.home.mkdir()
    file = optout.home / "settings.toml"
    before = f'[mailbox]\naddress = "{ADDRESS}"\nsend = "drafts"\n'
    file.write_text(before)

    said = optout("mail", "setup", "--json")

    assert (said.code, said.json["kept"]) == (2, "Nothing was changed.")
    assert file.read_text() == before


def test_without_a_keyring_the_variable_is_named(
    optout: Caller, local: LocalMail, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(*_names: str) -> None:
        raise RuntimeError("no desktop")

    monkeypatch.setattr("keyring.set_password", none_here)
    typed += [*servers(local), "y"]

    said = optout("mail", "setup")

    assert said.code == 0
    assert "The password is kept nowhere: set OPTOUT_MAIL_PASSWORD when you run optout." in said.out
    assert "There is no keyring here that takes a password." in said.err


def test_a_wrong_password_is_said_and_the_settings_stay(
    optout: Caller, local: LocalMail, typed: list[str]
) -> None:
    typed += [*servers(local)[:-1], "wr0ng", "n"]

    said = optout("mail", "setup")

    assert said.code == 5
    assert "-> Many providers want an app password" in said.out
    assert "wr0ng" not in said.out + said.err + (optout.home / "settings.toml").read_text()


def test_whoever_stops_has_nothing_stored(optout: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_prompt: str = "") -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", stop)

    assert optout("mail", "setup").code == 130
    assert not optout.home.exists()


def test_where_nobody_can_answer_it_says_so(optout: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = optout("mail", "setup", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert said.json["what"] == "These questions need a terminal, and somebody who answers them."
    assert not (optout.home / "settings.toml").exists()


def test_who_stops_it_has_stopped_it(optout: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_prompt: str = "") -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", stop)
    assert optout("mail", "setup").code == 130
