from collections.abc import Sequence

import pytest

from optout.cli.mailbox_questions import MailboxAnswers, ask_for_mailbox
from optout.errors import WrongInput

ADA = "ada@mail.example"


def answering(
    given: Sequence[str] = (), agreed: Sequence[bool] = (), secrets: Sequence[str] = ("app pass",)
) -> tuple[MailboxAnswers, list[tuple[str, str]], list[str]]:
    """The answers ("" takes the default), the questions with their defaults, and what was said."""
    left, asked, told = list(given), list[tuple[str, str]](), list[str]()
    agreements, passwords = list(agreed), list(secrets)

    def ask(question: str, default: str) -> str:
        asked.append((question, default))
        return (left.pop(0) if left else "") or default

    found = ask_for_mailbox(
        ask,
        lambda _question: passwords.pop(0),
        lambda _question, default: agreements.pop(0) if agreements else default,
        told.append,
    )
    return found, asked, told


def test_a_well_known_mailbox_needs_an_address_and_a_password() -> None:
    found, asked, told = answering(["ada@gmail.com"])

    assert found == MailboxAnswers(
        {
            "address": "ada@gmail.com",
            "smtp_host": "smtp.gmail.com",
            "smtp_port": 465,
            "imap_host": "imap.gmail.com",
            "imap_port": 993,
            "security": "tls",
            "username": "ada@gmail.com",
        },
        "app pass",
        store=True,
    )
    assert len(asked) == 8
    assert any("as of 2026-11, not tried" in line for line in told)


def test_letters_that_go_another_way_are_asked_for() -> None:
    found, _, _ = answering(["ada@icloud.com"])

    assert (found.settings["security"], found.settings["smtp_security"]) == ("tls", "starttls")
    assert (found.settings["smtp_port"], found.settings["imap_port"]) == (587, 993)


def test_a_mailbox_without_passwords_proposes_drafts() -> None:
    found, _, _ = answering(["ada@outlook.com"])

    assert found == MailboxAnswers({"address": "ada@outlook.com", "send": "drafts"})


def test_whoever_gives_no_password_gets_drafts() -> None:
    found, asked, _ = answering([ADA], agreed=[False])

    assert found == MailboxAnswers({"address": ADA, "send": "drafts"})
    assert len(asked) == 1


def test_an_unknown_domain_gets_a_guess_and_its_own_answers() -> None:
    given = [ADA, "mail.mail.example", "STARTTLS", "", "", "starttls", "1143", "ada"]
    found, asked, _ = answering(given, agreed=[True, False])

    assert found.settings == {
        "address": ADA,
        "smtp_host": "mail.mail.example",
        "smtp_port": 587,
        "imap_host": "imap.mail.example",
        "imap_port": 1143,
        "security": "starttls",
        "username": "ada",
    }
    assert not found.store
    assert asked[1] == ("Letters leave at (server's name)", "smtp.mail.example")


def test_what_cannot_be_used_is_asked_again() -> None:
    given = ["ada", "ada@mail", ADA, "no host!", "", "ssl", "", "0", "99999", "x", ""]
    found, _, told = answering(given, secrets=["", "secret"])

    assert found.settings["smtp_host"] == "smtp.mail.example"
    assert found.settings["smtp_port"] == 465
    assert found.password == "secret"
    assert told.count("That cannot be one.") == 3
    assert told.count("That is no port: a number from 1 to 65535.") == 3
    assert "One of: tls, starttls." in told


@pytest.mark.parametrize(
    ("given", "secrets"),
    [(["no"] * 5, ["x"]), ([ADA, "", "ssl", "ssl", "ssl", "ssl", "ssl"], ["x"]), ([ADA], [""] * 5)],
)
def test_after_five_unusable_answers_nothing_is_stored(given: list[str], secrets: list[str]) -> None:
    with pytest.raises(WrongInput) as failure:
        answering(given, secrets=secrets)

    assert failure.value.kept == "Nothing was stored."


def test_no_answer_is_in_a_repr() -> None:
    found, _, _ = answering(["ada@gmail.com"])

    assert "ada" not in repr(found)
    assert "app pass" not in repr(found)


def test_an_unencrypted_way_is_offered_on_this_machine_only() -> None:
    given = ["ada@elsewhere.example", "mail.elsewhere.example", "none", "starttls"]
    found, asked, told = answering(given)

    assert (found.settings["smtp_security"], found.settings["security"]) == ("starttls", "tls")
    assert "Letters leave at: encryption (tls, starttls)" in {question for question, _ in asked}
    assert "One of: tls, starttls." in told
    here, _, _ = answering(["ada@elsewhere.example", "127.0.0.1", "none", "", "localhost", "none"])
    assert (here.settings["security"], here.settings["smtp_port"]) == ("none", 25)


def test_whoever_insists_on_an_unencrypted_way_elsewhere_gets_no_settings() -> None:
    with pytest.raises(WrongInput, match="No answer to this question"):
        answering(["ada@elsewhere.example", "mail.elsewhere.example", *["none"] * 5])
