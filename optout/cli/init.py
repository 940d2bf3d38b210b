"""``optout init``: who you are, and where the key to your data is kept."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.people.keys import KeySource
    from optout.people.mandate import Mandate
    from optout.people.subject import Subject
    from optout.settings import Settings

_CONSENT = "I am this person, or act with their signed permission, and want these requests made."


@click.command()
@click.option("--from", "profile", type=click.Path(path_type=Path), help="Read a profile, YAML or JSON.")
@click.option("--key", type=click.Choice(["keyring", "passphrase", "file"]), default="passphrase")
@click.option(
    "--key-file", type=click.Path(path_type=Path), help="Where the key is kept, for --key file."
)
@click.option("--agent-name", help="You act for somebody else: your name.")
@click.option("--agent-email", help="You act for somebody else: your address.")
@click.option("--permission", type=click.Path(path_type=Path), help="The signed permission.")
@click.option("--signed-on", type=click.DateTime(["%Y-%m-%d"]), help="When it was signed.")
@click.option("--yes", is_flag=True, help="Do not ask whether you may act for this person.")
@json_option
def init(
    profile: Path | None,
    key: str,
    key_file: Path | None,
    agent_name: str | None,
    agent_email: str | None,
    permission: Path | None,
    signed_on: datetime | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Enrol a subject: with a few questions, or from a profile file.

    The first time, this also makes the place where everything is kept. Nothing leaves this machine.
    """
    from optout.cli.session import installation, settings

    subject = _subject(profile)
    mandate, paper = _mandate(agent_name, agent_email, permission, signed_on)
    if not yes:
        click.confirm(_CONSENT, abort=True, err=True)
    chosen = settings()
    _set_up(chosen, key, key_file)
    with installation(chosen) as opened:
        person = opened.roster.enrol(subject, mandate, paper)
    value = {"subject": person.id, "home": str(chosen.home), "mandate": mandate.kind}
    emit(value, as_json, lambda: f"Enrolled as {person.id}. Nothing was sent. Next: optout plan")


def _subject(profile: Path | None) -> "Subject":
    if profile is not None:
        from optout.people.profile import read_profile

        return read_profile(profile)
    from optout.cli.wizard import ask_for_profile

    def ask(question: str, default: str | None) -> str:
        answer: str = click.prompt(question, default=default, show_default=False, err=True)
        return answer

    return ask_for_profile(ask, lambda words: click.echo(words, err=True))


def _mandate(
    name: str | None, email: str | None, permission: Path | None, signed_on: datetime | None
) -> tuple["Mandate", bytes]:
    from optout.people.mandate import Mandate, mandate_from_file

    given = [name, email, permission, signed_on]
    if not any(given):
        return Mandate(kind="self"), b""
    if not (name and email and permission and signed_on):
        raise WrongInput(
            "An agent needs all of --agent-name, --agent-email, --permission and --signed-on."
        )
    return mandate_from_file(permission, name, email, signed_on.date())


def _set_up(chosen: "Settings", key: str, key_file: Path | None) -> None:
    from optout.people.master_file import FILE_NAME
    from optout.running.opening import create_installation

    if not (chosen.home / FILE_NAME).exists():
        create_installation(chosen, _source(key, key_file, chosen.home))


def _source(key: str, key_file: Path | None, home: Path) -> "KeySource":
    from optout.people.keys import ByPassphrase, InKeyFile, InKeyring

    if key == "keyring":
        return InKeyring()
    if key == "file":
        return InKeyFile(key_file or home / "master.key")
    passphrase = os.environ.get("OPTOUT_PASSPHRASE") or click.prompt(
        "Choose a passphrase", hide_input=True, confirmation_prompt=True, err=True
    )
    return ByPassphrase(passphrase)
