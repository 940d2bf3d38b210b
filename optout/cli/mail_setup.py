"""``optout mail setup``: a few questions become the section [mailbox], and the mailbox is checked."""

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import StorageFailure, WrongInput

if TYPE_CHECKING:
    from optout.cli.mailbox_questions import MailboxAnswers
    from optout.network import Mailbox

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


@click.command()
@json_option
@click.pass_context
def setup(ctx: click.Context, as_json: bool) -> None:
    """Ask for the mailbox, write it into settings.toml, and check it. No letter is sent.

    The password goes into the system's keyring if you agree, and never into the file.
    """
    from optout.cli.mail_check import checked, words_of
    from optout.cli.mailbox_questions import ask_for_mailbox
    from optout.cli.session import settings

    file = settings().home / "settings.toml"
    before = _without_mailbox(file)
    answers = _answered(lambda: ask_for_mailbox(_ask, _secret, _agree, progress))
    stored = _store(answers) if answers.store else False
    _write(file, before + section(answers))
    found = checked(_opened(answers, file))
    value = {"file": str(file), "password_stored": stored, "check": found.value()}
    emit(value, as_json, lambda: f"Written: {file}\n{_of_password(answers, stored)}{words_of(found)}")
    if not found.ok:
        ctx.exit(5)


def _answered(ask: Callable[[], "MailboxAnswers"]) -> "MailboxAnswers":
    """What the person answers. ``WrongInput`` where nobody is there to answer."""
    try:
        return ask()
    except click.Abort as stopped:
        if not isinstance(stopped.__context__, EOFError):
            raise
        raise WrongInput(
            "These questions need a terminal, and somebody who answers them.",
            kept="Nothing was stored.",
            todo="Or write the section [mailbox] into settings.toml yourself.",
        ) from None


def section(answers: "MailboxAnswers") -> str:
    """The section as TOML. JSON's strings, numbers and truth values are TOML's as well."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in answers.settings.items()
    ]
    return "\n".join(["[mailbox]", *lines, ""])


def _without_mailbox(file: Path) -> str:
    """What the file has already, ready for one more section. ``WrongInput`` where it has a mailbox."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if "mailbox" in tomllib.loads(text):  # readable: the settings were read from it a moment ago
        raise WrongInput(
            "The settings have a section [mailbox] already.",
            kept="Nothing was changed.",
            todo=f"Change it there, or remove it first: {file}",
        )
    return text.rstrip("\n") + "\n\n" if text.strip() else ""


def _write(file: Path, text: str) -> None:
    """Whole or not at all, for the owner alone."""
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, _NEW, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
        beside.replace(file)
    except OSError as error:
        raise StorageFailure(
            f"The settings could not be written ({type(error).__name__}).", kept="They are as they were."
        ) from None


def _store(answers: "MailboxAnswers") -> bool:
    """Whether the system's keyring took the password."""
    import keyring
    from keyring.errors import KeyringError

    from optout.mailbox_settings import KEYRING

    try:
        keyring.set_password(KEYRING, answers.address, answers.password)
    except (KeyringError, RuntimeError):  # some backends raise the latter where there is no desktop
        progress("There is no keyring here that takes a password.")
        return False
    return True


def _opened(answers: "MailboxAnswers", file: Path) -> "Mailbox":
    from optout.settings import load_settings

    environ = {"OPTOUT_MAIL_PASSWORD": answers.password}
    chosen = load_settings(environ, file.parent).mailbox
    if chosen is None:
        raise WrongInput("The settings that were written have no mailbox.")
    return chosen.open()


def _of_password(answers: "MailboxAnswers", stored: bool) -> str:
    if not answers.password:
        return ""
    if stored:
        return "The password is in the system's keyring.\n"
    return "The password is kept nowhere: set OPTOUT_MAIL_PASSWORD when you run optout.\n"


def _ask(question: str, default: str) -> str:
    answer: str = click.prompt(question, default=default or None, err=True)
    return answer


def _secret(question: str) -> str:
    answer: str = click.prompt(question, default="", hide_input=True, show_default=False, err=True)
    return answer


def _agree(question: str, default: bool) -> bool:
    return click.confirm(question, default=default, err=True)
