"""What holds for every provider folder, whoever wrote it."""

import asyncio
import random
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from starlette.types import ASGIApp

from optout.catalog.catalog import load_catalog, roots
from optout.catalog.definition import Provider
from optout.catalog.pages import Page, Sign
from optout.catalog.steps import Needs
from optout.clock import VirtualClock
from optout.people.disclosure import facts_for
from optout.rehearsal.books import Books
from optout.rehearsal.people import namesakes, synthetic_people
from optout.rehearsal.twin import World
from tests.providers.visitor import START, Answer, PostOffice

FOLDERS = sorted(file.parent for root in roots() for file in root.glob("*/*/provider.yaml"))
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
every_twin = pytest.mark.parametrize(
    "folder",
    [folder for folder in FOLDERS if (folder / "twin").is_dir()],
    ids=lambda folder: folder.name,
)
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def definition(folder: Path) -> Provider:
    return Provider.model_validate(yaml.safe_load((folder / "provider.yaml").read_text("utf-8")))


def world() -> World:
    people = synthetic_people(1, 2)
    strangers = namesakes(people[0], random.Random(1), 3)
    return World(VirtualClock(START), PostOffice(), START, 1, people, strangers)


def test_there_are_providers() -> None:
    assert len(FOLDERS) >= 6


@every_folder
def test_a_definition_is_valid_and_lies_in_the_folder_of_its_slug(folder: Path) -> None:
    assert definition(folder).slug == folder.name


@every_twin
def test_a_twin_is_built_with_empty_books_of_what_it_received(folder: Path) -> None:
    twin = load_catalog().twin_of(folder.name)(world())
    assert isinstance(twin.books, Books)
    assert (twin.books.received, twin.books.searched, twin.books.faults) == ([], [], [])
    assert callable(twin.app)
    assert callable(twin.receive_mail)
    assert callable(twin.person_does)


@every_twin
def test_a_twin_of_the_same_world_has_the_same_books(folder: Path) -> None:
    one, other = (load_catalog().twin_of(folder.name)(world()) for _ in range(2))
    assert one.books == other.books


def address(page: Page, here: World) -> str | None:
    """The page's address for the first person; None where it needs more than the person's facts."""
    if page.url is None:
        return None
    needs: Needs = dict.fromkeys(_PLACEHOLDER.findall(page.url), "required")
    facts = facts_for(here.people[0], needs, on=START.date())
    known = {name: facts.one(name) for name in needs}
    if not all(known.values()):
        return None
    return _PLACEHOLDER.sub(lambda found: str(known[found[1]]), page.url)


def shows(sign: Sign, answer: Answer) -> bool:
    heading, text, path = (wanted and wanted.lower() for wanted in (sign.heading, sign.text, sign.path))
    return (
        (not heading or any(heading in one.lower() for one in answer.headings))
        and (not text or text in answer.text.lower())
        and (not path or urlsplit(answer.url).path.startswith(path))
    )


async def opened(app: ASGIApp, url: str) -> Answer:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        answer = await client.get(url)
    return Answer(url, answer.status_code, answer.text, answer.headers)


@every_twin
def test_a_page_that_can_be_opened_shows_its_own_sign_or_a_fault_that_is_in_the_books(
    folder: Path,
) -> None:
    pages, here = definition(folder).pages, world()
    twin = load_catalog().twin_of(folder.name)(here)
    addresses = {name: address(page, here) for name, page in pages.items()}
    for name, url in addresses.items():
        if url is None:
            continue
        faults = len(twin.books.faults)
        answer = asyncio.run(opened(twin.app, url))
        recognised = {other for other in pages if addresses[other] and shows(pages[other].sign, answer)}
        assert recognised == (set() if len(twin.books.faults) > faults else {name})
