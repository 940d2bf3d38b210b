"""``optout gpc``: whether a site honours the Global Privacy Control signal."""

from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.cli.slow import told_when_slow

if TYPE_CHECKING:
    from optout.channels.web.gpc_visit import GpcSeen


@click.group()
def gpc() -> None:
    """Global Privacy Control: the opt-out signal that optout sends with every request."""


@gpc.command()
@click.argument("url")
@click.option("--no-browser", is_flag=True, help="Read the support file only.")
@json_option
def check(url: str, no_browser: bool, as_json: bool) -> None:
    """Open URL twice, with the signal and without, and read its support file.

    Nothing about anybody is told, typed or pressed. Needs no vault.
    """
    from optout.channels.web.browser_path import require_browser
    from optout.cli.session import settings
    from optout.network import Network
    from optout.running.gpc import check_gpc
    from optout.running.trying import refuse_unusable

    refuse_unusable("URL", url)
    executable = None if no_browser else require_browser(settings().browser).path
    progress("Looking at the site, with the signal and without.")
    with told_when_slow("Still waiting for the site ..."):
        seen = check_gpc(url, executable, Network(), with_browser=not no_browser)
    emit(_value(url, seen), as_json, lambda: _words(seen))


def _value(url: str, seen: "GpcSeen") -> dict[str, object]:
    from optout.channels.web.gpc_signs import Verdict

    honours = {Verdict.SHOWN: True, Verdict.DENIED: False}.get(seen.verdict)
    return {
        "url": url,
        "verdict": seen.verdict,
        "honours": honours,
        "declared": seen.declared.gpc,
        "declared_on": seen.declared.last_update,
        "shown": list(seen.shown),
        "why": list(seen.why),
    }


_SENTENCES = {
    "shown": "The site shows that it honours the signal, and shows it only where the signal is sent.",
    "declared": "The site declares that it honours the signal; the page does not show it.",
    "denied": "The site declares that it does not honour the signal.",
    "no-sign": "Neither the page nor a support file says anything about the signal.",
    "unknown": "The site could not be looked at well enough to say anything.",
}


def _words(seen: "GpcSeen") -> str:
    lines = [_SENTENCES[seen.verdict.value]]
    if seen.declared.last_update:
        lines.append(f"  declared on {seen.declared.last_update}")
    lines += [f'  it says: "{line}"' for line in seen.shown]
    lines += [f"  {reason}" for reason in seen.why]
    return "\n".join(lines)
