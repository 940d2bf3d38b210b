"""``optout forms``: what the controls of a page are understood to ask for."""

import asyncio
import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from optout.cli.output import emit, json_option
from optout.errors import OutsideFailure, WrongInput

Row = Mapping[str, object]
_MOST_BYTES = 8 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CALLED = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


@click.group()
def forms() -> None:
    """Look at forms without filling them."""


@forms.command()
@click.argument("pages", nargs=-1, required=True, metavar="PATH_OR_URL...")
@json_option
def explain(pages: Sequence[str], as_json: bool) -> None:
    """Say for every control of each page what it asks for, and by which words.

    A path is read as a saved page; nothing that it refers to is loaded.
    """
    from optout.channels.web.browser_path import find_browser
    from optout.cli.session import settings

    choice = find_browser(settings().browser)
    explained = asyncio.run(_explained(pages, choice.path if choice else None, choice is not None))
    value = explained[pages[0]] if len(pages) == 1 else explained
    emit(value, as_json, lambda: "\n".join(_words(explained)))


async def _explained(pages: Sequence[str], executable: str | None, usable: bool) -> dict[str, list[Row]]:
    from playwright.async_api import Error as PlaywrightError

    from optout.channels.web.saved_page import offline_browser

    sources = {page: await _source(page) for page in pages}
    if not usable:
        return {page: await _rows(source, None) for page, source in sources.items()}
    try:
        async with offline_browser(executable) as browser:
            return {page: await _rows(source, browser) for page, source in sources.items()}
    except PlaywrightError:
        return {page: await _rows(source, None) for page, source in sources.items()}


async def _rows(source: str, browser: object) -> list[Row]:
    from optout.channels.web.browser import Browser
    from optout.channels.web.saved_page import filled, read_saved
    from optout.channels.web.understanding import understand

    seen = await read_saved(source, browser if isinstance(browser, Browser) else None)
    controls = filled(seen)
    return [
        {
            "index": index,
            "tag": control.tag,
            "type": control.type,
            "name": control.name,
            "id": control.id,
            "visible": control.visible,
            "meaning": understood.meaning,
            "confidence": understood.confidence,
            "why": understood.why,
        }
        for index, (control, understood) in enumerate(zip(controls, understand(controls), strict=True))
    ]


async def _source(page: str) -> str:
    if urlsplit(page).scheme in ("http", "https"):
        return await _fetched(page)
    return _read(Path(page))


def _read(path: Path) -> str:
    if not path.is_file():
        raise WrongInput(f"There is no file {str(path)!r}.")
    if path.stat().st_size > _MOST_BYTES:
        raise WrongInput(f"{str(path)!r} is too large for a page.")
    return _decoded(path.read_bytes())


async def _fetched(url: str) -> str:
    from optout.http import HttpClient, Unanswered

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    client = HttpClient()
    try:
        _, exchange = await client.fetch(
            "GET", url, allowed=lambda one: one.removeprefix("www.") == host
        )
    except Unanswered as error:
        raise OutsideFailure(f"The page could not be read: {error.detail}.") from error
    finally:
        await client.close()
    return _decoded(exchange.response_body)


def _decoded(body: bytes) -> str:
    """As browsers do: by a byte-order mark, by what the page states in its first bytes, else UTF-8;
    what is no UTF-8 is Windows-1252. Source: the HTML standard, "determining the character encoding"."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    stated = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", body[:1024], re.IGNORECASE)
    name = stated[1].decode("ascii").lower() if stated else ""
    try:
        return body.decode(_CALLED.get(name, name or "utf-8"), "replace" if name else "strict")
    except (LookupError, UnicodeDecodeError):
        return body.decode("cp1252", "replace")


def _words(explained: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    for page, rows in explained.items():
        yield f"{page}: {len(rows)} controls"
        for row in rows:
            name = row["name"] or row["id"] or row["type"] or row["tag"]
            yield f"  {row['index']:>3} {name}: {row['meaning'] or 'no meaning'} ({row['why']})"
