"""``optout recheck``: look again now."""

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import WrongInput


@click.command()
@click.argument("requests", nargs=-1)
@click.option("--provider", help="All requests to this provider.")
@json_option
def recheck(requests: tuple[str, ...], provider: str | None, as_json: bool) -> None:
    """Look again now: at REQUESTS, at all of a provider's, or at everything."""
    from optout.cli.session import installation, settings
    from optout.running.shift import open_shift
    from optout.storage.requests import find_request, find_requests

    chosen = settings()
    with installation(chosen) as opened:
        with opened.database.transaction(write=False) as tx:
            named = [find_request(tx, request_id) for request_id in requests]
            rows = named or find_requests(tx, provider=provider)
        if provider and not rows:
            raise WrongInput("Nothing is asked of this provider.", todo="See optout status.")
        with open_shift(chosen, opened, tell=lambda done: progress(f"{done} looked at")) as shift:
            read = shift.look_again([row.id for row in rows])
    value = {"read": read, "not_read": [row.id for row in rows if row.id not in read]}
    emit(value, as_json, lambda: _words(len(read), len(rows)))


def _words(read: int, chosen: int) -> str:
    rest = "" if read == chosen else " The others have nothing to read, or are being looked at."
    return f"{read} of {chosen} looked at again.{rest} See: optout status"
