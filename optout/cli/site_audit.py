"""``optout site audit``: what a site tells each AI crawler. Reads only."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from optout.cli.output import emit, json_option
from optout.cli.slow import told_when_slow
from optout.errors import OutsideFailure, WrongInput

if TYPE_CHECKING:
    from optout.signals.audit_reading import SiteRead


@click.command()
@click.argument("site", metavar="URL_OR_DIR")
@json_option
def audit(site: str, as_json: bool) -> None:
    """Say what a site tells each AI crawler, where it denies itself, and what it does not say.

    An address is read as anybody sees it, with up to ten pages and images that it leads to; a folder
    is read as it lies there, without headers.
    """
    from optout.cli.site_audit_value import value_of
    from optout.cli.site_audit_words import words_of
    from optout.signals import audit as judged
    from optout.signals.agents import agents
    from optout.signals.audit_images import marks_inside

    is_address = _is_address(site)
    with told_when_slow("Still reading the site ..."):
        read = _read(site, is_address)
        found = judged.audit(read, agents(), marks_inside)
    emit(value_of(found), as_json, lambda: words_of(found))


def _read(site: str, is_address: bool) -> "SiteRead":
    from optout.sites.reading import read_folder, read_published

    return _answered(read_published(site)) if is_address else _with_files(read_folder(Path(site)))


def _is_address(site: str) -> bool:
    """Or a folder. ``WrongInput`` for what is neither; an empty name is no folder, though the system
    takes it for the current one."""
    if _is_web_address(site):
        return True
    if not site.strip() or not Path(site).is_dir():
        raise WrongInput(
            "That is neither a web address nor a folder.",
            todo="Write https://HOST/ for a site, or the path of the folder that is published.",
        )
    return False


def _is_web_address(site: str) -> bool:
    """Whether it is a web address that may be asked; a name and password in it are refused."""
    try:
        parts = urlsplit(site)
        named = parts.username is not None or parts.password is not None
        usable = bool(parts.hostname) and parts.port != 0 and not named
    except ValueError:
        usable = False
        parts = None
    if parts is not None and parts.scheme not in ("http", "https"):
        return False
    if not usable:
        raise WrongInput("That is not a web address that can be read.", todo="Write https://HOST/PATH.")
    return True


def _with_files(read: "SiteRead") -> "SiteRead":
    """A folder without any file of a site is another folder than was meant."""
    from optout.signals.audit_reading import State

    said = (read.pages[0], read.robots, read.ai_txt, read.tdmrep)
    if all(one.state is State.NONE for one in said):
        raise WrongInput(
            "There is no index.html in that folder, and no robots.txt, ai.txt or tdmrep.json.",
            todo="Name the folder whose files your server publishes.",
        )
    return read


def _answered(read: "SiteRead") -> "SiteRead":
    """Where nobody answers at all there is nothing to judge."""
    from optout.sites.answers import SILENCE

    if {read.pages[0].why, read.robots.why} <= SILENCE:
        raise OutsideFailure(
            "The site could not be reached, so nothing is known about it.",
            todo="Check the address, and try again.",
        )
    return read
