"""How much memory each further browser context takes, on a form page of a twin.

Run with ``python -m tests.bench.memory``. Proportional set size of the browser's whole process tree
(``/proc/*/smaps_rollup``) with 1, 2, 3 and 4 contexts open at once, each on another broker's form
after it was read and its picture taken; the median over rounds of the growth per context. Where
other browsers run on the machine, or stop meanwhile, the part mapped from files moves with them:
``besides_files_mib`` is the growth without it.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browser_path import require_browser
from optout.channels.web.browsing import browser_visit
from optout.rehearsal.stage import Scene, Stage
from tests.bench.processes import Memory, pss_mib, tree
from tests.bench.wave_brokers import write_brokers

ROUNDS = 5
CONTEXTS = 4
SEED = 11
LIMIT_MIB = 25.0
_FORMS = {"people_atlas": "opt-out", "kin_finder": "suppress", "deep_dossier": "removal"}
_SETTLE_S = 0.5  # the browser gives back what loading took


async def _round(browser: Browser, forms: Sequence[tuple[Provider, str]]) -> list[Memory]:
    """MiB of the browser with one context, two, ... open."""
    sizes = []
    async with AsyncExitStack() as open_now:
        for provider, page in forms:
            await open_now.enter_async_context(_on_form(browser, provider, page))
            await asyncio.sleep(_SETTLE_S)
            sizes.append(pss_mib(_browser_processes()))
    return sizes


@asynccontextmanager
async def _on_form(browser: Browser, provider: Provider, page: str) -> AsyncIterator[None]:
    address = provider.pages[page].url or ""
    async with browser_visit(browser, provider, Capture(), Bounds()) as visit:
        await visit.open(address)
        seen = await visit.look(lambda seen: bool(seen.controls))
        if not seen.controls:
            raise AssertionError(f"{provider.slug} shows no form")
        await visit.picture("form")
        yield


def _browser_processes() -> list[int]:
    """The browser's processes, without Playwright's own driver, which is one for all contexts."""
    mine = tree(os.getpid())
    return [process for process in mine if b"chrom" in _command(process)]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().partition(b"\0")[0]
    except OSError:
        return b""


async def _measure(stage: Stage) -> dict[str, object]:
    network = stage.start()
    browser = await Browser.start(
        require_browser(None).path, network.browser_args, network.ignore_tls_errors
    )
    forms = [
        (provider, page)
        for provider in stage.providers
        if (page := _FORMS.get(provider.slug.rpartition("_")[0]))
    ][:CONTEXTS]
    try:
        await _round(browser, forms)
        rounds = [await _round(browser, forms) for _ in range(ROUNDS)]
    finally:
        await browser.close()
    whole = [[size.whole for size in sizes] for sizes in rounds]
    besides = [[size.whole - size.files for size in sizes] for sizes in rounds]
    contexts = [median(sizes) for sizes in zip(*whole, strict=True)]
    return {
        "contexts_mib": {str(count): round(size, 1) for count, size in enumerate(contexts, start=1)},
        "per_context_mib": _growth(whole),
        "besides_files_mib": _growth(besides),
    }


def _growth(rounds: Sequence[Sequence[float]]) -> float:
    """Per further context, the median of the rounds."""
    return round(median((sizes[-1] - sizes[0]) / (CONTEXTS - 1) for sizes in rounds), 1)


def bench() -> dict[str, object]:
    """The browser's size at each number of contexts, and the growth per further one."""
    with tempfile.TemporaryDirectory(prefix="optout-memory-") as folder:
        stage = Stage(write_brokers(Path(folder, "providers"), 10, SEED), Scene(seed=SEED))
        try:
            told = asyncio.run(_measure(stage))
        finally:
            stage.stop()
    ok = float(str(told["per_context_mib"])) <= LIMIT_MIB
    return {**told, "limit_mib": LIMIT_MIB, "ok": ok}


if __name__ == "__main__":
    print(json.dumps(bench(), indent=2))
