"""What holds for every AI service, data set and takedown: dated facts, and tasks that can be done."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from optout.catalog.automation import Automation, Confidence
from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind, Provider, Tier
from optout.catalog.steps import AttestStep, HandStep
from optout.people.facts import THINGS
from optout.requests.proof import Rung
from optout.running.planning import usable

SERVICES = [
    one
    for one in load_catalog()
    if one.kind in (Kind.AI_TRAINING, Kind.DATASET_SEARCH, Kind.TAKEDOWN) and one.origin is None
]
every_service = pytest.mark.parametrize("provider", SERVICES, ids=lambda one: one.slug)
UNFINISHED = re.compile(
    r"\b(TODO|TBD|FIXME|XXX|lorem|ipsum|placeholder|your text)\b|\?\?", re.IGNORECASE
)
WEIGHED = re.compile(r"\b(identity document|passport|photo of your face|picture of your face)\b")
MOST_LINES, LONGEST = 8, 200


def by_person(provider: Provider) -> Iterator[HandStep | AttestStep]:
    for step in (provider.search, provider.submit, provider.confirm):
        if isinstance(step, HandStep | AttestStep):
            yield step


def texts(provider: Provider) -> list[str]:
    told = [line for step in by_person(provider) for line in step.instructions]
    words = [provider.name, provider.notes, provider.never_seen_live, provider.offers_nothing]
    return [*filter(None, words), *told, *(source.what for source in provider.sources)]


def test_there_are_about_ninety() -> None:
    kinds = {one.kind for one in SERVICES}
    assert 80 <= len(SERVICES) <= 120
    assert kinds == {Kind.AI_TRAINING, Kind.DATASET_SEARCH, Kind.TAKEDOWN}


@every_service
def test_its_facts_have_dates_and_an_end(provider: Provider) -> None:
    assert all(len(source.what) >= 15 for source in provider.sources)
    assert provider.as_of == max(source.as_of for source in provider.sources)
    assert provider.expires > provider.as_of
    assert provider.confidence is not None
    assert provider.proof is not None


@every_service
def test_its_links_lead_to_its_own_domains(provider: Provider) -> None:
    for step in by_person(provider):
        if step.url.startswith("{"):
            continue  # a thing of the person's own, as in {url}
        parts = urlsplit(step.url)
        assert parts.scheme == "https"
        assert provider.speaks_for(parts.hostname or ""), step.url


@every_service
def test_what_a_person_has_to_do_is_short(provider: Provider) -> None:
    for step in by_person(provider):
        assert len(step.instructions) <= MOST_LINES
        to_read = [line for line in step.instructions if not line.startswith('"')]  # others are pasted
        assert [line for line in to_read if len(" ".join(line.split())) > LONGEST] == []


@every_service
def test_what_a_person_has_to_do_is_numbered(provider: Provider) -> None:
    for step in by_person(provider):
        numbers = [line.partition(".")[0] for line in step.instructions if line[0].isdigit()]
        assert numbers == [str(number + 1) for number in range(len(numbers))]
        assert len(numbers) >= 2


@every_service
def test_nothing_of_it_is_unfinished(provider: Provider) -> None:
    assert [text for text in texts(provider) if UNFINISHED.search(text)] == []


def test_no_two_ask_the_same_at_the_same_place() -> None:
    places: dict[tuple[str, tuple[str, ...]], str] = {}
    for provider in SERVICES:
        for step in by_person(provider):
            other = places.setdefault((step.url, step.instructions), provider.slug)
            assert other == provider.slug


@every_service
def test_what_was_never_confirmed_is_a_draft_and_is_never_planned(provider: Provider) -> None:
    assert (provider.confidence == Confidence.C) == (provider.tier == Tier.DRAFT)
    assert usable(provider) == (provider.tier != Tier.DRAFT)


@every_service
def test_the_others_that_the_same_wish_needs_exist(provider: Provider) -> None:
    catalog = load_catalog()
    assert [slug for slug in provider.also if slug not in catalog or slug == provider.slug] == []


@every_service
def test_a_word_is_called_a_word(provider: Provider) -> None:
    """What only the person sees is proven by their word, and by nothing better."""
    if provider.automation == Automation.ATTESTED and provider.search is None:
        assert provider.proof is not None
        assert provider.proof.rung == Rung.ATTESTATION


@every_service
def test_a_form_is_filled_only_with_facts_that_its_step_names(provider: Provider) -> None:
    for step in by_person(provider):
        assert not (isinstance(step, HandStep) and step.fills and not step.needs)
        assert not isinstance(step, AttestStep) or set(step.needs) <= THINGS


@every_service
def test_a_face_or_a_document_is_never_asked_for_without_something_to_weigh(provider: Provider) -> None:
    lines = [line for step in by_person(provider) for line in step.instructions]
    if provider.exposes or any(WEIGHED.search(line) for line in lines):
        assert any("weigh it" in line.lower() or "decide first" in line.lower() for line in lines)
