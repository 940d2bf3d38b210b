"""What holds for every provider folder, whoever wrote it."""

import asyncio
import random
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import ASGIApp

from optout.catalog.catalog import load_catalog, roots
from optout.catalog.definition import Provider
from optout.catalog.loading import FILE, load_definition
from optout.catalog.pages import Page, Sign
from optout.catalog.placeholders import placeholders
from optout.catalog.steps import HandStep, Needs, WebStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.hand import HandChannel
from optout.channels.web.address import filled
from optout.clock import VirtualClock
from optout.http import Unanswered
from optout.people.disclosure import facts_for
from optout.people.facts import Facts
from optout.rehearsal.books import Books
from optout.rehearsal.people import namesakes, synthetic_people
from optout.rehearsal.twin import World
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer as OutcomeAnswer
from optout.requests.outcome import Outcome
from tests.providers.visitor import START, Answer, PostOffice

FOLDERS = sorted(file.parent for root in roots() for file in root.glob(f"*/*/{FILE}"))
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
every_twin = pytest.mark.parametrize(
    "folder",
    [folder for folder in FOLDERS if (folder / "twin").is_dir()],
    ids=lambda folder: folder.name,
)


def definition(folder: Path) -> Provider:
    """As the project reads it; a fault is raised with the file and the line."""
    return load_definition(folder / FILE)


by_hand = pytest.mark.parametrize(
    "provider",
    [one for one in map(definition, FOLDERS) if isinstance(one.submit, HandStep)],
    ids=lambda provider: provider.slug,
)


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
    needs: Needs = {one.meaning: "optional" for one in placeholders(page.url)}
    try:
        return filled(page.url, facts_for(here.people[0], needs, on=START.date()))
    except Unanswered:
        return None


def shows(sign: Sign, answer: Answer) -> bool:
    heading, text = (wanted and wanted.lower() for wanted in (sign.heading, sign.text))
    return (
        (not heading or any(heading in one.lower() for one in answer.headings))
        and (not text or text in answer.text.lower())
        and (not sign.path or urlsplit(answer.url).path.startswith(sign.path))
    )


def known_by_rows(provider: Provider) -> set[str]:
    """Pages that a flow takes for its list by their rows, or by what shows where there are none."""
    flow = provider.search.flow if isinstance(provider.search, WebStep) else ()
    pairs = pairwise(flow)
    return {one.open for one, then in pairs if one.open and then.extract and then.extract.none}


async def opened(app: ASGIApp, url: str) -> Answer:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        answer = await client.get(url)
    return Answer(url, answer.status_code, answer.text, answer.headers)


@every_twin
def test_a_page_that_can_be_opened_shows_its_own_sign_or_a_fault_that_is_in_the_books(
    folder: Path,
) -> None:
    provider, here = definition(folder), world()
    pages, by_rows = provider.pages, known_by_rows(provider)
    twin = load_catalog().twin_of(folder.name)(here)
    addresses = {name: address(page, here) for name, page in pages.items()}
    for name, url in addresses.items():
        if url is None:
            continue
        faults = len(twin.books.faults)
        answer = asyncio.run(opened(twin.app, url))
        shown = {other for other in pages if addresses[other] and shows(pages[other].sign, answer)}
        recognised = shown - (by_rows - {name})
        assert recognised == (set() if len(twin.books.faults) > faults else {name})


@by_hand
def test_what_only_a_person_can_do_is_handed_over_and_nothing_leaves(provider: Provider) -> None:
    capture = Capture()
    attempt = Attempt("a-1", provider, Action.SUBMIT, Facts(), START, "ref-1")
    outcome = asyncio.run(HandChannel().run(attempt, capture))
    assert outcome == Outcome(OutcomeAnswer.PERSON, Failure.BY_HAND)
    assert capture == Capture()


@by_hand
def test_what_a_person_has_to_do_is_numbered_in_order(provider: Provider) -> None:
    assert isinstance(provider.submit, HandStep)
    numbers = [line.partition(".")[0] for line in provider.submit.instructions if line[0].isdigit()]
    assert numbers == [str(number + 1) for number in range(len(numbers))]
    assert len(numbers) >= 2
