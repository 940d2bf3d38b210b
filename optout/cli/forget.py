"""``optout forget``: the key goes, and with it everything personal."""

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput


@click.command()
@click.argument("subject")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@json_option
def forget(subject: str, yes: bool, as_json: bool) -> None:
    """Destroy SUBJECT's key and everything personal. The ledger stays verifiable."""
    from optout.cli.session import installation, settings
    from optout.mailbox_settings import DRAFTS
    from optout.running.forgetting import forget_subject
    from optout.running.laptop_lock import laptop_lock

    if not yes and not click.confirm("This cannot be undone. Forget this subject?", err=True):
        raise WrongInput("Nobody was forgotten.", kept="Everything is as it was.")
    chosen = settings()
    with installation(chosen) as opened, laptop_lock(chosen.home):
        remains = forget_subject(opened, subject, chosen.home / DRAFTS)
    emit(remains, as_json, lambda: remains.words)
