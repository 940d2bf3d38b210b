"""What each web definition knows of its forms is what its twin shows."""

import asyncio
from collections.abc import Iterator

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.channels.web.browser_path import find_browser
from optout.rehearsal.recording import record, web_steps
from optout.rehearsal.room import Room

CATALOG = load_catalog()
ON_THE_WEB = [
    provider
    for provider in CATALOG
    if web_steps(provider) and (CATALOG.folder(provider.slug) / "twin").is_dir()
]
AGAIN = "run optout providers record, and read what changed"


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def room(runner: asyncio.Runner) -> Iterator[Room]:
    choice = find_browser(None)
    assert choice is not None, "these tests need a browser: see make test"
    room = Room(CATALOG, ON_THE_WEB, choice.path)
    runner.run(room.__aenter__())
    yield room
    runner.run(room.__aexit__(None, None, None))


@pytest.mark.parametrize("provider", ON_THE_WEB, ids=lambda provider: provider.slug)
def test_the_recorded_forms_are_those_of_the_twin(
    runner: asyncio.Runner, room: Room, provider: Provider
) -> None:
    known = {key: form.text for key, form in provider.known_forms.items()}
    assert runner.run(record(room, provider)).forms == known, AGAIN
