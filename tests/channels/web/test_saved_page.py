"""Saved pages: what a browser that reaches nothing sees of them."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from optout.channels.web.browser import Browser
from optout.channels.web.saved_page import filled, offline_browser, read_saved
from optout.channels.web.understanding import meanings_of
from tests.channels.web.acme import EXECUTABLE

FORM = "<label>First name <input name=fn></label><label>E-mail <input name=em type=email></label>"


@pytest.fixture(scope="module")
def offline(runner: asyncio.Runner) -> Iterator[Browser]:
    opened = offline_browser(EXECUTABLE)
    yield runner.run(opened.__aenter__())
    runner.run(opened.__aexit__(None, None, None))


def _meanings(runner: asyncio.Runner, source: str, browser: Browser | None) -> list[str | None]:
    return list(meanings_of(filled(runner.run(read_saved(source, browser)))))


def test_the_markup_alone_gives_the_same_meanings(runner: asyncio.Runner, offline: Browser) -> None:
    assert _meanings(runner, FORM, None) == ["given-name", "email"]
    assert _meanings(runner, FORM, offline) == ["given-name", "email"]


@pytest.mark.parametrize(
    "around",
    [
        "<div><template shadowrootmode=open>{}</template></div>",
        "<p>A frame</p><iframe srcdoc='{}'></iframe>",
        "<div id=h></div><script>h.attachShadow({{mode: 'open'}}).innerHTML = `{}`</script>",
        "<div id=h></div><script>h.innerHTML = `{}`</script>",
    ],
    ids=["declared shadow", "frame", "scripted shadow", "scripted"],
)
def test_it_finds_what_only_a_browser_shows(
    runner: asyncio.Runner, offline: Browser, around: str
) -> None:
    assert _meanings(runner, around.format(FORM), offline) == ["given-name", "email"]


def test_it_says_what_is_hidden(runner: asyncio.Runner, offline: Browser) -> None:
    page = FORM + "<div style='position:absolute;left:-9999px'><label>City <input></label></div>"
    seen = runner.run(read_saved(page, offline))
    assert [one.visible for one in filled(seen)] == [True, True, False]


def test_nothing_leaves(runner: asyncio.Runner, offline: Browser) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        place = f"127.0.0.1:{server.getsockname()[1]}"
        there = f"http://{place}/"
        page = (
            f"<meta http-equiv=refresh content='0;url={there}'><link rel=stylesheet href={there}s>"
            f"<img src={there}i><iframe src={there}f></iframe><script src={there}s.js></script>"
            f"<div id=h></div><script>h.attachShadow({{mode: 'open'}}).innerHTML = `{FORM}`;"
            f"fetch('{there}x');"
            f"new WebSocket('ws://{place}'); location = '{there}'</script>"
        )
        assert _meanings(runner, page + FORM, offline)[-2:] == ["given-name", "email"]
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_page_that_never_ends_is_read_without_its_scripts(
    runner: asyncio.Runner, offline: Browser
) -> None:
    page = FORM + "<script>document.body.attachShadow; for (;;) {}</script>"
    assert _meanings(runner, page, offline) == ["given-name", "email"]
