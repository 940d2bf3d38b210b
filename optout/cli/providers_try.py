"""``optout providers try``: does a definition fit a page? One step of it, run from another start."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.catalog.definition import Provider
    from optout.running.trying import Trial, Tried


@click.command("try")
@click.argument("definition")
@click.option(
    "--step", type=click.Choice(("search", "submit")), required=True, help="Which step to run."
)
@click.option(
    "--subject", "profile", type=click.Path(path_type=Path), required=True, help="The person's profile."
)
@click.option(
    "--start",
    required=True,
    help="Address or file of the page to begin at, in place of the step's first.",
)
@click.option(
    "--listing", help="Address of the listing that is asked about; on this machine, by default START."
)
@click.option("--stop-before-send", is_flag=True, help="Fill the form, and do not send it.")
@click.option(
    "--live", is_flag=True, help="START is a real site: the person of the profile wants this to happen."
)
@json_option
def try_definition(
    definition: str,
    step: str,
    profile: Path,
    start: str,
    listing: str | None,
    stop_before_send: bool,
    live: bool,
    as_json: bool,
) -> None:
    """Run one step of DEFINITION from START and say what came of it; nothing is kept.

    DEFINITION is a slug, a provider's folder or file, or a file in the open broker format.
    """
    from optout.clock import SystemClock
    from optout.people.profile import read_profile
    from optout.requests.actions import Action
    from optout.running.local_folder import address_of
    from optout.running.trying import Trial

    with address_of(start) as page:
        trial = Trial(
            action=Action.SEARCH if step == "search" else Action.SUBMIT,
            start=page,
            listing=_listing(page, listing, live),
            provider=_provider(definition),
            subject=read_profile(profile),
            at=SystemClock().now(),
            stop_before_send=stop_before_send,
        )
        tried = _run(trial)
    emit(_value(tried), as_json, lambda: _words(tried))


def _listing(start: str, listing: str | None, live: bool) -> str | None:
    """The listing that is asked about; ``WrongInput`` for addresses that may not be opened."""
    from optout.running.trying import is_on_this_machine, refuse_unusable

    refuse_unusable("START", start)
    if listing is not None:
        refuse_unusable("The listing", listing)
    here = is_on_this_machine(start)
    if not (here or live):
        raise WrongInput(
            "START is not on this machine, so the provider would learn what the step needs.",
            kept="Nothing was opened.",
            todo="Add --live if the person of the profile wants that.",
        )
    return listing or (start if here else None)


def _provider(definition: str) -> "Provider":
    from optout.catalog.catalog import load_catalog
    from optout.catalog.loading import FILE, load_anywhere
    from optout.settings import load_settings

    path = Path(definition)
    file = path / FILE if path.is_dir() else path
    if not file.is_file():
        settings = load_settings(os.environ)
        return load_catalog(settings.providers, settings.imported).get(definition)
    if not _is_json(file):
        return load_anywhere(file)
    from optout.catalog.importing.ddg import read_broker

    return read_broker(file)


def _is_json(file: Path) -> bool:
    """Whether it is in the open broker format, whatever it is called; our own is YAML without braces."""
    if file.suffix == ".json":
        return True
    try:
        with file.open("rb") as opened:
            return opened.read(1000).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    except OSError:
        return False


def _run(trial: "Trial") -> "Tried":
    from optout.catalog.catalog import Catalog
    from optout.channels.web.browser_path import require_browser
    from optout.cli.session import settings
    from optout.network import Network
    from optout.running.reach import Reach
    from optout.running.trying import try_step

    reach = Reach(Network(), Catalog({}), lambda: require_browser(settings().browser).path)
    try:
        return try_step(trial, reach)
    finally:
        reach.close()


def _value(tried: "Tried") -> dict[str, object]:
    from optout.requests.outcome import Sent

    outcome = tried.outcome
    return {
        "outcome": outcome.answer.value,
        "step": outcome.step,
        "reason": _reason(tried),
        "listings": [listing.model_dump(mode="json") for listing in tried.listings],
        "filled": [
            {"selector": one.selector, "meaning": one.meaning, "value": one.value}
            for one in tried.capture.filled
        ],
        "clicked": list(tried.capture.clicked),
        "sent": outcome.sent != Sent.NO,
    }


def _reason(tried: "Tried") -> str:
    from optout.requests.failures import MEANING

    outcome = tried.outcome
    sentence = MEANING[outcome.failure].sentence if outcome.failure else ""
    return " ".join(part for part in (sentence, outcome.detail) if part)


def _words(tried: "Tried") -> str:
    value = _value(tried)
    lines = [f"{value['outcome']} at {value['step'] or 'no step'}. {value['reason']}".rstrip()]
    lines += [f"  filled {one.selector} with {one.meaning}" for one in tried.capture.filled]
    lines += [f"  pressed {one}" for one in tried.capture.clicked]
    lines += [f"  read a listing: {one.name}" for one in tried.listings]
    lines.append("Something was sent." if value["sent"] else "Nothing was sent.")
    return "\n".join(lines)
