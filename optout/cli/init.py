"""``optout init``: who you are, and where the key to your data is kept."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import Locked, WrongInput

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
    from optout.running.opening import create_installation

    chosen = settings()
    mandate, paper = _mandate(agent_name, agent_email, permission, signed_on)
    told = _read(profile) if profile else None
    source = _source(chosen, key, key_file)
    subject = told or _asked()
    if not yes and not click.confirm(_CONSENT, err=True):
        raise WrongInput("Without that nobody is enrolled.", kept="Nothing was stored or sent.")
    if source is not None:
        create_installation(chosen, source)
    with installation(chosen) as opened:
        if any(subject == other.subject for other in opened.roster.everybody()):
            raise WrongInput("This very profile is enrolled already.", todo="See `optout person list`.")
        person = opened.roster.enrol(subject, mandate, paper)
    value = {"subject": person.id, "home": str(chosen.home), "mandate": mandate.kind}
    emit(value, as_json, lambda: f"Enrolled as {person.id}. Nothing was sent. Next: optout plan")


def _read(profile: Path) -> "Subject":
    from optout.people.profile import read_profile

    return read_profile(profile)


def _asked() -> "Subject":
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


def _source(chosen: "Settings", key: str, key_file: Path | None) -> "KeySource | None":
    """Where the master key will be kept; None where this home has one already."""
    from optout.people.keys import ByPassphrase, InKeyFile, InKeyring
    from optout.people.master_file import FILE_NAME

    if (chosen.home / FILE_NAME).exists():
        return None
    if key == "keyring":
        return InKeyring()
    if key == "file":
        return InKeyFile(key_file or chosen.home / "master.key")
    return ByPassphrase(os.environ.get("OPTOUT_PASSPHRASE") or _new_passphrase())


def _new_passphrase() -> str:
    from optout.people.keys import SHORTEST_PASSPHRASE

    if not sys.stdin.isatty():
        raise Locked("A passphrase is needed.", todo="Set OPTOUT_PASSPHRASE, or use --key file.")
    while True:
        question = f"Choose a passphrase, at least {SHORTEST_PASSPHRASE} characters"
        chosen: str = click.prompt(question, hide_input=True, confirmation_prompt=True, err=True)
        if len(chosen) >= SHORTEST_PASSPHRASE:
            return chosen
        click.echo("That is too short.", err=True)
