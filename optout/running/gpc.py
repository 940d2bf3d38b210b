"""The check of one site for Global Privacy Control, on the real network."""

import asyncio

from optout.channels.web.browser import Browser
from optout.channels.web.gpc_visit import GpcSeen, look_for_gpc
from optout.http import HttpClient
from optout.network import Network


def check_gpc(url: str, executable: str | None, network: Network, with_browser: bool = True) -> GpcSeen:
    """Look at the site. ``executable`` None means the browser that Playwright has downloaded."""
    return asyncio.run(_check(url, executable, network, with_browser))


async def _check(url: str, executable: str | None, network: Network, with_browser: bool) -> GpcSeen:
    http = HttpClient(network.transport)
    try:
        if not with_browser:
            return await look_for_gpc(url, http, None)
        browser = await Browser.start(
            executable, args=network.browser_args, ignore_tls_errors=network.ignore_tls_errors
        )
        try:
            return await look_for_gpc(url, http, browser)
        finally:
            await browser.close()
    finally:
        await http.close()
